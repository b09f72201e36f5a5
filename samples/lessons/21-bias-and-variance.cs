// Lesson 21: bias and variance (A130, A131), data held out to see them (A126), stopping early (A138), and a network that learns noise by heart (A140).
using Hebb;

Console.WriteLine("Two errors, in per cent, and what they say, when people make next to none:");
foreach ((double fitted, double held) in ((double, double)[])[(1, 11), (15, 16), (15, 30), (0.5, 1), (1, 10), (12, 13), (12, 24)])
    Console.WriteLine($"train {fitted,4}  dev {held,4}   {BiasVariance.Diagnose(fitted / 100, held / 100).Label}");
Console.WriteLine($"train   15  dev   16   {BiasVariance.Diagnose(0.15, 0.16, bayesError: 0.15).Label}, where people err as often");
Console.WriteLine("\nThe same with two words, low and high:");
Console.WriteLine($"train low,  test low    {BiasVariance.Diagnose(0.02, 0.03)}");
Console.WriteLine($"train low,  test high   {BiasVariance.Diagnose(0.02, 0.30)}");
Console.WriteLine($"train high, test high   {BiasVariance.Diagnose(0.30, 0.31)}");

Console.WriteLine("\nHeld out for dev, and as much for test: a fifth each of small data, what is enough of large:");
foreach (int samples in (int[])[1000, 50_000, 1_000_000]) Console.WriteLine($"{samples,7}: {HoldOut.Fraction(samples):P0}");
Dataset data = Noisy(2000, seed: 1);
(Dataset fit, Dataset dev, Dataset test) = new HoldOut { Dev = 0.35, Test = 0.35 }.Split(data, seed: 1);
Console.WriteLine("Points above and below a parabola, one in ten with the wrong label; train, dev and test have the same share of each:");
foreach ((string name, Dataset part) in ((string, Dataset)[])[("train", fit), ("dev", dev), ("test", test)])
    Console.WriteLine($"{name,-5} {part.Count,4} samples, {Share(part):P0} above");
Console.WriteLine("A bad split, the left to train on and the rest to judge by, and what it is told:");
foreach (string warning in new ClassBalance(("train", Part(data, x => x < -1)), ("dev", Part(data, x => x >= -1))).Warnings) Console.WriteLine($"  {warning}");

Console.WriteLine("\nMore units and layers: bias falls, variance rises. Errors in per cent, to the next five; nobody can get below about 10:");
foreach (int[] units in (int[][])[[], [6], [64, 64, 64]])
{
    Trainer trainer = Make(units, 0.003);
    trainer.Fit(fit, epochs: 100);
    (double train, double held) = (1 - trainer.Evaluate(fit)["accuracy"], 1 - trainer.Evaluate(dev)["accuracy"]);
    string verdict = BiasVariance.Diagnose(train, held, bayesError: 0.1).Label;
    Console.WriteLine($"{$"hidden layers [{string.Join(", ", units)}]",-28} train {Fives(train),2}  dev {Fives(held),2}   {verdict}");
}

Console.WriteLine("\nEarly stopping with a patience of 10: the large network again, watched on the dev data.");
EarlyStopping stopping = new(patience: 10);
Trainer stopped = Make([64, 64, 64], 0.003, callbacks: stopping);
History history = stopped.Fit(fit, epochs: 200, validation: dev);
int best = stopping.BestEpoch, last = history.Epochs.Count;
Console.WriteLine($"stopped {last - best} epochs after the best one, long before 200: {last < 100}");
Console.WriteLine($"dev loss at the best epoch below that at the last: {history.Epochs[best - 1].Validation!.Loss < history.Epochs[^1].Validation!.Loss}");
Console.WriteLine($"the model is that of the best epoch: {stopped.Evaluate(dev).Loss == history.Epochs[best - 1].Validation!.Loss}");
double error = 1 - stopped.Evaluate(test)["accuracy"];
Console.WriteLine($"and now, once, the test data: an error below 20 %: {error < 0.2}");
Console.WriteLine("(The notes stop on the test set, and at once. Right: on data held out for it, after some patience, with the best weights back. It mixes");
Console.WriteLine("two goals, a small loss and a small variance: for one after the other, train to the end and use a penalty, lesson 22.)");

Console.WriteLine("\nA large network can learn anything by heart: 64 points with random labels, and 64 others.");
Dataset noise = Random(64, seed: 5), others = Random(64, seed: 6);
Doctor doctor = new();
Trainer memory = Make([128, 128], 0.003, 10, doctor);
memory.Fit(noise, epochs: 100, validation: others);
Console.WriteLine($"learned by heart: {memory.Evaluate(noise)["accuracy"]:P0}; the others are guessed: {memory.Evaluate(others)["accuracy"] < 0.7}");
foreach (Finding finding in doctor.Findings) Console.WriteLine($"the doctor says: {finding.Kind}");
Console.WriteLine("A small training error alone says nothing. (\"To avoid under overfitting\", in the notes, is to avoid overfitting.)");

static Trainer Make(int[] hidden, double rate, int inputs = 5, params Callback[] callbacks)
{
    Sequential model = new([inputs], seed: 1);
    foreach (int units in hidden) model.Add(new Dense(units, Activation.Relu));
    model.Add(new Dense(2));
    return new(model) { Optimizer = new Adam(rate), Loss = new CrossEntropy(), Metrics = [new Accuracy()], Callbacks = callbacks };
}

// Rows of five numbers, of which two count.
static Dataset Noisy(int count, long seed)
{
    Tensor x = Tensor.Uniform([count, 5], -2, 2, seed), isFlipped = Tensor.Uniform([count], seed: seed + 100).Less(0.1);
    Tensor isAbove = (x[.., 1] - x[.., 0].Square() + 1).Greater(0);
    return Dataset.From(x, isAbove.NotEqualTo(isFlipped).Cast(DType.Int32).ToArray<int>(), ["below", "above"]);
}

static Dataset Random(int count, long seed) =>
    Dataset.From(Tensor.Normal([count, 10], seed: seed), Tensor.Integers([count], 0, 2, seed + 100).ToArray<int>(), ["heads", "tails"]);

// Per cent, to the next five.
static double Fives(double error) => Math.Round(error * 20) * 5;

static double Share(Dataset part) => Enumerable.Range(0, part.Count).Average(part.LabelAt);

// The samples of which the first number is so.
static Dataset Part(Dataset data, Func<float, bool> isWanted)
{
    float[] x = data.Batches(data.Count).Single().Inputs.ToArray<float>();
    return data.Subset([.. Enumerable.Range(0, data.Count).Where(sample => isWanted(x[5 * sample]))]);
}

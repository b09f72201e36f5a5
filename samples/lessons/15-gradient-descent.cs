// Lesson 15: gradient descent. Downhill step by step, with all samples, one, or some of them in each step (A020, A022, A024 to A027, A100).
using Hebb;

Console.WriteLine("The update: w_new = w_old - rate * dJ/dw. J(w) = (w - 3)^2 from w = 0, rate 0.1:");
Variable w = new(Tensor.Scalar(0, DType.Float64), "w");
var descent = new Sgd(0.1);
for (bool converged = false; !converged;)
{
    using var tape = GradientTape.Begin();
    Tensor cost = (w - 3).Square();
    Gradients gradients = tape.Gradient(cost, [w]);
    converged = gradients[w].Abs().ToScalar() < 1e-6;                    // "until convergence": until the slope is as good as 0
    if (descent.Step < 4 || converged)
        Console.WriteLine($"after {descent.Step,2} updates  w {w.ToScalar():F4}  J {cost.ToScalar():F4}  dJ/dw {gradients[w].ToScalar():0.0######}");
    if (!converged) descent.Apply(gradients);
}
Console.WriteLine("(The notes write w_old = w_old - rate * dL/dw. As an equation that holds only where the slope is 0; the left side is w_new.)");

Console.WriteLine("\nOne epoch is one pass over all samples; a step takes one batch of them. Steps per epoch, counted:");
foreach ((int samples, int size) in ((int, int)[])[(10_000, 100), (5_000_000, 1_000), (1_000, 64), (1_000, 1_000), (1_000, 1)])
{
    var numbers = Dataset.From(new float[samples, 1], new float[samples, 1]);
    (int steps, int last) = (0, 0);
    foreach (Batch batch in numbers.Batches(size)) (steps, last) = (steps + 1, batch.Count);
    Console.WriteLine($"{samples,9:#,0} samples in batches of {size,5:#,0}: {steps,5:#,0} step{(steps == 1 ? "" : "s")}, the last of {last:#,0}");
}
Console.WriteLine("""
    (The notes: "epochs = 10000 / 100 = 100". That is the steps of one epoch. 5,000,000 in 5,000 mini-batches is right.)
    The whole data in one step is gradient descent: fine below 2,000 samples. One sample is stochastic gradient descent. Between them
    are mini-batches of 64, 128, 256 or 512; the default here, as in Keras, is 32.
    """);

// 1,024 samples of a plane with noise, and a neuron for it.
Tensor x = Tensor.Normal([1024, 4], seed: 1);
Tensor y = x.MatMul(Tensor.From([1f, -2f, 3f, 0.5f], [4, 1])) + 1 + (Tensor.Normal([1024, 1], seed: 2) * 0.5);
var data = Dataset.From(x, y);
(string Name, int Batch, double Rate)[] ways = [("all 1,024", 1024, 0.05), ("batches of 64", 64, 0.05), ("one sample", 1, 0.02)];

Console.WriteLine("\nThe cost that each step sees: smooth with all samples, noisy with few.");
int[] shown = [1, 2, 3, 4, 5, 6, 8, 16, 32, 64];
Console.WriteLine($"{"step",-14}{string.Concat(shown.Select(step => $"{step,7}"))}   of 64 steps, went up");
foreach ((string name, int batch, double rate) in ways)
{
    double[] costs = [.. Train(batch, rate, epochs: batch == 1024 ? 64 : batch == 64 ? 4 : 1).Costs.Take(64)];
    int rose = Enumerable.Range(1, 63).Count(step => costs[step] > costs[step - 1]);
    Console.WriteLine($"{name,-14}{string.Concat(shown.Select(step => $"{costs[step - 1],7:F2}"))}   {rose}");
}

Console.WriteLine("\nWhat it buys: the cost of all samples after the same number of passes over them (0.25 is the noise).");
int[] passes = [1, 2, 4, 16];
Console.WriteLine($"{"epochs",-14}{string.Concat(passes.Select(epochs => $"{epochs,7}"))}");
foreach ((string name, int batch, double rate) in ways)
    Console.WriteLine($"{name,-14}{string.Concat(passes.Select(epochs => $"{Train(batch, rate, epochs).Final,7:F2}"))}");
Console.WriteLine("(The notes call stochastic gradient descent both cheap and expensive: an update is cheap, and there are many. What they list\n"
    + "under batch descent, fast and out of local minima, is what mini-batches are good for; and m is the number of batches and of samples at once.)");

Console.WriteLine("\nShuffling: samples that come sorted pull one way for half an epoch, then the other. The trainer draws a new order for each epoch.");
foreach (ulong seed in (ulong[])[0, 1])
    Console.WriteLine($"order of seed {seed}: {string.Join(" ", data.Shuffle(seed).Batches(8).First().Rows.ToArray())} ...");
Dataset sorted = data.Subset([.. Enumerable.Range(0, 1024).OrderBy(i => y[i].Sum().ToScalar())]);
Console.WriteLine($"cost after one epoch, samples one by one: sorted {OnePass(sorted):F2}, shuffled {OnePass(sorted.Shuffle(seed: 1)):F2}");

Console.WriteLine("\nThe recipe, whole: a model, a loss, an optimizer, and an end. Here: no better by 0.0001 in an epoch.");
Trainer recipe = Recipe(0.05, new EarlyStopping(patience: 1) { MinimumDelta = 1e-4, Monitor = epoch => epoch.Training.Loss });
History history = recipe.Fit(data, epochs: 100, batch: 64);
Console.WriteLine($"{history.Epochs.Count} of 100 epochs: {history.StoppedBecause}");

Trainer Recipe(double rate, params Callback[] callbacks) => new(new Sequential([4], seed: 1) { new Dense(1) { KernelInitializer = Initializer.Zeros } })
{
    Optimizer = new Sgd(rate),
    Loss = new MeanSquaredError(),
    Callbacks = callbacks,
};

(List<double> Costs, double Final) Train(int batch, double rate, int epochs)
{
    var costs = new StepCosts();
    Trainer trainer = Recipe(rate, costs);
    trainer.Fit(data, epochs, batch);
    return (costs.Costs, trainer.Evaluate(data).Loss);
}

double OnePass(Dataset samples)
{
    Trainer trainer = Recipe(0.02);
    foreach (Batch batch in samples.Batches(1))
    {
        using var tape = GradientTape.Begin();
        trainer.Optimizer.Apply(tape.Gradient(trainer.Loss.Call(trainer.Model.Call(batch.Inputs), batch.Labels), trainer.Model.Parameters));
    }
    return trainer.Evaluate(data).Loss;
}

// Writes down the cost of every step.
sealed class StepCosts : Callback
{
    public List<double> Costs { get; } = [];

    public override void OnStepEnd(TrainingRun run, double loss) => Costs.Add(loss);
}

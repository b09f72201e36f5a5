// Lesson 22: regularization. A penalty for large weights (A132 to A134), units that drop out (A135), noise (A136), and several networks in place of one (A145).
using Hebb;

Console.WriteLine("A step with a squared penalty, lambda / 2m w^2 (weight decay): w = 2, dL/dw = 0.5, alpha = 0.1, lambda = 3, m = 10.");
Console.WriteLine($"W = (1 - alpha lambda / m) W - alpha dW = {((1 - (0.1 * 3 / 10)) * 2) - (0.1 * 0.5):F4}   by optimizer {Step(L2.WeightDecay(3, 10)):F4}");
Console.WriteLine($"without alpha, as the notes have it:      {((1 - (3.0 / 10)) * 2) - (0.1 * 0.5):F4}");
Console.WriteLine("The other scaling, lambda w^2, of Keras: lambda = 0.3.");
Console.WriteLine($"w - eta dw - 2 eta lambda w             = {2 - (0.1 * 0.5) - (2 * 0.1 * 0.3 * 2):F4}   by optimizer {Step(new L2(0.3)):F4}");
Console.WriteLine("The absolute penalty, lambda |w|:");
Console.WriteLine($"w - eta dw - eta lambda sign(w)         = {2 - (0.1 * 0.5) - (0.1 * 0.3):F4}   by optimizer {Step(new L1(0.3)):F4}");
Console.WriteLine($"without eta, as the notes have it:        {2 - (0.1 * 0.5) - 0.3:F4}");
Console.WriteLine("The penalty is part of what is minimised, so the rate multiplies its slope too. How it is scaled is a convention: state it.");

Console.WriteLine("\nEight features, of which the first two count, y = 2 x1 - x2 + noise. What the weights become:");
Tensor x = Tensor.Normal([100, 8], seed: 1), y = x.MatMul(Tensor.From([2f, -1, 0, 0, 0, 0, 0, 0], [8, 1])) + (Tensor.Normal([100, 1], seed: 2) * 0.5);
foreach ((string what, Regularizer? penalty) in ((string, Regularizer?)[])[("none", null), ("L2(0.2)", new L2(0.2)), ("L1(0.2)", new L1(0.2)),
    ("L1(0.2), proximal", new L1(0.2) { Proximal = true })])
{
    Dense line = new(1) { KernelRegularizer = penalty };
    new Trainer(new Sequential([8]) { line }) { Optimizer = new Sgd(0.05), Loss = new MeanSquaredError() }.Fit(Dataset.From(x, y), epochs: 200, batch: 100);
    float[] weights = line.Kernel.ToArray<float>();
    Console.WriteLine($"{what,-18} {string.Join("  ", weights.Select(w => $"{Math.Round(w, 3) + 0.0,6:F3}"))}   {weights.Count(w => w == 0)} exactly zero");
}
Console.WriteLine("L2 makes all smaller; L1 selects, and its proximal form says 0 where it means 0.");

(Dataset few, Dataset held) = Glyphs.Generate(seed: 1, train: 200, test: 500);
Console.WriteLine("\nlambda up, variance down. 200 drawn digits to train on, 500 held out; loss and penalty are reported apart, and minimised together:");
Console.WriteLine("lambda   loss   penalty  held out  gap");
foreach (double lambda in (double[])[0, 0.001, 0.01])
{
    Trainer trainer = Train(Network(seed: 1, new L2(lambda)));
    (double fit, double other) = (trainer.Evaluate(few).Loss, trainer.Evaluate(held).Loss);
    Console.WriteLine($"{lambda,-8} {fit:F3}  {trainer.History.Epochs[^1].Training["penalty"]:F3}    {other:F3}     {other - fit:F3}");
}

Console.WriteLine("\nDropout, inverted: of 50 units kept with probability 0.8, 10 are off, others each time. Three masks over ones:");
Tensor ones = Tensor.Ones([1, 50]);
Dropout dropout = new(0.2);
var model = new Sequential([50], seed: 4) { dropout };
using (var tape = GradientTape.Begin(training: true))
{
    for (int mask = 0; mask < 3; mask++)
    {
        float[] kept = model.Call(ones).ToArray<float>();
        Console.WriteLine($"{kept.Count(value => value == 0),2} off, the others {kept.Max():F2}, sum {kept.Sum():F2}");
    }
    float[] many = model.Call(Tensor.Ones([2000, 50])).ToArray<float>();
    double off = many.Count(value => value == 0) / 2000.0;
    Console.WriteLine($"2000 masks: {off:F1} off on average, mean output {many.Average():F2}; without dividing {many.Average() * 0.8:F2}");
}
Console.WriteLine($"in use: sum {model.Call(ones).Sum().ToScalar():F0}, nothing is dropped");
Console.WriteLine($"There are 2^50 = {Math.Pow(2, 50):0.0e0} such thinned networks, which share their weights.");
Console.WriteLine("(The notes end with \"a = 0.8\". Right: a = a / keep_prob, so that the next layer gets as much as it will in use.)");

Console.WriteLine("\nThe expensive alternative: several networks, each from another start, and the average of what they say. The same digits:");
Sequential[] members = [.. Enumerable.Range(1, 5).Select(seed => Network((ulong)seed))];
foreach (Sequential member in members) Train(member);
Report("each of five networks", [.. members.Select(member => Probabilities(member))]);
Report("their average", Probabilities(members));
Sequential dropping = Network(1, dropout: 0.5);
Train(dropping);
Report("one network with dropout", Probabilities(dropping));
Sequential noisy = Network(1, noise: 0.3);
Train(noisy);
Report("one with noisy pixels", Probabilities(noisy));   // GaussianNoise: other noise in each step, none in use (A136)
Console.WriteLine("As in a forest of trees, members that err in different places outvote one another. Dropout comes as far for the price of one.");

double Step(Regularizer penalty)
{
    Variable w = new(Tensor.From([2.0]), "w");
    using var tape = GradientTape.Begin();
    new Sgd(0.1).Apply(tape.Gradient((w * 0.5).Sum() + penalty.Call(w), w));
    return w.ToScalar();
}

static Sequential Network(ulong seed, Regularizer? penalty = null, double dropout = 0, double noise = 0) => new([28, 28, 1], seed: seed)
{
    new Rescaling(1 / 255.0),
    new GaussianNoise(noise),
    new Flatten(),
    new Dense(64, Activation.Relu) { KernelRegularizer = penalty },
    new Dropout(dropout),
    new Dense(10) { KernelRegularizer = penalty },
};

Trainer Train(Model network)
{
    Trainer trainer = new(network) { Optimizer = new Adam(0.003), Loss = new CrossEntropy() };
    trainer.Fit(few, epochs: 40);
    return trainer;
}

// Models are layers: their probabilities are averaged by another.
Model Probabilities(params Sequential[] networks)
{
    Tensor image = Model.Input([28, 28, 1]);
    Tensor[] each = [.. networks.Select(network => image.Apply(network).Softmax(axis: -1))];
    return new Functional(image, each.Length == 1 ? each[0] : new Average().Call(each));
}

// How much is right, and the loss; of several models, as a rule.
void Report(string what, params Model[] models)
{
    CrossEntropy loss = new() { FromLogits = false };
    Evaluation[] each = [.. models.Select(model => new Trainer(model) { Optimizer = new Sgd(), Loss = loss, Metrics = [new Accuracy()] }.Evaluate(held))];
    Console.WriteLine($"{what,-25} held out: {each.Average(e => e["accuracy"]):P1} right, loss {each.Average(e => e.Loss):F3}");
}

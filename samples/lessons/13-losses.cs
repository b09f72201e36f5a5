// Lesson 13: losses. The loss says what a good answer is; training finds it (A070 to A074, A076, A004).
using Hebb;

Console.WriteLine("The error of the notes' small network, outputs 0.75136507 and 0.77292846 for targets 0.01 and 0.99:");
Tensor output = Tensor.From([0.75136507, 0.77292846], [1, 2]), target = Tensor.From([0.01, 0.99], [1, 2]);
Console.WriteLine("notes             0.274811083 + 0.023560026 = 0.298371109");
Console.WriteLine($"half the squares  {Cost(new HalfSquaredError(), output, target, "F9")}     sum of 1/2 (t - o)^2: its derivative is o - t");
Console.WriteLine($"their mean        {Cost(new MeanSquaredError(), output, target, "F9")}     of two outputs, half the sum is the mean");

Console.WriteLine("\nA loss is that of one sample, the cost that of all: none, sum or mean.");
Tensor predictions = Tensor.From([1.0, 2, 3, 4], [4, 1]), zeros = Tensor.Zeros([4, 1]);
Console.WriteLine($"none  {string.Join(" ", new MeanSquaredError { Reduction = Reduction.None }.Call(predictions, zeros).ToArray<double>())}");
Console.WriteLine($"sum   {Cost(new MeanSquaredError { Reduction = Reduction.Sum }, predictions, zeros, "F1")}");
Console.WriteLine($"mean  {Cost(new MeanSquaredError(), predictions, zeros, "F1")}    (1/m) sum of the losses");

Console.WriteLine("\nFor numbers, by how far the prediction is off. Squares fear the far one; Huber is a square near 0 and a line beyond 1.");
Loss[] forNumbers = [new MeanSquaredError(), new HalfSquaredError(), new MeanAbsoluteError(), new Huber(), new LogCosh()];
Table([0, 0.1, 0.5, 1, 3, 10], "off by", forNumbers, label: 0);

Console.WriteLine("\nFor yes or no, by the score z where the answer is yes. (\"Hung\" in the notes is hinge: max(0, 1 - y z).)");
Loss[] forYesOrNo = [new Hinge(), new SquaredHinge(), new BinaryCrossEntropy()];
Table([-2, -1, 0, 0.5, 1, 2], "score", forYesOrNo, label: 1);
Tensor three = Tensor.From([3.0, 1, 2.5], [1, 3]);
string categorical = Cost(new CategoricalHinge(), three, Tensor.From([0]), "F1"), entropyOfThree = Cost(new CrossEntropy(), three, Tensor.From([0]), "F4");
Console.WriteLine($"of several classes, scores 3, 1, 2.5, where the first is right: categorical hinge {categorical}, cross entropy {entropyOfThree}");

Console.WriteLine("\nA loss has a name, too, for the command line and for files (losses.get in Keras; \"get loss\" in the notes):");
foreach (string name in (string[])["mse", "mae", "hinge", "cross_entropy"]) Console.WriteLine($"Loss.Parse(\"{name}\") is {Loss.Parse(name).GetType().Name}");

Console.WriteLine("\nWhy not squares for classes? With squared error a sure and wrong unit hardly learns. Slope by the score, where the answer is yes:");
Console.WriteLine("score     squared error of sigmoid   cross entropy");
foreach (double z in (double[])[-10, -5, 0])
{
    Tensor score = Tensor.From([z], [1, 1]), yes = Tensor.Ones([1, 1]);
    using var tape = GradientTape.Begin();
    double squared = tape.Gradient(new HalfSquaredError().Call(score.Sigmoid(), yes), score)[score].Sum().ToScalar();
    double entropy = tape.Gradient(new BinaryCrossEntropy().Call(score, yes), score)[score].Sum().ToScalar();
    Console.WriteLine($"{z,5}     {squared,-26:F5} {entropy:F5}");
}
Console.WriteLine("(The notes pair squared error with softmax. It works; cross entropy is the standard, for this reason.)");

Console.WriteLine("\nWhat a loss can ask for, a wide enough hidden layer can give (A004). sin(x) on [-pi, pi], squared error, greatest error of 1,001 points:");
Tensor x = Tensor.Linspace(-Math.PI, Math.PI, 257).Reshape([-1, 1]), between = Tensor.Linspace(-Math.PI, Math.PI, 1001).Reshape([-1, 1]);
foreach (int units in (int[])[1, 2, 4, 64])
{
    var model = new Sequential([1], seed: 1) { new Dense(units, Activation.Tanh), new Dense(1) };
    var trainer = new Trainer(model) { Optimizer = new Adam(0.03) { Schedule = new CosineDecay() }, Loss = new MeanSquaredError() };
    trainer.Fit(x, x.Sin(), epochs: 4000, batch: 257);
    double worst = (model.Predict(between) - between.Sin()).Abs().Max().ToScalar();
    Console.WriteLine($"{units,3} tanh units: {(worst < 0.01 ? "below 0.01" : worst < 0.05 ? "below 0.05" : $"about {worst:F1}")}");
}

static string Cost(Loss loss, Tensor predictions, Tensor labels, string format) => loss.Call(predictions, labels).ToScalar().ToString(format);

static void Table(double[] predictions, string title, Loss[] losses, double label)
{
    Console.WriteLine($"{title,-24}{string.Concat(predictions.Select(p => $"{p,10:0.0}"))}");
    foreach (Loss loss in losses)
    {
        IEnumerable<string> costs = predictions.Select(p => Cost(loss, Tensor.From([p], [1, 1]), Tensor.Full([1, 1], label), "F4"));
        Console.WriteLine($"{loss.Name,-24}{string.Concat(costs.Select(cost => cost.PadLeft(10)))}");
    }
}

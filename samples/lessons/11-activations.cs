// Lesson 11: activations. What each makes of a net input, and what its derivative lets through on the way back (A050 to A061).
using Hebb;

Activation[] all =
[
    Activation.Linear, Activation.Step(), Activation.BipolarStep(), Activation.Sigmoid, Activation.Tanh, Activation.Relu, Activation.LeakyRelu(0.1),
    Activation.Elu(), Activation.Selu, Activation.Softplus, Activation.Softsign, Activation.Silu, Activation.Gelu, Activation.Mish, Activation.Relu6,
    Activation.HardSigmoid, Activation.HardTanh, Activation.HardSilu, Activation.Squareplus(), Activation.SoftShrink(), Activation.HardShrink(),
];
Tensor points = Tensor.From(-4.0, -1, 0, 1, 4);
Console.WriteLine($"{"x",-24}{Row(points)}   |  derivative at the same points");
foreach (Activation activation in all)
{
    (Tensor values, Tensor derivatives) = activation.Curve(points);
    Console.WriteLine($"{activation,-24}{Row(values)}   |{Row(derivatives)}");
}
Console.WriteLine("At a kink one of the slopes is taken: for ReLU at 0 it is 0. The slope of a step is 0 everywhere, so nothing can be learned through it.");

Console.WriteLine("\nThe derivative in terms of the value itself: a (1 - a), 1 - a^2, and of softplus the logistic function.");
Tensor grid = Tensor.Linspace(-800, 800, 1601, DType.Float64);
(Tensor sigmoid, Tensor sigmoidSlope) = Activation.Sigmoid.Curve(grid);
(Tensor tanh, Tensor tanhSlope) = Activation.Tanh.Curve(grid);
(_, Tensor softplusSlope) = Activation.Softplus.Curve(grid);
Console.WriteLine($"sigmoid   off by less than 1e-14: {Far(sigmoidSlope, sigmoid * (1 - sigmoid)) < 1e-14}   greatest slope {sigmoidSlope.Max().ToScalar()}");
Console.WriteLine($"tanh      off by less than 1e-14: {Far(tanhSlope, 1 - tanh.Square()) < 1e-14}   greatest slope {tanhSlope.Max().ToScalar()}");
Console.WriteLine($"softplus  off by less than 1e-14: {Far(softplusSlope, sigmoid) < 1e-14}   and no overflow at -800 or 800");

Console.WriteLine("\nReLU of the notes' matrix:");
Tensor matrix = Tensor.From(new[,] { { -1f, 3, 2 }, { 1, -2, 1 }, { -1, 1, 3 } });
Console.WriteLine(matrix.Relu());
Tensor leaky = Tensor.Scalar(-4, DType.Float64).LeakyRelu(0.1);
Console.WriteLine($"Leaky ReLU with a = 0.1 at -4 is {leaky.ToScalar()}: a z. (The notes say \"a instead of 0\", which would be 0.1.)");

Console.WriteLine("\nSoftmax is a sigmoid for many: shares that sum to 1. Hardmax marks the greatest. The scores of the notes:");
Tensor z = Tensor.From(5.0, 2, -1, 3);
Console.WriteLine("notes     0.842     0.042     0.002     0.114       and 1 0 0 0");
Console.WriteLine($"softmax   {Text(z.Softmax(), "F7")}");
Console.WriteLine($"+ 1000    {Text((z + 1000).Softmax(), "F7")}   (the greatest is taken off first: no overflow)");
Console.WriteLine($"hardmax   {Text(z.Hardmax(), "F0")}");

Console.WriteLine("\nSaturation: far from 0 the slope is gone, and a chain of slopes is their product.");
Tensor far = Tensor.From(0.0, 2, 5, 10);
Console.WriteLine($"slope of sigmoid at 0, 2, 5, 10: {Text(Activation.Sigmoid.Curve(far).Derivatives, "F5")}");
Console.WriteLine($"at best, 0.25 in each of 10 layers: {Math.Pow(0.25, 10):E1}");

Console.WriteLine("\nDead ReLUs: units that no sample moves, after a bias of -1, -2 and -10. A leaky one still has a gradient.");
Tensor samples = Tensor.Normal([200, 8], seed: 1);
foreach (double bias in (double[])[-1, -2, -10])
{
    bool relu = Reaches(Activation.Relu, bias), leakyRelu = Reaches(Activation.LeakyRelu(0.1), bias);
    Console.WriteLine($"bias {bias,3}: dead {Dead(bias),2} of 16   the gradient reaches the weights: ReLU {relu}, leaky {leakyRelu}");
}

Console.WriteLine("\nReLU against tanh (A061): four hidden layers, each with the initial weights that suit it; epochs until 95 % of 1,000 digits are right.");
(Dataset digits, _) = Glyphs.Generate(seed: 1, train: 1_000, test: 10);
foreach (double rate in (double[])[0.02, 0.05, 0.2])
{
    string relu = Epochs(Activation.Relu, Initializer.HeNormal, rate), tangent = Epochs(Activation.Tanh, Initializer.GlorotNormal, rate);
    Console.WriteLine($"rate {rate:F2}   ReLU {relu,2}   tanh {tangent,2}" + (tangent == "-" ? "   (-: not within 15)" : ""));
}
Console.WriteLine("ReLU needs fewer epochs, as the notes say, at a rate that suits it. It is a tendency: at a rate too high for it, tanh is first.");

Console.WriteLine("""

    Which where (A060): ReLU in hidden layers; at the output linear for a number, sigmoid for yes or no, softmax for one class of many.
    Give the loss the scores before the last two (Dense without activation): CrossEntropy and BinaryCrossEntropy then lose no digits.
    """);

static string Row(Tensor values) => string.Concat(values.ToArray<double>().Select(v => (Math.Round(v, 3) + 0.0).ToString("0.000").PadLeft(8)));

static double Far(Tensor a, Tensor b) => (a - b).Abs().Max().ToScalar();

static string Text(Tensor values, string format) => string.Join(" ", values.ToArray<double>().Select(v => v.ToString(format).PadRight(9))).TrimEnd();

static Dense Layer(Activation activation, double bias, Tensor x)
{
    var layer = new Dense(16, activation) { BiasInitializer = Initializer.Constant(bias) };
    layer.Call(x);                                                         // builds it
    return layer;
}

int Dead(double bias) => Layer(Activation.Relu, bias, samples).Call(samples).Max(axis: 0).ToArray<float>().Count(most => most == 0);

bool Reaches(Activation activation, double bias)
{
    Dense layer = Layer(activation, bias, samples);
    using var tape = GradientTape.Begin();
    return tape.Gradient(layer.Call(samples).Sum(), layer.Parameters)[layer.Kernel].Abs().Max().ToScalar() > 0;
}

string Epochs(Activation hidden, Initializer initializer, double rate)
{
    var model = new Sequential([28, 28, 1], seed: 1) { new Rescaling(1 / 255.0), new Flatten() };
    for (int layer = 0; layer < 4; layer++) model.Add(new Dense(64, hidden) { KernelInitializer = initializer });
    model.Add(new Dense(10));
    var trainer = new Trainer(model) { Optimizer = new Sgd(rate), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
    return trainer.Fit(digits, epochs: 15).Epochs.FirstOrDefault(epoch => epoch.Training["accuracy"] >= 0.95)?.Epoch.ToString() ?? "-";
}

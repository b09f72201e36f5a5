// Lesson 06: logistic regression is a single neuron with a sigmoid (A011, A032, A033): the derivatives, then loops, then none.
using Hebb;

Console.WriteLine("For L = -y ln a - (1 - y) ln(1 - a), a = sigmoid(z), z = w1 x1 + w2 x2 + b:");
Variable w = new(Tensor.From([0.3, -0.2]), "w"), b = new(Tensor.Scalar(0.1, DType.Float64), "b");
Tensor x = Tensor.From([1.5, -2.0]);
const double y = 1;
using (var tape = GradientTape.Begin())
{
    Tensor z = w.Dot(x) + b, a = z.Sigmoid(), loss = -(y * a.Log() + (1 - y) * (1 - a).Log());
    Gradients g = tape.Gradient(loss, [z, w, b]);
    double value = a.ToScalar();
    Console.WriteLine($"da/dz = a (1 - a) = {value * (1 - value):F9}   by the tape {tape.Gradient(a, [z])[z].ToScalar():F9}");
    Console.WriteLine($"dz    = a - y     = {value - y:F9}  by the tape {g[z].ToScalar():F9}");
    Console.WriteLine($"dw_i  = x_i dz    = {Text([1.5 * (value - y), -2 * (value - y)])}   by the tape {Text(g[w].ToArray<double>())}");
    Console.WriteLine($"db    = dz        = {value - y:F9}  by the tape {g[b].ToScalar():F9}");
}
Console.WriteLine("(The notes divide dz by a in one place, and have dz = a (1 - a) in the vectorised loop. Right: a - y, in both. And they write a(z) for\nsigma(z), and m for the test samples: m is the number of samples that are trained on.)");

// 200 samples of two features; the class is 1 where x1 + x2 > 0, give or take.
const int m = 200;
Tensor features = Tensor.Normal([m, 2], seed: 5).Cast(DType.Float64);
Tensor labels = (features.Sum(axis: 1, keepDims: true) + Tensor.Normal([m, 1], seed: 6).Cast(DType.Float64) * 0.5).Greater(0).Cast(DType.Float64);

double[] loops = Loops(features.ToArray<double>(), labels.ToArray<double>(), 1000, 0.1);
double[] vectorised = Vectorised(features, labels, 1000, 0.1);
Console.WriteLine($"\n1000 iterations on {m} samples:");
Console.WriteLine($"nested loops        {Text(loops)}");
Console.WriteLine($"no inner loops      {Text(vectorised)}");
Console.WriteLine($"equal to 1e-12: {loops.Zip(vectorised).All(p => Math.Abs(p.First - p.Second) < 1e-12)}");

var neuron = new Dense(1, Activation.Sigmoid) { KernelInitializer = Initializer.Zeros };
var model = new Sequential(Model.Input([2], DType.Float64)) { neuron };
var trainer = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new BinaryCrossEntropy { FromLogits = false }, Metrics = [new BinaryAccuracy(0.5)] };
trainer.Fit(Dataset.From(features, labels), epochs: 1000, batch: m);
Console.WriteLine($"the framework       {Text([.. neuron.Kernel.ToArray<double>(), .. neuron.Bias!.ToArray<double>()])}   {trainer.Evaluate(Dataset.From(features, labels))}");

// How long each takes differs from machine to machine: dotnet run samples/lessons/06-logistic-neuron.cs -- time
if (args is ["time"])
{
    foreach (int size in (int[])[200, 100_000])
    {
        Tensor x1 = Tensor.Normal([size, 2], seed: 5).Cast(DType.Float64), y1 = x1.Sum(axis: 1, keepDims: true).Greater(0).Cast(DType.Float64);
        double[] xs = x1.ToArray<double>(), ys = y1.ToArray<double>();
        Console.Write($"{size,7} samples, 100 iterations: loops {Milliseconds(() => Loops(xs, ys, 100, 0.1)):F1} ms, ");
        Console.WriteLine($"whole arrays {Milliseconds(() => Vectorised(x1, y1, 100, 0.1)):F1} ms");
    }
    Console.WriteLine("Loops are compiled here, other than in Python; whole arrays cost a call for each operation, and pay where there is much to do in it.");
}

// The second run: the first one compiles.
static double Milliseconds(Action run)
{
    run();
    var watch = System.Diagnostics.Stopwatch.StartNew();
    run();
    return watch.Elapsed.TotalMilliseconds;
}

static double[] Loops(double[] x, double[] y, int iterations, double rate)
{
    double w1 = 0, w2 = 0, b = 0;
    for (int step = 0; step < iterations; step++)
    {
        double dw1 = 0, dw2 = 0, db = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double a = 1 / (1 + Math.Exp(-((w1 * x[2 * i]) + (w2 * x[(2 * i) + 1]) + b))), dz = a - y[i];
            dw1 += x[2 * i] * dz;
            dw2 += x[(2 * i) + 1] * dz;
            db += dz;
        }
        w1 -= rate * dw1 / y.Length;
        w2 -= rate * dw2 / y.Length;
        b -= rate * db / y.Length;
    }
    return [w1, w2, b];
}

// Samples are rows here: Z = X w + b, dw = X^T dZ / m. (In the notes they are columns: Z = w^T X + b, dw = X dZ^T / m.)
static double[] Vectorised(Tensor x, Tensor y, int iterations, double rate)
{
    Tensor w = Tensor.Zeros([2, 1], DType.Float64), b = Tensor.Zeros([1], DType.Float64);
    for (int step = 0; step < iterations; step++)
    {
        Tensor a = (x.MatMul(w) + b).Sigmoid(), dz = a - y;
        w -= rate / y.Count * x.MatMul(dz, transposeLeft: true);
        b -= rate / y.Count * dz.Sum();
    }
    return [.. w.ToArray<double>(), .. b.ToArray<double>()];
}

static string Text(double[] values) => string.Join("  ", values.Select(v => v.ToString("F9")));

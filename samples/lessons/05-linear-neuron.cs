// Lesson 05: linear regression is a single neuron without activation (A012, A013, A020, A022). The closed form says where it must arrive.
using Hebb;

// 40 points of y = 2 x1 - 3 x2 + 0.5 with a little noise.
Tensor x = Tensor.Normal([40, 2], seed: 1).Cast(DType.Float64), noise = Tensor.Normal([40, 1], seed: 2).Cast(DType.Float64) * 0.1;
Tensor y = x.MatMul(Tensor.From([2.0, -3.0], [2, 1])) + 0.5 + noise;

var neuron = new Dense(1);
var model = new Sequential(Model.Input([2], DType.Float64)) { neuron };
var trainer = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() };
History history = trainer.Fit(Dataset.From(x, y), epochs: 300, batch: 40);      // the whole data in each step: gradient descent

foreach (int epoch in (int[])[1, 10, 100, 300]) Console.WriteLine($"epoch {epoch,3}: cost {history.Epochs[epoch - 1].Training.Loss:F6}");
double[] learned = [.. neuron.Kernel.ToArray<double>(), .. neuron.Bias!.ToArray<double>()];
double[] exact = NormalEquations(x.ToArray<double>(), y.ToArray<double>());
Console.WriteLine($"learned      {Text(learned)}");
Console.WriteLine($"closed form  {Text(exact)}   (X^T X)^-1 X^T y, with a column of ones for the bias");
Console.WriteLine($"within 1e-6: {learned.Zip(exact).All(p => Math.Abs(p.First - p.Second) < 1e-6)}");
Console.WriteLine("\nThe update is w_new = w_old - rate * dL/dw. (The notes have w_old on both sides.)");

Console.WriteLine("\nThe generic form, w* = argmin of sum (y - f(w . x))^2, with f the identity, a sigmoid or a threshold:");
foreach (Activation f in (Activation[])[Activation.Linear, Activation.Sigmoid])
{
    var unit = new Sequential(Model.Input([2], DType.Float64), seed: 3) { new Dense(1, f) };
    var fit = new Trainer(unit) { Optimizer = new Sgd(0.5), Loss = new MeanSquaredError() };
    History run = fit.Fit(Dataset.From(x, y.Greater(0).Cast(DType.Float64)), epochs: 200, batch: 40);
    Console.WriteLine($"{f,-10} cost {run.Epochs[^1].Training.Loss:F3}");
}
Console.WriteLine("threshold  has no slope to descend: that one is the perceptron, lesson 02");

// Gauss's elimination on X^T X w = X^T y.
static double[] NormalEquations(double[] x, double[] y)
{
    var a = new double[3, 4];
    for (int n = 0; n < y.Length; n++)
    {
        double[] row = [x[2 * n], x[(2 * n) + 1], 1, y[n]];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 4; j++) a[i, j] += row[i] * row[j];
    }
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            if (k != i)
                for (int j = 3; j >= i; j--) a[k, j] -= a[k, i] / a[i, i] * a[i, j];
    return [a[0, 3] / a[0, 0], a[1, 3] / a[1, 1], a[2, 3] / a[2, 2]];
}

static string Text(double[] w) => $"w1 {w[0]:F6}  w2 {w[1]:F6}  b {w[2]:F6}";

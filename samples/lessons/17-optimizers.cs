// Lesson 17: optimizers on a landscape of two weights (A106 to A110, A114, A115). Watch where each of them stands.
using Hebb;

(string Name, Func<Optimizer> Make)[] optimizers =
[
    ("Sgd", () => new Sgd(0.04)),
    ("Sgd with momentum", () => new Sgd(0.04) { Momentum = 0.9 }),
    ("Nesterov", () => new Sgd(0.04) { Momentum = 0.9, Nesterov = true }),
    ("Adagrad", () => new Adagrad(0.5)),
    ("RmsProp", () => new RmsProp(0.05)),
    ("Adadelta", () => new Adadelta { Epsilon = 1e-3 }),
    ("Adam", () => new Adam(0.1)),
];
int[] stops = [1, 10, 30, 100];

Console.WriteLine("A ravine, x^2 / 2 + 10 y^2, from (-4, 1); the minimum is at (0, 0). Points after so many steps:");
Paths((x, y) => (x.Square() * 0.5) + (y.Square() * 10), -4, 1);

Console.WriteLine("\nA saddle, x^2 / 2 - y^2 / 2 + y^4 / 4, from (-2, 0.001), almost on the ridge; the minima are at (0, 1) and (0, -1):");
Paths((x, y) => (x.Square() * 0.5) - (y.Square() * 0.5) + (y.Square().Square() * 0.25), -2, 0.001);
Console.WriteLine("Plain descent comes to the saddle point (0, 0) and stays long: there is next to no slope. Momentum gathers what little there is;");
Console.WriteLine("rates for each weight divide by how small it is, and leave at once.");

Console.WriteLine("\nLocal minima: (x^2 - 1)^2 + 0.3 x has one near 0.96 and a lower one near -1.04. Sgd ends in the one whose side it starts on:");
foreach (double start in (double[])[1.5, -1.5])
    Console.WriteLine($"from {start,4}: {Walk(new Sgd(0.05), (x, y) => (x.Square() - 1).Square() + (x * 0.3) + y.Square(), start, 0, [100])[0].X:F4}");
Console.WriteLine("(The notes: a convex function has \"one local minimum\". Right: each of its local minima is a global one; there may be many, or none.)");

Console.WriteLine("\nAdagrad: a weight with a gradient of 1 in each step, and one of a rare feature, in each tenth. Their steps at a rate of 0.1:");
Variable w = new(Tensor.From([0.0, 0.0]), "w");
var adagrad = new Adagrad(0.1) { InitialSum = 0, Epsilon = 1e-14 };
for (int step = 1; step <= 100; step++)
{
    double[] before = w.ToArray<double>();
    Apply(adagrad, w, [1, step % 10 == 0 ? 1 : 0]);
    double[] after = w.ToArray<double>();
    if (step is 10 or 50 or 100) Console.WriteLine($"step {step,3}: dense {before[0] - after[0]:F6}, rare {before[1] - after[1]:F6}");
}
Console.WriteLine($"0.1 / sqrt(100) = {0.1 / Math.Sqrt(100):F6}, 0.1 / sqrt(10) = {0.1 / Math.Sqrt(10):F6}: the sum only grows, the rate only falls.");
Console.WriteLine("(The notes sum up to step t - 1. Right: up to t; the first step would divide by 0.)");

Console.WriteLine("\nRMSprop forgets old squares, so that the rate can rise again: s = 0.9 s + 0.1 g^2, w -= eta / sqrt(s + eps) g. On (w - 1)^2 from 4:");
(double s, double v) = (0, 4);
var byHand = new double[4];
for (int step = 0; step < 4; step++)
{
    double g = 2 * (v - 1);
    s = (0.9 * s) + (0.1 * g * g);
    byHand[step] = v -= 0.01 / Math.Sqrt(s + 1e-8) * g;
}
Print("by hand", byHand);
Print("RmsProp(0.01)", Steps(new RmsProp(0.01) { Epsilon = 1e-8 }));
Print("Adadelta(1)", Steps(new Adadelta { Rho = 0.9, Epsilon = 1e-8 }));
Console.WriteLine("(The notes call the first line Adadelta, and leave epsilon out of RMSprop. Adadelta multiplies by the size of its own last steps");
Console.WriteLine("in place of eta, and they are next to nothing at first. Epsilon stands inside the root here; Adam has it outside.)");

Console.WriteLine("\nAdam = momentum and RMSprop, both corrected for their start at 0. Its first step is the rate, whatever the size of the gradient:");
Variable first = new(Tensor.Zeros([4], DType.Float64), "first");
Apply(new Adam(0.001) { Epsilon = 1e-8 }, first, [3, -0.2, 1000, -0.01]);
Console.WriteLine($"gradients 3, -0.2, 1000, -0.01: steps {string.Join(", ", first.ToArray<double>().Select(step => $"{step:F6}"))}");
Console.WriteLine("(The notes drop rate and corrections. Right: w -= alpha m^ / (sqrt(v^) + eps), m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t).)");

Console.WriteLine("\nWhich one? Adam to begin with, AdamW with weight decay; Sgd with momentum and a schedule, often the best when there is time to tune;");
Console.WriteLine("Adagrad for sparse features; RmsProp for targets that move. Rates for each weight save tuning one for each, but not eta itself.");

void Paths(Func<Tensor, Tensor, Tensor> surface, double x, double y)
{
    Console.WriteLine($"{"",-18}{string.Concat(stops.Select(stop => $"{stop,-18}"))}".TrimEnd());
    foreach ((string name, Func<Optimizer> make) in optimizers)
    {
        IEnumerable<string> points = Walk(make(), surface, x, y, stops).Select(point => $"({Round(point.X),6:F3}, {Round(point.Y),6:F3})");
        Console.WriteLine($"{name,-18}{string.Join("  ", points)}");
    }
}

static (double X, double Y)[] Walk(Optimizer optimizer, Func<Tensor, Tensor, Tensor> surface, double x, double y, int[] stops)
{
    Variable a = new(Tensor.From([x]), "x"), b = new(Tensor.From([y]), "y");
    List<(double, double)> points = [];
    for (int step = 1; step <= stops[^1]; step++)
    {
        using var tape = GradientTape.Begin();
        optimizer.Apply(tape.Gradient(surface(a, b).Sum(), a, b));
        if (stops.Contains(step)) points.Add((a.ToScalar(), b.ToScalar()));
    }
    return [.. points];
}

static double[] Steps(Optimizer optimizer) =>
    [.. Walk(optimizer, (x, y) => (x - 1).Square() + y, 4, 0, [1, 2, 3, 4]).Select(point => point.X)];

// To three digits, and without the sign of a zero.
static double Round(double value) => Math.Round(value, 3) + 0.0;

static void Apply(Optimizer optimizer, Variable variable, double[] gradient)
{
    using var tape = GradientTape.Begin();
    optimizer.Apply(tape.Gradient((variable * Tensor.From(gradient)).Sum(), variable));
}

static void Print(string what, double[] values) => Console.WriteLine($"{what,-14} {string.Join("  ", values.Select(value => $"{value:F4}"))}");

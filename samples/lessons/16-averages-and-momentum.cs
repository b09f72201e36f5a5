// Lesson 16: running averages (A101 to A103), and momentum, which is a running average of gradients (A104, A105).
using Hebb;

Console.WriteLine("Weighting by powers, v_t = gamma v_(t-1) + a_t, with gamma = 0.5:");
double[] counts = new ExponentialMovingAverage(0.5) { AddsWhole = true }.Weights(3);
Console.WriteLine($"v_3 = {counts[0]} a1 + {counts[1]} a2 + {counts[2]} a3       (notes: 0.25 a1 + 0.5 a2 + a3)");
Console.WriteLine("(Where v2 = sqrt(v1) + a2 is printed, the root is a gamma misread.)");

Console.WriteLine("\nAn average, v_t = beta v_(t-1) + (1 - beta) theta_t, looks back over about 1 / (1 - beta) days:");
foreach (double beta in (double[])[0.9, 0.98, 0.5])
{
    var average = new ExponentialMovingAverage(beta);
    Console.WriteLine($"beta {beta,-4}  {average.Window,2:F0} days; a value that old counts {Math.Pow(beta, average.Window):F7} of a new one");
}
Console.WriteLine($"0.9^10 = {Math.Pow(0.9, 10):F7}, about 1 / e = {1 / Math.E:F7}    (notes: 0.35)");

Console.WriteLine("\nIt starts at 0, so its first values are too small. With beta = 0.98, v_2 = 0.0196 theta1 + 0.02 theta2:");
ExponentialMovingAverage plain = new(0.98), corrected = new(0.98) { CorrectsBias = true };
Console.WriteLine($"weights               {plain.Weights(2)[0]:F6}  {plain.Weights(2)[1]:F6}, together 1 - 0.98^2 = {1 - (0.98 * 0.98):F4}");
Console.WriteLine($"divided by their sum  {corrected.Weights(2)[0]:F6}  {corrected.Weights(2)[1]:F6}, together 1");
Console.WriteLine("day  degrees  average  corrected  V_(t-1) / (1 - beta^t)");
double[] degrees = [40, 49, 45, 44, 47];
for (int day = 1; day <= degrees.Length; day++)
{
    double slip = plain.Value / (1 - Math.Pow(0.98, day));
    Console.WriteLine($"{day,-4} {degrees[day - 1],-8} {plain.Add(degrees[day - 1]),-8:F4} {corrected.Add(degrees[day - 1]),-10:F4} {slip:F4}");
}
Console.WriteLine("(The last column is what the notes print. Right is V_t / (1 - beta^t): today's value is in it, and the first day's average is that day.");
Console.WriteLine("And V_98 = 0.9 V_97 + 0.1 theta_98: 0.9 in both places is a slip.)");

Console.WriteLine("\nMomentum, in both conventions, downhill on (w - 1)^2 from w = 4:");
Print("by hand: v = 0.9 v + 0.1 g,         w -= v", ByHand(v => 0.9 * v, g => 0.1 * g, v => v));
Print("Sgd(0.1) { Momentum = 0.9 }", Steps(new Sgd(0.1) { Momentum = 0.9 }));
Print("by hand: v = 0.9 v + (1 - 0.9) g,   w -= 0.1 v", ByHand(v => 0.9 * v, g => (1 - 0.9) * g, v => 0.1 * v));
Print("the same, AveragesGradients = true", Steps(new Sgd(0.1) { Momentum = 0.9, AveragesGradients = true }));
Print("the same, at a rate of 0.1 / (1 - 0.9) = 1", Steps(new Sgd(1) { Momentum = 0.9, AveragesGradients = true }));
Print("Sgd(0.1), and with Momentum = 0", Steps(new Sgd(0.1) { Momentum = 0 }));
Console.WriteLine("They differ by a factor of 1 - 0.9 in the rate, and in nothing else. 0.9 is the usual momentum; 0 is plain descent.");

Console.WriteLine("\nNesterov looks ahead first: w' = w - gamma v, v = gamma v + eta g(w'), w = w - v. (The formula is lost in the notes.)");
Print("by hand, the points w' ahead", Nesterov());
Print("Sgd(0.1) { Momentum = 0.9, Nesterov = true }", Steps(new Sgd(0.1) { Momentum = 0.9, Nesterov = true }));
Console.WriteLine("What the optimizer holds is the point ahead, where the next gradient is taken. It turns back earlier than plain momentum does.");

Console.WriteLine("\nWhy gradient and momentum differ in direction: in a ravine, x^2 / 2 + 10 y^2, the gradient goes across, its average along.");
Variable place = new(Tensor.From([-8.0, 1.0]), "place");
var sgd = new Sgd(0.09) { Momentum = 0.5 };
Console.WriteLine("step  x        y        downhill      step taken");
for (int step = 1; step <= 8; step++)
{
    double[] before = place.ToArray<double>();
    double[] downhill = [-before[0], -20 * before[1]];
    using (var tape = GradientTape.Begin()) sgd.Apply(tape.Gradient((place.Square() * Tensor.From([0.5, 10.0])).Sum(), place));
    double[] after = place.ToArray<double>();
    Console.WriteLine($"{step,-5} {before[0],-8:F3} {before[1],-8:F3} {Degrees(downhill),-13} {Degrees([after[0] - before[0], after[1] - before[1]])}");
}
Console.WriteLine("(Angles to the x axis, which leads to the minimum. The steps lie flatter than the slopes, since what goes back and forth cancels.)");

// Five values of w, each with the step from the gradient g of (w - 1)^2.
static double[] ByHand(Func<double, double> keep, Func<double, double> take, Func<double, double> move)
{
    (double v, double w, double[] values) = (0, 4, new double[5]);
    for (int step = 0; step < 5; step++)
    {
        v = keep(v) + take(2 * (w - 1));
        values[step] = w -= move(v);
    }
    return values;
}

static double[] Nesterov()
{
    (double v, double w, double[] ahead) = (0, 4, new double[5]);
    for (int step = 0; step < 5; step++)
    {
        v = (0.9 * v) + (0.1 * 2 * (w - (0.9 * v) - 1));
        w -= v;
        ahead[step] = w - (0.9 * v);
    }
    return ahead;
}

static double[] Steps(Optimizer optimizer)
{
    Variable w = new(Tensor.From([4.0]), "w");
    var values = new double[5];
    for (int step = 0; step < 5; step++)
    {
        using var tape = GradientTape.Begin();
        optimizer.Apply(tape.Gradient((w - 1).Square().Sum(), w));
        values[step] = w.ToScalar();
    }
    return values;
}

static void Print(string what, double[] values) => Console.WriteLine($"{what,-46} {string.Join("  ", values.Select(w => $"{w,8:F5}"))}");

static string Degrees(double[] direction) => $"{Math.Atan2(direction[1], direction[0]) * 180 / Math.PI,5:F0} degrees";

// Lesson 02: the perceptron's learning rule (A007, A009, A010). Where a unit errs, w += a t x and b += a t; stop when no weight changes.
using Hebb;

Tensor x = Tensor.From(new[,] { { 1.0, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } });

Console.WriteLine("AND, bipolar inputs and targets:");
Console.WriteLine(new Perceptron(inputs: 2).Fit(x, Tensor.From([1.0, -1, -1, -1])));

Console.WriteLine("\nAND, binary inputs, and a band of 0.2 in which the unit does not decide (the end of each epoch):");
PerceptronHistory slow = new Perceptron(inputs: 2) { Band = 0.2 }.Fit(
    Tensor.From(new[,] { { 1.0, 1 }, { 1, 0 }, { 0, 1 }, { 0, 0 } }), Tensor.From([1.0, -1, -1, -1]));
foreach (PerceptronStep step in slow.Steps.Where(step => step.Sample == 3)) Console.WriteLine(step);
Console.WriteLine($"converged: {slow.Converged}, after {slow.Epochs} epochs");

Console.WriteLine("\nXOR, which no line separates: the weights go round in a circle.");
PerceptronHistory never = new Perceptron(inputs: 2).Fit(x, Tensor.From([-1.0, 1, 1, -1]), epochs: 1000);
foreach (PerceptronStep step in never.Steps.Where(step => step.Sample == 3).Take(4)) Console.WriteLine(step);
Console.WriteLine($"converged: {never.Converged}, after {never.Epochs} epochs");

Console.WriteLine("\nThree units at once, for AND, OR and NOT x1: each learns as if it were alone.");
double[][] targets = [[1, -1, -1, -1], [1, 1, 1, -1], [-1, -1, 1, 1]];
var together = new Perceptron(2, outputs: 3);
together.Fit(x, Tensor.Stack([.. targets.Select(t => Tensor.From(t))], axis: 1));
for (int j = 0; j < 3; j++)
{
    var alone = new Perceptron(2);
    alone.Fit(x, Tensor.From(targets[j]));
    Console.WriteLine($"unit {j + 1}: w {Text(together.Weights.Slice(1, j, 1))}  b {together.Bias[j].ToScalar()}   alone: w {Text(alone.Weights)}  b {alone.Bias[0].ToScalar()}");
}

Console.WriteLine("\n(The notes write 'for x = 1 to n' and sum w_i y_in. Right: i = 1 to n, and y_in_j = b_j + sum of x_i w_ij.)");

static string Text(Tensor w) => string.Join(' ', w.ToArray<double>());

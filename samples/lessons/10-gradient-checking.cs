// Lesson 10: gradient checking (A041, A042). Is the gradient that backpropagation gives the slope of the cost?
using Hebb;
using Hebb.Testing;

Console.WriteLine("The slope of theta^3 at 1, which is 3 theta^2 = 3, with eps = 0.01:");
Console.WriteLine($"two-sided  (1.01^3 - 0.99^3) / 0.02 = {(Math.Pow(1.01, 3) - Math.Pow(0.99, 3)) / 0.02:F4}   off by eps^2");
Console.WriteLine($"one-sided  (1.01^3 - 1) / 0.01      = {(Math.Pow(1.01, 3) - 1) / 0.01:F4}   off by 3 eps");
Console.WriteLine("(The notes have 3.0001 = 30^2 = 3; the 0 is a theta.)");

Console.WriteLine("\nA whole network: nudge each parameter both ways, and compare with backpropagation by |d_approx - d| / (|d_approx| + |d|).");
var model = new Sequential([4], seed: 3) { new Dense(5, Activation.Tanh), new Dropout(0.2), new Dense(3) };
Tensor x = Tensor.Normal([3, 4], seed: 1), classes = Tensor.From([0, 2, 1]);
GradientReport report = GradientCheck.Verify(model, new CrossEntropy(), x, classes);
foreach (ParameterAgreement parameter in report.Parameters) Console.WriteLine($"{parameter.Name,-16} {parameter.Shape,-7} {Verdict(parameter.Ratio)}");
Console.WriteLine($"{"together",-24} {Verdict(report.Ratio)}");
Console.WriteLine("Dropout drops the same units in every evaluation, and the check runs in double precision, on a copy of the model.");
Console.WriteLine("(The notes' eps of 1e-7 is right in double precision only; in single precision a cost has seven digits, and a difference of two costs none.)");

Console.WriteLine("\nA bug: a loss that forgets a factor in its backward pass. Here the square's slope is taken for x, not 2x:");
try
{
    GradientCheck.Verify(z => WrongSquare(z), Tensor.From([1.0, 2.0]));
}
catch (SpecFailedException e)
{
    Console.WriteLine(e.Message.Split('\n')[0]);
}

// x^2 in value; but as a constant times x, so that half of the gradient is lost.
static Tensor WrongSquare(Tensor z) => z.Detach() * z;

static string Verdict(double ratio) => ratio <= 1e-7 ? "below 1e-7: great" : $"{ratio:0e0}: look closer";

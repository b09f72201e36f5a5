// Lesson 03: one step of backpropagation by hand, 4 inputs, 2 hidden units, 1 output, all sigmoid (A039, A040, A043).
// The notes' slide has a slip: it computes I6 with w15 where w16 belongs. Both forms are here.
using Hebb;

Tensor x = Tensor.From([1.0, 1, 0, 1], [1, 4]), target = Tensor.From([1.0], [1, 1]);
Dense hidden = new(2, Activation.Sigmoid), output = new(1, Activation.Sigmoid);
var model = new Sequential(Model.Input([4], DType.Float64)) { hidden, output };
hidden.Kernel.Assign(Tensor.From([0.3, 0.1, -0.2, 0.4, 0.2, -0.3, 0.1, 0.4], [4, 2]));   // w15 w16 w25 w26 w35 w36 w45 w46
hidden.Bias!.Assign(Tensor.From([0.2, 0.1]));                                            // θ5 θ6
output.Kernel.Assign(Tensor.From([-0.3, 0.2], [2, 1]));                                  // w57 w67
output.Bias!.Assign(Tensor.From([-0.3]));                                                // θ7

var trainer = new Trainer(model) { Optimizer = new Sgd(0.8), Loss = new HalfSquaredError() };
Console.WriteLine("The framework, step 1:");
Console.WriteLine(trainer.ExplainStep(x, target));

Console.WriteLine("\n              printed on the slide   by hand, with the slip   by hand, correct");
string[] printed = ["0.4", "0.599", "1.2", "0.769", "-0.326", "0.419", "0.581", "0.141", "0.005", "-0.0101 (truncated)", "0.104", "0.287"];
double[] slip = ByHand(slip: true), correct = ByHand(slip: false);
string[] names = ["I5", "O5", "I6", "O6", "I7", "O7", "1 - O7", "Err7", "Err6", "Err5", "new w16", "new w67"];
for (int i = 0; i < names.Length; i++) Console.WriteLine($"{names[i],-14}{printed[i],-23}{slip[i],-25:F9}{correct[i]:F9}");

Console.WriteLine("\nThe framework, step 2 (the slide prints I7 = -0.326 again, a misprint; right is -0.116044, and -0.103394 with the slip):");
Console.WriteLine(string.Join('\n', trainer.ExplainStep(x, target).ToString().Split('\n').Skip(2).Take(5)));

int updates = 2;
while (1 - model.Predict(x).ToScalar() >= 0.1)
{
    trainer.ExplainStep(x, target);
    updates++;
}
Console.WriteLine($"\nThe error goes below 0.1 after {updates} updates: 1 - O7 = {1 - model.Predict(x).ToScalar():F4}.");

// The notes' rules, with numbers and nothing else.
static double[] ByHand(bool slip)
{
    double rate = 0.8, w15 = 0.3, w16 = 0.1, w25 = -0.2, w26 = 0.4, w45 = 0.1, w46 = 0.4, w57 = -0.3, w67 = 0.2, t5 = 0.2, t6 = 0.1, t7 = -0.3;
    double i5 = w15 + w25 + w45 + t5, i6 = (slip ? w15 : w16) + w26 + w46 + t6;      // x = 1 1 0 1
    double o5 = Sigmoid(i5), o6 = Sigmoid(i6), i7 = (w57 * o5) + (w67 * o6) + t7, o7 = Sigmoid(i7);
    double err7 = o7 * (1 - o7) * (1 - o7);                                          // O (1 - O) (T - O), T = 1
    double err6 = o6 * (1 - o6) * err7 * w67, err5 = o5 * (1 - o5) * err7 * w57;     // O (1 - O) sum of Err w
    return [i5, o5, i6, o6, i7, o7, 1 - o7, err7, err6, err5, w16 + (rate * err6), w67 + (rate * err7 * o6)];
}

static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

// 1/2 (T - O)^2, whose gradient by the net input is -Err.
sealed class HalfSquaredError : Loss
{
    public override string Name => "half_squared_error";

    protected override Tensor Forward(Tensor predictions, Tensor labels) => ((predictions - labels).Square() * 0.5).Sum(axis: 1);
}

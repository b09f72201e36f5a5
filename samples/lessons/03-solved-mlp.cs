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

var trainer = new Trainer(model) { Optimizer = new Sgd(0.8), Loss = new HalfSquaredError() };   // 1/2 (T - O)^2: its slope by O is -(T - O)
Console.WriteLine("The framework, step 1:");
Console.WriteLine(trainer.ExplainStep(x, target));

Console.WriteLine("(The notes call alpha = 0.8 the slope parameter. It is the learning rate.)");

Console.WriteLine("\nThe framework, step 2:");
Console.WriteLine(string.Join('\n', trainer.ExplainStep(x, target).ToString().Split('\n').Skip(2).Take(5)));

Console.WriteLine("\n              printed on the slide   by hand, with the slip   by hand, correct");
(string Name, string Printed)[] slide =
[
    ("I5", "0.4"), ("O5", "0.599"), ("I6", "1.2"), ("O6", "0.769"), ("I7", "-0.326"), ("O7", "0.419"), ("1 - O7", "0.581"),
    ("Err7", "0.141"), ("Err6", "0.005"), ("Err5", "-0.0101 (truncated)"),
    ("new w15", "0.292"), ("new w25", "-0.208"), ("new w45", "0.092"), ("new w16", "0.104"), ("new w26", "0.404"), ("new w46", "0.404"),
    ("new w57", "-0.232"), ("new w67", "0.287"), ("new θ5", "0.192"), ("new θ6", "0.104"), ("new θ7", "-0.187"),
    ("step 2, I5", "0.368"), ("O5", "0.591"), ("I6", "1.204"), ("O6", "0.7692"), ("I7", "-0.326 (misprint)"), ("O7", "0.474"), ("1 - O7", "0.526"),
    ("less by", "0.055"),
];
double[] slip = ByHand(slip: true), correct = ByHand(slip: false);
for (int i = 0; i < slide.Length; i++) Console.WriteLine($"{slide[i].Name,-14}{slide[i].Printed,-23}{slip[i],-25:F9}{correct[i]:F9}");
Console.WriteLine("w35 and w36 stay 0.2 and -0.3, since x3 = 0. (Where the slide has w15 in place of w16, in both steps, all that follows is off.)");

int updates = 2;
while (1 - model.Predict(x).ToScalar() >= 0.1)
{
    trainer.ExplainStep(x, target);
    updates++;
}
Console.WriteLine($"\nThe error goes below 0.1 after {updates} updates: 1 - O7 = {1 - model.Predict(x).ToScalar():F4}.");

// The notes' rules, with numbers and nothing else: the first step, the new weights, and the second step forward.
static double[] ByHand(bool slip)
{
    double rate = 0.8, w15 = 0.3, w16 = 0.1, w25 = -0.2, w26 = 0.4, w45 = 0.1, w46 = 0.4, w57 = -0.3, w67 = 0.2, t5 = 0.2, t6 = 0.1, t7 = -0.3;
    double[] first = Forward();
    double o5 = first[1], o6 = first[3], o7 = first[5];
    double err7 = o7 * (1 - o7) * (1 - o7);                                          // O (1 - O) (T - O), T = 1
    double err6 = o6 * (1 - o6) * err7 * w67, err5 = o5 * (1 - o5) * err7 * w57;     // O (1 - O) sum of Err w
    (w15, w25, w45, t5) = (w15 + rate * err5, w25 + rate * err5, w45 + rate * err5, t5 + rate * err5);   // x1 = x2 = x4 = 1
    (w16, w26, w46, t6) = (w16 + rate * err6, w26 + rate * err6, w46 + rate * err6, t6 + rate * err6);
    (w57, w67, t7) = (w57 + rate * err7 * o5, w67 + rate * err7 * o6, t7 + rate * err7);
    double[] second = Forward();
    return [.. first, err7, err6, err5, w15, w25, w45, w16, w26, w46, w57, w67, t5, t6, t7, .. second, first[^1] - second[^1]];

    double[] Forward()
    {
        double i5 = w15 + w25 + w45 + t5, i6 = (slip ? w15 : w16) + w26 + w46 + t6;      // x = 1 1 0 1
        double o5 = Sigmoid(i5), o6 = Sigmoid(i6), i7 = (w57 * o5) + (w67 * o6) + t7, o7 = Sigmoid(i7);
        return [i5, o5, i6, o6, i7, o7, 1 - o7];
    }
}

static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

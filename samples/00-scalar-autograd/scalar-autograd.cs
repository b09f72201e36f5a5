// The idea of the engine in 120 lines, for single numbers and with the names that Hebb gives the same things (A021, A023).
// An op computes its output, and tells how a gradient that arrives there goes on to its inputs. A tape is the list of what was applied to what.
// The gradient is one loop over that list, from the end to the beginning. All the rest of a framework is arrays, speed and comfort.

// ---- Use: a network of 2 inputs, 4 tanh units and 1 output learns XOR.
double[][] inputs = [[-1, -1], [-1, 1], [1, -1], [1, 1]];
double[] labels = [-1, 1, 1, -1];
Random random = new(1);
Variable[] parameters = [.. Enumerable.Range(0, 17).Select(_ => new Variable(random.NextDouble() - 0.5))];
for (int step = 0; step <= 300; step++)
{
    using GradientTape tape = GradientTape.Begin();
    Number loss = new(0);
    for (int n = 0; n < inputs.Length; n++) loss += Square(Model(inputs[n]) - labels[n]) * 0.25;
    Gradients gradients = tape.Gradient(loss, parameters);
    foreach (Variable parameter in parameters) parameter.Assign(parameter.Value - 0.1 * gradients[parameter]);
    if (step % 100 == 0) Console.WriteLine($"step {step,3}: loss {loss.Value:F3}");
}
foreach (double[] x in inputs) Console.WriteLine($"{x[0],2} XOR {x[1],2}: {(Model(x).Value > 0 ? 1 : -1),2}");

// ---- And a gradient to check: d/da of a (a + b) + tanh(a b) at (0.5, -2), beside a central difference.
Variable a = new(0.5), b = new(-2);
using GradientTape checking = GradientTape.Begin();
double exact = checking.Gradient(F(a, b), a)[a], nudge = 1e-6, numeric = (F(0.5 + nudge, b).Value - F(0.5 - nudge, b).Value) / (2 * nudge);
Console.WriteLine($"by the tape {exact:F8}, numerically {numeric:F8}");

static Number Square(Number x) => x * x;
static Number F(Number a, Number b) => a * (a + b) + (a * b).Tanh();
Number Model(double[] x)
{
    Number output = parameters[16];
    for (int unit = 0; unit < 4; unit++)
        output += parameters[12 + unit] * (parameters[3 * unit] * x[0] + parameters[3 * unit + 1] * x[1] + parameters[3 * unit + 2]).Tanh();
    return output;
}

/// <summary>What ops take and give; Hebb's Tensor, of one element.</summary>
class Number(double value)
{
    public double Value { get; protected set; } = value;
    public Number Tanh() => new TanhOp().Apply(this);
    public static Number operator +(Number x, Number y) => new AddOp().Apply(x, y);
    public static Number operator *(Number x, Number y) => new MultiplyOp().Apply(x, y);
    public static Number operator -(Number x, Number y) => x + y * -1;
    public static implicit operator Number(double constant) => new(constant);
}

/// <summary>A number that training changes.</summary>
sealed class Variable(double value) : Number(value) { public void Assign(double value) => Value = value; }

/// <summary>A differentiable operation: how it computes its output, and its vector-Jacobian product.</summary>
abstract record Op
{
    public abstract double Forward(params Number[] inputs);
    public abstract void Vjp(VjpContext c);
    public Number Apply(params Number[] inputs)
    {
        Number output = new(Forward(inputs));
        GradientTape.Current?.Record(this, inputs, output);
        return output;
    }
}

sealed record AddOp : Op
{
    public override double Forward(params Number[] inputs) => inputs[0].Value + inputs[1].Value;
    public override void Vjp(VjpContext c)
    {
        c.Add(0, c.OutputGradient);
        c.Add(1, c.OutputGradient);
    }
}

sealed record MultiplyOp : Op
{
    public override double Forward(params Number[] inputs) => inputs[0].Value * inputs[1].Value;
    public override void Vjp(VjpContext c)
    {
        c.Add(0, c.OutputGradient * c.Input(1).Value);
        c.Add(1, c.OutputGradient * c.Input(0).Value);
    }
}

sealed record TanhOp : Op
{
    public override double Forward(params Number[] inputs) => Math.Tanh(inputs[0].Value);
    public override void Vjp(VjpContext c) => c.Add(0, c.OutputGradient * (1 - c.Output.Value * c.Output.Value));
}

/// <summary>What an op's gradient rule is given, and where it puts the gradients of the inputs: they add up over all paths.</summary>
readonly record struct VjpContext(Gradients Gradients, Number[] Inputs, Number Output)
{
    public double OutputGradient => Gradients[Output];
    public Number Input(int index) => Inputs[index];
    public void Add(int input, double gradient) => Gradients[Inputs[input]] += gradient;
}

/// <summary>The gradient that has arrived at each number; zero where none has.</summary>
sealed class Gradients
{
    private readonly Dictionary<Number, double> _found = new(ReferenceEqualityComparer.Instance);
    public double this[Number number] { get => _found.GetValueOrDefault(number); set => _found[number] = value; }
}

/// <summary>The list of ops that ran while it was open.</summary>
sealed class GradientTape : IDisposable
{
    private readonly List<(Op Op, Number[] Inputs, Number Output)> _entries = [];
    public static GradientTape? Current { get; private set; }
    public static GradientTape Begin() => Current = new();
    public void Dispose() => Current = null;
    public void Record(Op op, Number[] inputs, Number output) => _entries.Add((op, inputs, output));
    /// <summary>All of backpropagation: one reverse loop. When it comes to an entry, its output's gradient is complete.</summary>
    public Gradients Gradient(Number target, params Variable[] sources)
    {
        Gradients gradients = new() { [target] = 1 };
        foreach ((Op op, Number[] inputs, Number output) in Enumerable.Reverse(_entries)) op.Vjp(new(gradients, inputs, output));
        return gradients;
    }
}

using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Muon: steps by matrices whose singular values are all about 1: the momentum's directions count alike, however long they are. (Jordan et al.
/// 2024.)</summary>
/// <param name="learningRate">The step size; with <see cref="StepSize"/> one that suits Adam suits it.</param>
/// <remarks>
/// Parameters of two axes and more are matrices: all axes but the last are rows. <c>m = momentum * m + (1 - momentum) g</c>, <c>x = momentum * m + (1 -
/// momentum) g</c>
/// (Nesterov), <c>x / |x|</c>, then a few times <c>a x + (b x x' + c (x x')^2) x</c> with a = 3.4445, b = -4.775, c = 2.0315 (Newton and Schulz), and
/// <c>w - rate * size * sqrt(max(rows, columns)) * x</c> (Liu et al. 2025). Parameters of fewer axes, such as biases, are updated as by
/// <see cref="AdamW"/>. Embeddings and the output layer are better left to Adam too: <see cref="UsesAdam"/>.
/// </remarks>
/// <example><code>Optimizer optimizer = new Muon(1e-3) { WeightDecay = 0.1 };</code></example>
public sealed class Muon(double learningRate = 1e-3) : Optimizer(learningRate)
{
    private readonly double _momentum = 0.95;
    private readonly double _stepSize = 0.2;
    private readonly int _iterations = 5;

    /// <summary>How much of the mean gradient is kept in a step, from 0 to less than 1; 0.95 by default.</summary>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = Fraction(nameof(Momentum), value, "0.95 is usual");
    }

    /// <summary>The root mean square of a step, in learning rates; 0.2 by default, about that of Adam.</summary>
    public double StepSize
    {
        get => _stepSize;
        init => _stepSize = NotNegative("step size", nameof(StepSize), value, "0.2 is usual");
    }

    /// <summary>How often the singular values are driven towards 1, from 0 to 100; 5 by default.</summary>
    public int Iterations
    {
        get => _iterations;
        init => _iterations = value is >= 0 and <= 100 ? value   // each is written down as ops of its own
            : throw new OptionException($"Muon: the number of iterations is {value}.", $"Iterations {value}", "use a number from 0 to 100; 5 is usual");
    }

    /// <summary>Which matrices are updated as by AdamW all the same; none when null, the default.</summary>
    /// <example><code>Optimizer = new Muon { UsesAdam = variable => variable.Name.StartsWith("embedding/", StringComparison.Ordinal) }</code></example>
    public Func<Variable, bool>? UsesAdam { get; init; }

    /// <inheritdoc/>
    protected override bool WorksOnWhole(Variable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return variable.Rank >= 2 && UsesAdam?.Invoke(variable) != true;
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["momentum"] = Momentum;
        config["stepSize"] = StepSize;
        config["iterations"] = Iterations;
    }

    /// <inheritdoc/>
    protected override void Update(Update u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (!u.IsWhole)
        {
            AdamStep(u);
            return;
        }
        Tensor share = u.Gradient * (1 - Momentum);
        Tensor m = u["momentum"] = u["momentum"] * Momentum + share;
        Tensor x = m * Momentum + share;
        Shape shape = x.Shape;
        int columns = shape[shape.Rank - 1], rows = (int)(x.Count / columns);
        Tensor step = Orthogonal(x.Reshape(rows, columns)).Reshape(shape.Span);
        u.Parameter -= u.Rate * (StepSize * Math.Sqrt(Math.Max(rows, columns))) * step;
    }

    // Newton and Schulz's iteration on the smaller side: singular values come to lie between about 0.7 and 1.2.
    private Tensor Orthogonal(Tensor matrix)
    {
        bool isTall = matrix.Shape[0] > matrix.Shape[1];
        Tensor x = isTall ? matrix.Transpose() : matrix;
        x /= x.Norm() + 1e-7;
        for (int i = 0; i < Iterations; i++)
        {
            Tensor square = x.MatMul(x.Transpose());
            x = x * 3.4445 + (square * -4.775 + square.MatMul(square) * 2.0315).MatMul(x);
        }
        return isTall ? x.Transpose() : x;
    }

    private static void AdamStep(Update u)
    {
        Tensor m = u["m"] = u["m"] + (u.Gradient - u["m"]) * (1 - 0.9);
        Tensor v = u["v"] = u["v"] + (u.Gradient * u.Gradient - u["v"]) * (1 - 0.999);
        Tensor correction = u.Number(static step => Math.Sqrt(1 - Math.Pow(0.999, step)) / (1 - Math.Pow(0.9, step)));
        u.Parameter -= u.Rate * correction * m / (v.Sqrt() + 1e-7);
    }
}

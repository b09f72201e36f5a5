using System.Globalization;

namespace Hebb;

/// <summary>What weights must be like after every update: the optimizer brings them back there.</summary>
/// <remarks>A value: layers take it as a property, files keep it by <see cref="Name"/>. Unlike a <see cref="Regularizer"/> it adds nothing to the
/// loss. A projection: applied twice, it changes nothing more (but <see cref="MinMaxNorm"/> with a rate below 1). A running average of the weights
/// (<see cref="Optimizer.AverageDecay"/>) is taken of them as they are before it.</remarks>
/// <example><code>var layer = new Dense(64) { KernelConstraint = new MaxNorm(3), BiasConstraint = new NonNegative() };</code></example>
public abstract partial record Constraint
{
    /// <summary>What files and printouts call it: <c>max_norm(3)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The weights that meet the constraint.</summary>
    public abstract Tensor Call(Tensor weights);

    /// <summary>The Euclidean lengths of the vectors that a constraint is about, with extent 1 along their axes.</summary>
    /// <param name="weights">The weights.</param>
    private protected Tensor Lengths(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Require(weights.Shape, weights is Variable { Name: var name } ? $"weight '{name}'" : "the tensor");
        if (Along is { } one) return weights.Square().Sum(one, keepDims: true).Sqrt();
        Span<int> axes = stackalloc int[Math.Max(1, weights.Rank - 1)];
        for (int i = 0; i < axes.Length; i++) axes[i] = i;
        return (weights.Rank == 0 ? weights.Square() : weights.Square().Sum(axes, keepDims: true)).Sqrt();
    }

    /// <summary>The axis along which a vector lies; when null all but the last, which is a unit's incoming weights, or the only one.</summary>
    private protected virtual int? Along => null;

    /// <summary>Refuses weights without the axis: as soon as a layer makes them, not at the first step of training.</summary>
    internal void Require(Shape weights, string what)
    {
        if (Along is { } axis && (axis < -weights.Rank || axis >= weights.Rank))
            throw new ShapeException($"{GetType().Name}: {what} has no axis {axis.ToString(CultureInfo.InvariantCulture)}.",
                $"{what} {weights}   constraint {Name}",
                weights.Rank == 0 ? "leave the axis out: this is a single number"
                    : $"use an axis from 0 to {weights.Rank - 1}, or none for all but the last: a unit's incoming weights");
    }

    private protected static string Numbers(int? axis, params ReadOnlySpan<double> numbers)
    {
        List<string> parts = [];
        foreach (double number in numbers) parts.Add(number.ToString(CultureInfo.InvariantCulture));
        if (axis is { } one) parts.Add(one.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : $"({string.Join(", ", parts)})";
    }

    private protected static double NotNegative(string name, string option, double value) => value >= 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{name}: {option} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), "use a number of zero or more");
}

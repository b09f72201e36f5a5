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

    /// <summary>The vectors that a constraint is about and their Euclidean lengths, with extent 1 along their axes; both times a scale, which is 1 but for
    /// vectors whose squares would be infinite.</summary>
    /// <param name="weights">The weights.</param>
    private protected (Tensor Vectors, Tensor Lengths, Tensor Scale) Measure(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Require(weights.Shape, weights is Variable { Name: var name } ? $"weight '{name}'" : "the tensor");
        if (!weights.DType.IsFloat())
            throw new DTypeException($"{GetType().Name}: it scales vectors, and the tensor is {weights.DType}.", weights.Spec.ToString(),
                "convert it first, with Cast(DType.Float32)");
        if (weights.Count == 0) return (weights.Detach(), Tensor.Scalar(0).Cast(weights.DType), Tensor.Scalar(1).Cast(weights.DType));
        int[] axes = weights.Rank == 0 ? [] : Along is { } one ? [one] : [.. Enumerable.Range(0, Math.Max(1, weights.Rank - 1))];
        Tensor sizes = weights.Abs(), largest = axes.Length == 0 ? sizes : sizes.Max(axes, keepDims: true);
        Tensor scale = Tensor.Where(largest.Greater(weights.DType == DType.Float64 ? 1e150 : 1e15), 1 / largest, 1);
        Tensor vectors = weights * scale, squares = vectors.Square();
        return (vectors, (axes.Length == 0 ? squares : squares.Sum(axes, keepDims: true)).Sqrt(), scale);
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

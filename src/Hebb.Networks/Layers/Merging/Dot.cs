using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The dot products of two inputs along an axis of each, sample by sample: <c>[batch, ..., k, ...]</c> and <c>[batch, ..., k, ...]</c> give the other
/// axes of the first, then those of the second.</summary>
/// <param name="axis">The axis of the first input, counted with the batch axis, from the end when negative; the last one by default.</param>
/// <param name="otherAxis">The axis of the second input; the same number when null.</param>
/// <remarks>Two rows of features <c>[batch, k]</c> give <c>[batch, 1]</c>.</remarks>
/// <example><code>
/// Tensor likeness = new Dot { Normalize = true }.Call(query, answer);   // cosine of the angle: [batch, 64] and [batch, 64] give [batch, 1]
/// </code></example>
public sealed class Dot(int axis = -1, int? otherAxis = null) : Merge
{
    private const double Least = 1e-12;   // of a squared length, so that zeros stay zeros

    /// <summary>The axis of the first input.</summary>
    public int Axis { get; } = axis;

    /// <summary>The axis of the second input.</summary>
    public int OtherAxis { get; } = otherAxis ?? axis;

    /// <summary>Whether both are first divided by their lengths along the axis, so that the cosine of the angle comes of it.</summary>
    public bool Normalize { get; init; }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        base.Build(inputs);
        if (inputs.Length > 2)
            throw new ShapeException($"Dot: it takes two inputs, and {inputs.Length} were given.", $"inputs {inputs.Length}",
                "take the dot product of two of them, and of its result and the third");
    }

    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        RequireSameType(inputs);
        (Tensor left, Tensor right) = (inputs[0], inputs[1]);
        if (left.Shape[0] != right.Shape[0])
            throw new ShapeException($"Dot: the batches differ: {left.Shape[0]} and {right.Shape[0]} samples.", $"first {Print(left)}   second {Print(right)}",
                "give as many samples of the one as of the other");
        (int i, int k) = (SampleAxis(left, Axis), SampleAxis(right, OtherAxis));
        if (left.Shape[i] != right.Shape[k])
            throw new ShapeException($"Dot: the axes to multiply along differ: {left.Shape[i]} and {right.Shape[k]}.",
                $"first {left.Shape[1..]}, axis {i}   second {right.Shape[1..]}, axis {k} (samples)", "choose axes of equal extent: new Dot(axis, otherAxis)");
        Tensor products = Rows(left, i).MatMul(Rows(right, k), transposeRight: true);
        int[] rest = [.. Rest(left, i), .. Rest(right, k)];
        return products.Reshape([-1, .. rest.Length == 0 ? [1] : rest]);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Axis != -1) config["axis"] = Axis;
        if (OtherAxis != Axis) config["otherAxis"] = OtherAxis;
        if (Normalize) config["normalize"] = true;
    }

    private int SampleAxis(Tensor x, int axis) => Normalized.FirstAxis(this, x.Shape[1..], axis);

    // The axis last and all others of a sample in one: [batch, rest, k].
    private Tensor Rows(Tensor x, int axis)
    {
        if (Normalize) x /= x.Square().Sum(axis, keepDims: true).Maximum(Least).Sqrt();
        Tensor last = axis == x.Rank - 1 ? x : x.Permute([.. Enumerable.Range(0, x.Rank).Where(other => other != axis), axis]);
        return last.Reshape(-1, Rest(x, axis).Aggregate(1, static (product, extent) => checked(product * extent)), x.Shape[axis]);
    }

    private static IEnumerable<int> Rest(Tensor x, int axis) => Enumerable.Range(1, x.Rank - 1).Where(other => other != axis).Select(other => x.Shape[other]);
}

using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Picks along an axis, by indices of its own at every position of the other axes: <c>y[i, j] = x[i, indices[i, j]]</c> for the last of two
    /// axes.</summary>
    /// <param name="indices">Int32 or Int64, of this tensor's shape but along <paramref name="axis"/>, where it may have any extent.</param>
    /// <param name="axis">The axis to pick along, counted from the end when negative.</param>
    /// <remarks>Known as <c>take_along_axis</c> (NumPy) and <c>gather</c> (PyTorch). Gradient: the incoming one, added back at the picked positions; equal
    /// indices add up.</remarks>
    /// <exception cref="DTypeException">The indices are not Int32 or Int64.</exception>
    /// <exception cref="ShapeException">The shapes differ in another axis, or an index is outside the axis.</exception>
    /// <example><code>Tensor picked = logProbabilities.GatherAlong(labels.ExpandDims(-1), axis: -1);   // [n, k] at [n, 1] gives [n, 1]</code></example>
    public Tensor GatherAlong(Tensor indices, int axis) => Op.Apply(new GatherAlongOp(Shape.Axis(axis)), this, indices);
}

internal sealed record GatherAlongOp(int Axis) : Op
{
    internal IndexTaker? Taker { get; init; }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        (Shape x, Shape indices) = (inputs[0].Shape, inputs[1].Shape);
        if (inputs[1].DType is not (DType.Int32 or DType.Int64))
            throw new DTypeException($"GatherAlong: indices are Int32 or Int64, not {inputs[1].DType}.", $"input {inputs[0]}   indices {inputs[1]}",
                "convert the indices with Cast(DType.Int32)");
        if (indices.Rank != x.Rank || indices.With(Axis, 0) != x.With(Axis, 0))
            throw new ShapeException($"GatherAlong: the input {x} and the indices {indices} differ in more than axis {Axis}.", $"input {x}   indices {indices}",
                indices.Rank == x.Rank - 1 ? $"give the indices the missing axis: ExpandDims({Axis})" : $"make all extents but that of axis {Axis} equal");
        outputs.Add(indices, inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis);
        long bad = AlongAxis.Gather(c.Input(0), c.Input(1), c.Output, group.Outer, group.Length, group.Inner, c.Output.Shape[Axis]);
        if (bad >= 0) throw IndexError.Outside("GatherAlong", c.Input(1), bad, c.Input(0).Shape[Axis],
            $"input {c.Input(0).Shape}   indices {c.Input(1).Shape}   axis {Axis}", Taker);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, Apply(new ScatterAlongOp(Axis, c.Input(0).Shape[Axis]), c.OutputGradient, c.Input(1)));
}

/// <summary>Values added into zeros at their indices along an axis: the adjoint of picking.</summary>
internal sealed record ScatterAlongOp(int Axis, int Extent) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape.With(Axis, Extent), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Output.Shape, Axis);
        AlongAxis.Scatter(c.Input(0), c.Input(1), c.Output, group.Outer, group.Length, group.Inner, c.Input(0).Shape[Axis]);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.GatherAlong(c.Input(1), Axis));
}

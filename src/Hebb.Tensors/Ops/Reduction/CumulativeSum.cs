using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Running sums along an axis: <c>y[i] = x[0] + ... + x[i]</c>. Gradient: running sums of the incoming one, from the other end.</summary>
    /// <param name="axis">The axis, counted from the end when negative.</param>
    /// <param name="reverse">Run from the last element to the first: <c>y[i] = x[i] + ... + x[n-1]</c>.</param>
    /// <exception cref="DTypeException">The tensor is Bool or UInt8.</exception>
    /// <example><code>Tensor y = Tensor.From([1f, 2f, 3f]).CumulativeSum(axis: 0);   // [1, 3, 6]</code></example>
    public Tensor CumulativeSum(int axis, bool reverse = false) =>
        Op.Apply(new CumulativeSumOp(ReductionOp.Axes("CumulativeSum", Shape, [axis])[0], reverse), this);
}

internal sealed record CumulativeSumOp(int Axis, bool Reverse) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        if (inputs[0].DType is DType.Bool or DType.UInt8)
            throw new DTypeException($"CumulativeSum: it is not defined for {inputs[0].DType}.", $"input {inputs[0]}",
                "convert the input first, with Cast(DType.Int32) or Cast(DType.Float32)");
        outputs.Add(inputs[0]);
    }

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => Reverse ? inputs[0].Bytes : 0;

    protected internal override void Forward(in ForwardContext c)
    {
        if (!Reverse)
        {
            Run(c.Input(0), c.Output);
            return;
        }
        View turned = new(c.Workspace.Address, c.Output.DType, c.Output.Shape);
        Turn(c.Input(0), c.Output);
        Run(c.Output, turned);
        Turn(turned, c.Output);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.CumulativeSum(Axis, !Reverse));

    private void Run(View x, View y)
    {
        AxisGroup group = AxisGroup.Of(x.Shape, Axis);
        Reduction.CumulativeSum(x, y, group.Outer, group.Length, group.Inner);
    }

    private void Turn(View x, View y)
    {
        if (x.Count == 0) return;
        Span<int> start = stackalloc int[x.Shape.Rank], step = stackalloc int[x.Shape.Rank];
        step.Fill(1);
        (start[Axis], step[Axis]) = (x.Shape[Axis] - 1, -1);
        Strided.Slice(x, y, start, step);
    }
}

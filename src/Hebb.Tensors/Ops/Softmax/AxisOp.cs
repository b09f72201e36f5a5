using Hebb.Kernels;

namespace Hebb;

/// <summary>An op on each line of elements along an axis. Its kernel works on rows: another axis than the last is brought there and back.</summary>
internal abstract record AxisOp(int Axis) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        if (!inputs[0].DType.IsFloat())
            throw new DTypeException($"{Name}: it is not defined for {inputs[0].DType}.", $"input {inputs[0]}",
                "convert the input first, with Cast(DType.Float32)");
        outputs.Add(inputs[0]);
    }

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => Axis == inputs[0].Shape.Rank - 1 ? 0 : inputs[0].Bytes;

    /// <summary>The kernel, on rows of this length.</summary>
    protected abstract void Run(View x, View y, long rows, int length);

    protected internal sealed override void Forward(in ForwardContext c)
    {
        (View x, View y) = (c.Input(0), c.Output);
        if (x.Count == 0) return;
        AxisGroup group = AxisGroup.Of(x.Shape, Axis);
        (int outer, int length, int inner) = ((int)group.Outer, (int)group.Length, (int)group.Inner);
        if (inner == 1)
        {
            Run(x, y, outer, length);
            return;
        }
        // The output serves as scratch memory until it is written.
        Span<int> exchange = stackalloc int[3];
        (exchange[0], exchange[1], exchange[2]) = (0, 2, 1);   // a constant span allocates in a debug build
        Shape columns = [outer, length, inner];
        View rows = y.As([outer, inner, length]), results = new(c.Workspace.Address, y.DType, rows.Shape);
        Transpose.Run(x.As(columns), rows, exchange);
        Run(rows, results, group.Outer * group.Inner, length);
        Transpose.Run(results, y.As(columns), exchange);
    }
}

using Hebb.Kernels;

namespace Hebb;

/// <summary>How many elements a reduction over these axes folds into one, as a single number of the input's type. An op, since in a graph the batch axis has
/// no extent yet.</summary>
/// <param name="AxisSet">A bit for each axis.</param>
internal sealed record CountOp(int AxisSet) : Op
{
    public static CountOp Of(ReadOnlySpan<int> axes)
    {
        int set = 0;
        foreach (int axis in axes) set |= 1 << axis;
        return new(set);
    }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add([], inputs[0].DType);

    protected internal override void Forward(in ForwardContext c)
    {
        long count = 1;
        for (int axis = 0; axis < c.Input(0).Shape.Rank; axis++)
            if ((AxisSet >> axis & 1) != 0) count *= c.Input(0).Shape[axis];
        Fill.Constant(c.Output, count);
    }

    public override void Vjp(in VjpContext c)
    {
    }
}

namespace Hebb;

public partial class Tensor
{
    /// <summary>Adds an axis of extent 1 before axis <paramref name="axis"/>; -1 adds it at the end. Costs nothing: the memory is shared. Gradient: the axis is
    /// taken out again.</summary>
    /// <exception cref="ShapeException">There is no such place for an axis.</exception>
    /// <example><code>Tensor column = Tensor.From([1f, 2f, 3f]).ExpandDims(-1);   // [3, 1]</code></example>
    public Tensor ExpandDims(int axis)
    {
        int at = axis < 0 ? axis + Rank + 1 : axis;
        if (at < 0 || at > Rank)
            throw new ShapeException($"ExpandDims: there is no place {axis} for an axis in a tensor of {Rank} axes.", $"input {Shape}",
                $"use a place from {-Rank - 1} to {Rank}");
        return Op.Apply(new ExpandDimsOp(at), this);
    }
}

/// <summary>A new axis of extent 1. Its attribute is the place alone, so that it fits every batch size.</summary>
internal sealed record ExpandDimsOp(int Axis) : Op
{
    public override bool IsAlias => true;

    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape.Insert(Axis, 1), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c) => Kernels.Fill.Copy(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Squeeze(Axis));
}

using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The elements converted to another type. Gradient between floating-point types: converted back; none passes through integers.</summary>
    /// <remarks>Floating point to integer drops the fraction and saturates, and NaN becomes 0; to Bool is <c>!= 0</c>; Bool is 0 or 1. A tensor that has the
    /// type already is returned as it is.</remarks>
    /// <example><code>Tensor correct = predictions.EqualTo(labels).Cast(DType.Float32).Mean();</code></example>
    public Tensor Cast(DType type) => type == DType ? this : Op.Apply(new CastOp(type), this);
}

internal sealed record CastOp(DType Type) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0].Shape, Type);

    protected internal override void Forward(in ForwardContext c) => Cast.Run(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c)
    {
        if (c.Input(0).DType.IsFloat()) c.Add(0, c.OutputGradient.Cast(c.Input(0).DType));
    }
}

namespace Hebb;

public partial class Tensor
{
    /// <summary>Hyperbolic tangent, from -1 to 1. Gradient: <c>g (1 - y^2)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Tanh();   // [0, 0.7615942]</code></example>
    public Tensor Tanh() => Op.Apply(TanhOp.Instance, this);
}

internal sealed record TanhOp : UnaryOp
{
    internal static readonly TanhOp Instance = new();

    public override V Compute<V>(V x) => Simd.Tanh(x);

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(TanhGradientOp.Instance, c.OutputGradient, c.Output()));
}

/// <summary>g (1 - y^2), in one pass.</summary>
internal sealed record TanhGradientOp : BinaryOp
{
    internal static readonly TanhGradientOp Instance = new();

    public override V Compute<V>(V gradient, V y) => gradient * V.Fma(-y, y, V.Create(1));

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(Instance, c.OutputGradient, c.Input(1)));
        if (c.Needs(1)) c.Add(1, c.OutputGradient * c.Input(0) * c.Input(1) * -2);
    }
}

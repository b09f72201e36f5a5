namespace Hebb;

public partial class Tensor
{
    /// <summary>Logistic function, <c>1 / (1 + e^-x)</c>, from 0 to 1. Gradient: <c>g y (1 - y)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 2f]).Sigmoid();   // [0.5, 0.880797]</code></example>
    public Tensor Sigmoid() => Op.Apply(SigmoidOp.Instance, this);
}

internal sealed record SigmoidOp : UnaryOp
{
    internal static readonly SigmoidOp Instance = new();

    public override V Compute<V>(V x) => Simd.Sigmoid(x);

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(SigmoidGradientOp.Instance, c.OutputGradient, c.Output()));
}

/// <summary>g y (1 - y), in one pass.</summary>
internal sealed record SigmoidGradientOp : BinaryOp
{
    internal static readonly SigmoidGradientOp Instance = new();

    public override V Compute<V>(V gradient, V y) => gradient * V.Fma(-y, y, y);

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(Instance, c.OutputGradient, c.Input(1)));
        if (c.Needs(1)) c.Add(1, c.OutputGradient * c.Input(0) * (1 - c.Input(1) * 2));
    }
}

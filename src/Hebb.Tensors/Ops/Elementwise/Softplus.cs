namespace Hebb;

public partial class Tensor
{
    /// <summary>A smooth ReLU, <c>ln(1 + e^x)</c>. Gradient: <c>g sigmoid(x)</c>. (Dugas and others 2001.)</summary>
    /// <remarks>Computed as <c>max(x, 0) + ln(1 + e^-|x|)</c>, which neither overflows nor loses digits.</remarks>
    /// <example><code>Tensor y = Tensor.From([0f, 100f]).Softplus();   // [0.6931472, 100]</code></example>
    public Tensor Softplus() => Op.Apply(SoftplusOp.Instance, this);
}

internal sealed record SoftplusOp : UnaryOp
{
    internal static readonly SoftplusOp Instance = new();

    public override V Compute<V>(V x) => Simd.Softplus(x);

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(SoftplusGradientOp.Instance, c.OutputGradient, c.Input(0)));
}

/// <summary>g sigmoid(x), in one pass.</summary>
internal sealed record SoftplusGradientOp : BinaryOp
{
    internal static readonly SoftplusGradientOp Instance = new();

    public override V Compute<V>(V gradient, V x) => gradient * Simd.Sigmoid(x);

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(Instance, c.OutputGradient, c.Input(1)));
        if (c.Needs(1)) c.Add(1, Op.Apply(SigmoidGradientOp.Instance, c.OutputGradient * c.Input(0), c.Input(1).Sigmoid()));
    }
}

namespace Hebb;

public partial class Tensor
{
    /// <summary>A cheap tanh, <c>x / (1 + |x|)</c>. Gradient: <c>g / (1 + |x|)^2</c>. (Bergstra and others 2009.)</summary>
    /// <example><code>Tensor y = Tensor.From([-1f, 3f]).Softsign();   // [-0.5, 0.75]</code></example>
    public Tensor Softsign() => Op.Apply(SoftsignOp.Instance, this);
}

internal sealed record SoftsignOp : UnaryOp
{
    internal static readonly SoftsignOp Instance = new();

    public override V Compute<V>(V x) => x / (V.Create(1) + V.Abs(x));

    public override void Vjp(in VjpContext c)
    {
        if (c.IsRecorded) c.Add(0, c.OutputGradient / (c.Input(0).Abs() + 1).Square());
        else c.Add(0, Op.Apply(SoftsignGradientOp.Instance, c.OutputGradient, c.Input(0)));
    }
}

/// <summary>g / (1 + |x|)^2, in one pass.</summary>
internal sealed record SoftsignGradientOp : BinaryOp
{
    internal static readonly SoftsignGradientOp Instance = new();

    public override V Compute<V>(V gradient, V x)
    {
        V scale = V.Create(1) + V.Abs(x);
        return gradient / (scale * scale);
    }
}

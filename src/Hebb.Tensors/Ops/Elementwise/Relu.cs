namespace Hebb;

public partial class Tensor
{
    /// <summary>Rectified linear unit, <c>max(0, x)</c>. Gradient: 1 where x &gt; 0, else 0 (0 at the kink). NaN stays NaN. (Nair and Hinton 2010.)</summary>
    /// <example><code>Tensor y = Tensor.From([-1f, 0f, 2f]).Relu();   // [0, 0, 2]</code></example>
    public Tensor Relu() => Op.Apply(ReluOp.Instance, this);
}

internal sealed record ReluOp : UnaryOp
{
    internal static readonly ReluOp Instance = new();

    public override V Compute<V>(V x) => V.Max(V.Create(0), x);

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(ReluGradientOp.Instance, c.OutputGradient, c.Output()));
}

/// <summary>The incoming gradient where the unit was active: one pass, without a mask in memory.</summary>
internal sealed record ReluGradientOp : BinaryOp
{
    internal static readonly ReluGradientOp Instance = new();

    public override V Compute<V>(V gradient, V y) => V.Select(V.Greater(y, V.Create(0)), gradient, V.Create(0));

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(Instance, c.OutputGradient, c.Input(1)));
    }
}

namespace Hebb;

public partial class Tensor
{
    /// <summary>A piecewise quadratic SiLU, also called hard swish: <c>x min(max(x / 6 + 1/2, 0), 1)</c>.
    /// Gradient: 0 below -3, 1 above 3, <c>x / 3 + 1/2</c> between. (Howard and others 2019.)</summary>
    /// <example><code>Tensor y = Tensor.From([-4f, 1.5f, 6f]).HardSilu();   // [0, 1.125, 6]</code></example>
    public Tensor HardSilu() => Op.Apply(HardSiluOp.Instance, this);
}

internal sealed record HardSiluOp : UnaryOp
{
    internal static readonly HardSiluOp Instance = new();

    public override V Compute<V>(V x) => x * HardSigmoidOp.Ramp(x);

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(HardSiluGradientOp.Instance, c.OutputGradient, c.Input(0)));
}

/// <summary>The gradient times 0 below -3, 1 above 3, x / 3 + 1/2 between.</summary>
internal sealed record HardSiluGradientOp : BinaryOp
{
    internal static readonly HardSiluGradientOp Instance = new();

    public override V Compute<V>(V gradient, V x)
    {
        V middle = V.Fma(x, V.Create(1 / 3.0), V.Create(0.5));
        return gradient * V.Select(V.Greater(V.Create(-3), x), V.Create(0), V.Select(V.Greater(x, V.Create(3)), V.Create(1), middle));
    }

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(Instance, c.OutputGradient, c.Input(1)));
        if (c.Needs(1)) c.Add(1, Op.Apply(new GateOp(-3, 3, 1 / 3.0), c.OutputGradient * c.Input(0), c.Input(1)));
    }
}

namespace Hebb;

public partial class Tensor
{
    /// <summary>A piecewise linear tanh: <c>min(max(x, -1), 1)</c>. Gradient: 1 where -1 &lt; x &lt; 1, else 0. (Collobert 2004.)</summary>
    /// <example><code>Tensor y = Tensor.From([-4f, 0.5f, 2f]).HardTanh();   // [-1, 0.5, 1]</code></example>
    public Tensor HardTanh() => Op.Apply(HardTanhOp.Instance, this);
}

internal sealed record HardTanhOp : UnaryOp
{
    internal static readonly HardTanhOp Instance = new();

    public override V Compute<V>(V x) => V.Max(V.Create(-1), V.Min(V.Create(1), x));

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(new GateOp(-1, 1), c.OutputGradient, c.Output()));
}

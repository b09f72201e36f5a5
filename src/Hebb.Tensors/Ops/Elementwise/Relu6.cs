namespace Hebb;

public partial class Tensor
{
    /// <summary>Rectified linear unit with a ceiling, <c>min(max(0, x), 6)</c>. Gradient: 1 where 0 &lt; x &lt; 6, else 0. (Krizhevsky 2010.)</summary>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f, 9f]).Relu6();   // [0, 2, 6]</code></example>
    public Tensor Relu6() => Op.Apply(Relu6Op.Instance, this);
}

internal sealed record Relu6Op : UnaryOp
{
    internal static readonly Relu6Op Instance = new();

    public override V Compute<V>(V x) => V.Min(V.Create(6), V.Max(V.Create(0), x));

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(new GateOp(0, 6), c.OutputGradient, c.Output()));
}

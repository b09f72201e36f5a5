namespace Hebb;

public partial class Tensor
{
    /// <summary>A piecewise linear sigmoid, Keras 3's: <c>min(max(x / 6 + 1/2, 0), 1)</c>. Gradient: 1/6 where -3 &lt; x &lt; 3, else 0.
    /// (Howard and others 2019.)</summary>
    /// <example><code>Tensor y = Tensor.From([-4f, 0f, 1.5f]).HardSigmoid();   // [0, 0.5, 0.75]</code></example>
    public Tensor HardSigmoid() => Op.Apply(HardSigmoidOp.Instance, this);
}

internal sealed record HardSigmoidOp : UnaryOp
{
    internal static readonly HardSigmoidOp Instance = new();

    public override V Compute<V>(V x) => Ramp(x);

    internal static V Ramp<V>(V x) where V : struct, ISimd<V> => V.Max(V.Create(0), V.Min(V.Create(1), V.Fma(x, V.Create(1 / 6.0), V.Create(0.5))));

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(new GateOp(-3, 3, 1 / 6.0), c.OutputGradient, c.Input(0)));
}

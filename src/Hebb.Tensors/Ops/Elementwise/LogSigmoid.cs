namespace Hebb;

public partial class Tensor
{
    /// <summary>Logarithm of the sigmoid, <c>-ln(1 + e^-x)</c>: exact where <c>Sigmoid().Log()</c> is -infinity. Gradient: <c>g sigmoid(-x)</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, -200f]).LogSigmoid();   // [-0.6931472, -200]</code></example>
    public Tensor LogSigmoid() => Op.Apply(LogSigmoidOp.Instance, this);
}

internal sealed record LogSigmoidOp : UnaryOp
{
    internal static readonly LogSigmoidOp Instance = new();

    public override V Compute<V>(V x) => -Simd.Softplus(-x);

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(SoftplusGradientOp.Instance, c.OutputGradient, -c.Input(0)));
}

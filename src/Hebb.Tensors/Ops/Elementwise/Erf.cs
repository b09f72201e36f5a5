namespace Hebb;

public partial class Tensor
{
    /// <summary>Error function, <c>2 / sqrt(pi)</c> times the integral of <c>e^-t^2</c> from 0 to x. Gradient: <c>g 2 / sqrt(pi) e^-x^2</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([0f, 1f]).Erf();   // [0, 0.8427008]</code></example>
    public Tensor Erf() => Op.Apply(ErfOp.Instance, this);
}

internal sealed record ErfOp : UnaryOp
{
    internal static readonly ErfOp Instance = new();

    public override V Compute<V>(V x) => Simd.Erf(x);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * (-c.Input(0).Square()).Exp() * (2 / Math.Sqrt(Math.PI)));
}

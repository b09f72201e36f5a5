namespace Hebb;

public partial class Tensor
{
    /// <summary>Gaussian error linear unit: <c>x P(X &lt;= x)</c> for a standard normal X, which is <c>x (1 + erf(x / sqrt 2)) / 2</c>.
    /// Gradient: <c>g (P(X &lt;= x) + x p(x))</c> with the normal density p. (Hendrycks and Gimpel 2016.)</summary>
    /// <param name="approximate">Use <c>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2</c>, as GPT-2 does; off by up to 0.0005.</param>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).Gelu();   // [-0.15865526, 1.9544997]</code></example>
    public Tensor Gelu(bool approximate = false) => Op.Apply(new GeluOp(approximate), this);
}

internal sealed record GeluOp(bool Approximate) : UnaryOp
{
    internal const double Rate = 0.79788456080286535588;      // sqrt(2 / pi)
    internal const double Cubic = 0.044715;
    internal const double Shrink = 0.70710678118654752440;    // 1 / sqrt 2
    internal const double Density = 0.39894228040143267794;   // 1 / sqrt(2 pi)

    public override V Compute<V>(V x)
    {
        V half = V.Create(0.5) * x;
        return V.Fma(half, Approximate ? Simd.Tanh(Inner(x)) : Simd.Erf(x * V.Create(Shrink)), half);
    }

    // sqrt(2 / pi) (x + 0.044715 x^3)
    internal static V Inner<V>(V x) where V : struct, ISimd<V> => x * V.Fma(x * x, V.Create(Rate * Cubic), V.Create(Rate));

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor g) = (c.Input(0), c.OutputGradient);
        if (!c.IsRecorded)
        {
            c.Add(0, Op.Apply(new GeluGradientOp(Approximate), g, x));
            return;
        }
        Tensor square = x.Square();
        if (Approximate)
        {
            Tensor t = (x * (square * (Rate * Cubic) + Rate)).Tanh();
            c.Add(0, g * ((t + 1) + x * (1 - t.Square()) * (square * (3 * Rate * Cubic) + Rate)) * 0.5);
        }
        else
        {
            c.Add(0, g * (((x * Shrink).Erf() + 1) * 0.5 + x * (square * -0.5).Exp() * Density));
        }
    }
}

/// <summary>The derivative times the incoming gradient, in one pass.</summary>
internal sealed record GeluGradientOp(bool Approximate) : BinaryOp
{
    public override V Compute<V>(V gradient, V x)
    {
        V half = V.Create(0.5), one = V.Create(1);
        if (Approximate)
        {
            V t = Simd.Tanh(GeluOp.Inner(x)), slope = V.Fma(x * x, V.Create(3 * GeluOp.Rate * GeluOp.Cubic), V.Create(GeluOp.Rate));
            return gradient * half * V.Fma(x * V.Fma(-t, t, one), slope, one + t);
        }
        V probability = half * (one + Simd.Erf(x * V.Create(GeluOp.Shrink)));
        return gradient * V.Fma(x * V.Create(GeluOp.Density), Simd.Exp(x * x * V.Create(-0.5)), probability);
    }
}

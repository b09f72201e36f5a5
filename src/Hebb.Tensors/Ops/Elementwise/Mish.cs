namespace Hebb;

public partial class Tensor
{
    /// <summary>A smooth, self-gated unit: <c>x tanh(softplus(x))</c>. Gradient: <c>g (t + x (1 - t^2) sigmoid(x))</c> with <c>t = tanh(softplus(x))</c>.
    /// (Misra 2019.)</summary>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).Mish();   // [-0.30340147, 1.943959]</code></example>
    public Tensor Mish() => Op.Apply(MishOp.Instance, this);
}

internal sealed record MishOp : UnaryOp
{
    internal static readonly MishOp Instance = new();

    public override V Compute<V>(V x) => x * Gate(x, Simd.Exp(-V.Abs(x)));

    // tanh(ln(1 + e^x)) is a fraction in e^x; divided by e^2x where x > 0, it is one in w = e^-|x| there as well, and overflows nowhere.
    internal static V Gate<V>(V x, V w) where V : struct, ISimd<V>
    {
        V two = V.Create(2), positive = V.Greater(x, V.Create(0));
        V numerator = V.Select(positive, V.Fma(two, w, V.Create(1)), w * (w + two));
        return numerator / (numerator + V.Select(positive, two * w * w, two));
    }

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor g) = (c.Input(0), c.OutputGradient);
        if (!c.IsRecorded)
        {
            c.Add(0, Op.Apply(MishGradientOp.Instance, g, x));
            return;
        }
        Tensor t = x.Softplus().Tanh();
        c.Add(0, g * (t + x * (1 - t.Square()) * x.Sigmoid()));
    }
}

/// <summary>g (t + x (1 - t^2) sigmoid(x)), in one pass.</summary>
internal sealed record MishGradientOp : BinaryOp
{
    internal static readonly MishGradientOp Instance = new();

    public override V Compute<V>(V gradient, V x)
    {
        V one = V.Create(1), w = Simd.Exp(-V.Abs(x)), t = MishOp.Gate(x, w);
        V sigmoid = V.Select(V.Greater(x, V.Create(0)), one, w) / (one + w);
        return gradient * V.Fma(x * V.Fma(-t, t, one), sigmoid, t);
    }
}

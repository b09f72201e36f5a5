namespace Hebb;

public partial class Tensor
{
    /// <summary>Sigmoid linear unit, also called swish: <c>x sigmoid(x)</c>. Gradient: <c>g s (1 + x (1 - s))</c> with <c>s = sigmoid(x)</c>. (Elfwing,
    /// Uchibe and Doya 2017.)</summary>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).Silu();   // [-0.26894143, 1.761594]</code></example>
    public Tensor Silu() => Op.Apply(SiluOp.Instance, this);
}

internal sealed record SiluOp : UnaryOp
{
    internal static readonly SiluOp Instance = new();

    public override V Compute<V>(V x) => x * Simd.Sigmoid(x);

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor g) = (c.Input(0), c.OutputGradient);
        if (!c.IsRecorded)
        {
            c.Add(0, Op.Apply(SiluGradientOp.Instance, g, x));
            return;
        }
        Tensor s = x.Sigmoid();
        c.Add(0, g * s * (1 + x * (1 - s)));
    }
}

/// <summary>g s (1 + x (1 - s)) with s = sigmoid(x), in one pass.</summary>
internal sealed record SiluGradientOp : BinaryOp
{
    internal static readonly SiluGradientOp Instance = new();

    public override V Compute<V>(V gradient, V x)
    {
        V one = V.Create(1), s = Simd.Sigmoid(x);
        return gradient * s * V.Fma(x, one - s, one);
    }
}

namespace Hebb;

public partial class Tensor
{
    /// <summary>Corresponding elements raised to a power, <c>x^y</c>, with broadcasting. Gradients: <c>g y x^(y-1)</c> and <c>g x^y ln x</c>, the latter 0
    /// where x is 0.</summary>
    /// <remarks>A negative base has a power only where the exponent is an integer; NaN elsewhere, as in IEEE 754's <c>pow</c>.</remarks>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type, or are not floating point.</exception>
    /// <example><code>Tensor y = Tensor.From([2f, 3f]).Pow(Tensor.From([3f, 2f]));   // [8, 9]</code></example>
    public Tensor Pow(Tensor exponent) => Op.Apply(PowOp.Instance, this, exponent);

    /// <summary>Every element raised to a fixed power, <c>x^n</c>. Gradient: <c>g n x^(n-1)</c>.</summary>
    /// <remarks>Small integral exponents are products. An exponent that changes from step to step belongs in a tensor, since every number here is a kernel
    /// of its own.</remarks>
    /// <example><code>Tensor y = Tensor.From([2f, 3f]).Pow(3);   // [8, 27]</code></example>
    public Tensor Pow(double exponent) => Op.Apply(new PowNumberOp(exponent), this);
}

internal sealed record PowOp : BinaryOp
{
    internal static readonly PowOp Instance = new();

    public override V Compute<V>(V x, V y) => Simd.Pow(x, y);

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor y, Tensor g) = (c.Input(0), c.Input(1), c.OutputGradient);
        if (c.Needs(0)) c.Add(0, g * y * x.Pow(y - 1));
        if (c.Needs(1)) c.Add(1, g * c.Output() * Tensor.Where(x.EqualTo(0), 1, x).Log());
    }
}

/// <summary>A power whose exponent is part of the kernel.</summary>
internal sealed record PowNumberOp(double Exponent) : UnaryOp
{
    public override string Name => "Pow";

    public override V Compute<V>(V x) => Exponent switch
    {
        0 => V.Create(1),
        1 => x,
        2 => x * x,
        3 => x * x * x,
        4 => x * x * (x * x),
        -1 => V.Create(1) / x,
        -2 => V.Create(1) / (x * x),
        _ => Simd.Pow(x, V.Create(Exponent)),
    };

    public override void Vjp(in VjpContext c)
    {
        if (Exponent == 0) return;
        c.Add(0, Exponent == 1 ? c.OutputGradient : c.OutputGradient * c.Input(0).Pow(Exponent - 1) * Exponent);
    }
}

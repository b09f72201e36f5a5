using System.Globalization;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Exponential linear unit: <c>x</c> above zero, <c>alpha (e^x - 1)</c> below. Gradient: 1 above zero, else <c>y + alpha</c>. (Clevert,
    /// Unterthiner and Hochreiter 2015.)</summary>
    /// <param name="alpha">What the unit tends to far below zero, with the other sign.</param>
    /// <exception cref="OptionException">Alpha is negative or NaN.</exception>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).Elu();   // [-0.63212055, 2]</code></example>
    public Tensor Elu(double alpha = 1) => alpha >= 0
        ? Op.Apply(new EluOp(alpha, 1), this)
        : throw new OptionException("Elu: alpha is not a positive number.", string.Create(CultureInfo.InvariantCulture, $"alpha {alpha}"),
            "use an alpha of zero or more; 1 is usual");
}

/// <summary>Scale * x above zero, scale * alpha * (e^x - 1) below: ELU, and SELU with its two constants.</summary>
internal sealed record EluOp(double Alpha, double Scale) : UnaryOp
{
    public override string Name => Scale == 1 ? "Elu" : "Selu";

    public override V Compute<V>(V x) => V.Select(V.Greater(x, V.Create(0)), x * V.Create(Scale), Simd.Expm1(x) * V.Create(Scale * Alpha));

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(new EluGradientOp(Alpha, Scale), c.OutputGradient, c.Output()));
}

/// <summary>From the output y, which has the sign of x: the gradient times scale above zero, times y + scale * alpha below.</summary>
internal sealed record EluGradientOp(double Alpha, double Scale) : BinaryOp
{
    public override V Compute<V>(V gradient, V y) => gradient * V.Select(V.Greater(y, V.Create(0)), V.Create(Scale), y + V.Create(Scale * Alpha));

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(this, c.OutputGradient, c.Input(1)));
        if (c.Needs(1)) c.Add(1, Tensor.Where(c.Input(1).Greater(0), 0, c.OutputGradient * c.Input(0)));
    }
}

using System.Globalization;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Brings every element into a range: <c>min(max(x, min), max)</c>; NaN stays. Gradient: g where <c>min &lt;= x &lt;= max</c>, else 0.</summary>
    /// <param name="min">The lower end; -infinity for none.</param>
    /// <param name="max">The upper end; infinity for none.</param>
    /// <exception cref="OptionException">The lower end is above the upper one, or one of them is NaN.</exception>
    /// <example><code>Tensor y = Tensor.From([-3f, 0.5f, 9f]).Clip(0, 1);   // [0, 0.5, 1]</code></example>
    public Tensor Clip(double min, double max)
    {
        if (!(min <= max))
            throw new OptionException("Clip: the lower end of the range is not below the upper one.",
                string.Create(CultureInfo.InvariantCulture, $"min {min}   max {max}"), "pass the lower end first, and numbers for both");
        if (double.IsFinite(min)) RefuseForeign(min, "Clip");   // integers have integral bounds
        if (double.IsFinite(max)) RefuseForeign(max, "Clip");
        return Op.Apply(new ClipOp(min, max), this);
    }
}

internal sealed record ClipOp(double Min, double Max) : UnaryOp
{
    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x) => V.Max(V.Create(Min), V.Min(V.Create(Max), x));

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(new ClipGradientOp(Min, Max), c.OutputGradient, c.Input(0)));
}

/// <summary>The incoming gradient where x lay within the range, its ends included.</summary>
internal sealed record ClipGradientOp(double Min, double Max) : BinaryOp
{
    public override V Compute<V>(V gradient, V x) =>
        V.Select(V.And(V.GreaterOrEqual(x, V.Create(Min)), V.GreaterOrEqual(V.Create(Max), x)), gradient, V.Create(0));

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(this, c.OutputGradient, c.Input(1)));
    }
}

namespace Hebb;

public partial class Tensor
{
    /// <summary><c>(x - mean) * scale + shift</c>, in one pass: what normalizations end in. The difference comes first, so that a large mean costs no digits.
    /// Gradient: <c>g scale</c> for x.</summary>
    internal Tensor Standardize(Tensor mean, Tensor scale, Tensor shift) => Op.Apply(StandardizeOp.Instance, this, mean, scale, shift);
}

internal sealed record StandardizeOp : ElementwiseOp
{
    internal static readonly StandardizeOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = V.Fma(inputs[0] - inputs[1], inputs[2], inputs[3]);

    public override void Vjp(in VjpContext c)
    {
        Tensor g = c.OutputGradient;
        Tensor scaled = g * c.Input(2);
        c.Add(0, scaled);
        if (c.Needs(1)) c.Add(1, -scaled);
        if (c.Needs(2)) c.Add(2, g * (c.Input(0) - c.Input(1)));
        c.Add(3, g);
    }
}

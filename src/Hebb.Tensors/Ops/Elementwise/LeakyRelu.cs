namespace Hebb;

public partial class Tensor
{
    /// <summary>Leaky ReLU: <c>x</c> above zero, <c>slope * x</c> below. Gradient: 1 above zero, else the slope. (Maas and others 2013.)</summary>
    /// <param name="slope">The slope below zero. 0.2 as in Keras's function; Keras's layer of this name has 0.3, PyTorch 0.01.</param>
    /// <remarks>The slope multiplies x; it does not stand in place of zero, as course notes have it that say "a instead of 0" (A053, A17).</remarks>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).LeakyRelu(0.1);   // [-0.1, 2]</code></example>
    public Tensor LeakyRelu(double slope = 0.2) => Op.Apply(new LeakyReluOp(slope), this);
}

internal sealed record LeakyReluOp(double Slope) : UnaryOp
{
    public override V Compute<V>(V x) => V.Select(V.Greater(x, V.Create(0)), x, x * V.Create(Slope));

    public override void Vjp(in VjpContext c) => c.Add(0, Op.Apply(new LeakyReluGradientOp(Slope), c.OutputGradient, c.Input(0)));
}

/// <summary>The incoming gradient where x &gt; 0, the slope times it elsewhere.</summary>
internal sealed record LeakyReluGradientOp(double Slope) : BinaryOp
{
    public override V Compute<V>(V gradient, V x) => V.Select(V.Greater(x, V.Create(0)), gradient, gradient * V.Create(Slope));

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(this, c.OutputGradient, c.Input(1)));
    }
}

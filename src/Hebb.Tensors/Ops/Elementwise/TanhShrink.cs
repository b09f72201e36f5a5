namespace Hebb;

public partial class Tensor
{
    /// <summary>What tanh takes away: <c>x - tanh(x)</c>, which is about <c>x^3 / 3</c> near zero. Gradient: <c>g tanh(x)^2</c>.</summary>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).TanhShrink();   // [-0.23840584, 1.0359724]</code></example>
    public Tensor TanhShrink() => this - Tanh();
}

namespace Hebb;

public partial class Tensor
{
    /// <summary>A softplus that is exactly zero far below and exactly x far above: 0 up to -1, <c>(x + 1)^2 / 4</c> between, <c>x</c> from 1 on.
    /// Gradient: <c>g SparseSigmoid(x)</c>. (As Keras 3 has it.)</summary>
    /// <example><code>Tensor y = Tensor.From([-2f, 0f, 3f]).SparsePlus();   // [0, 0.25, 3]</code></example>
    public Tensor SparsePlus() => Where(Greater(1), this, SparseSigmoid().Square());
}

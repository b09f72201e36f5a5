namespace Hebb;

public sealed partial class Activation
{
    /// <summary>The function and its derivative at every point: what a plot or a table of an activation shows. (A059.)</summary>
    /// <param name="x">Where, in Float32 or Float64; <see cref="Tensor.Linspace"/> makes a grid.</param>
    /// <returns>The values, and the derivatives in the shape of <paramref name="x"/>. Of a function along an axis (softmax), whose elements depend on each
    /// other, the derivative is that of the sum of the values.</returns>
    /// <example><code>
    /// (Tensor values, Tensor derivatives) = Activation.Sigmoid.Curve(Tensor.Linspace(-6, 6, 13));   // derivatives up to 1/4, at 0
    /// </code></example>
    public (Tensor Values, Tensor Derivatives) Curve(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        using var tape = GradientTape.Begin();
        Tensor values = Call(x);
        return (values.Detach(), tape.Gradient(values, x)[x].Detach());
    }
}

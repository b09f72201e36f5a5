namespace Hebb;

/// <summary>The logarithm of the hyperbolic cosine of the difference, averaged over the outputs of a sample: a square near the label and a straight line away
/// from it, like <see cref="Huber"/>, but smooth to any order.</summary>
/// <remarks>Of the difference d: <c>ln cosh d</c>, which is nearly <c>d^2 / 2</c> when small and <c>|d| - ln 2</c> when large. Gradient: <c>tanh d</c> over the
/// number of outputs. Predictions and labels have one shape, <c>[batch, ...]</c>.</remarks>
/// <example><code>Tensor loss = new LogCosh().Call(predictions, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class LogCosh : Loss
{
    /// <inheritdoc/>
    public override string Name => "log_cosh";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels) =>
        PerSample(Op.Apply(LogCoshOp.Instance, predictions - Agreement.Elementwise(nameof(LogCosh), predictions, labels)));
}

/// <summary>ln cosh x, which composed of ops would overflow when x is large or lose all digits when it is small.</summary>
internal sealed record LogCoshOp : UnaryOp
{
    internal static readonly LogCoshOp Instance = new();

    public override V Compute<V>(V x)
    {
        V size = V.Abs(x);
        V sinh = Simd.Sinh(V.Min(V.Create(1), size));
        V near = V.Create(0.5) * Simd.Log1P(sinh * sinh);   // cosh^2 = 1 + sinh^2
        V far = size + Simd.Log1P(Simd.Exp(V.Create(-2) * size)) - V.Create(Math.Log(2));
        return V.Select(V.Greater(size, V.Create(1)), far, near);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient * c.Input(0).Tanh());
}

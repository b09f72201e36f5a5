namespace Hebb;

/// <summary>The square of the <see cref="Hinge"/> loss: smooth, and harder on scores far on the wrong side. Averaged over the outputs of a sample.</summary>
/// <remarks>Of score x and sign t, which is 1 for a label above 0 and -1 for one of 0 or -1: <c>max(0, 1 - t x)^2</c>. Gradient: <c>-2 t max(0, 1 - t x)</c>.
/// Predictions and labels have one shape, <c>[batch, ...]</c>. (A074.)</remarks>
/// <example><code>Tensor loss = new SquaredHinge().Call(scores, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class SquaredHinge : BinaryLoss
{
    /// <inheritdoc/>
    public override string Name => "squared_hinge";

    internal override LabelKind Labels => LabelKind.Sign;

    /// <inheritdoc/>
    protected override Tensor OfTargets(Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return (1 - Agreement.Signs(targets) * predictions).Relu().Square();
    }
}

namespace Hebb;

/// <summary>The loss of support vector machines for yes-or-no questions: a score on the wrong side costs its distance, and one on the right side must be at
/// least 1 away from the border to be free. Averaged over the outputs of a sample.</summary>
/// <remarks>
/// <para>Of score x and sign t, which is 1 for a label above 0 and -1 for one of 0 or -1: <c>max(0, 1 - t x)</c>. Gradient: <c>-t</c> where <c>t x &lt; 1</c>,
/// else 0. The model's last layer has no activation, or a tanh. (Cortes and Vapnik 1995; A074.)</para>
/// <para>Predictions and labels have one shape, <c>[batch, ...]</c>.</para>
/// </remarks>
/// <example><code>Tensor loss = new Hinge().Call(scores, labels);   // [32, 1] and [32, 1] give []</code></example>
public sealed class Hinge : BinaryLoss
{
    /// <inheritdoc/>
    public override string Name => "hinge";

    internal override LabelKind Labels => LabelKind.Sign;

    /// <inheritdoc/>
    protected override Tensor OfTargets(Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return (1 - Agreement.Signs(targets) * predictions).Relu();
    }
}

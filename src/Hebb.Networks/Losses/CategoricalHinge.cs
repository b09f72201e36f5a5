namespace Hebb;

/// <summary>The hinge loss for choosing one of several classes: the right class's score must be at least 1 above the best of the others.</summary>
/// <remarks>
/// <para>Of scores x and labels y: <c>max(0, 1 + max((1 - y) x) - sum(y x))</c>. Gradient: 1 at the best wrong class and -1 at the right one, while the loss
/// is above 0. As in Keras the maximum counts the right class with a score of 0, so the right score must also be at least 1. (Crammer and Singer 2001;
/// A074.)</para>
/// <para>Predictions are <c>[batch, ..., classes]</c>. Labels are class numbers (Int32 or Int64, <c>[batch, ...]</c>) or one-hot.</para>
/// </remarks>
/// <example><code>Tensor loss = new CategoricalHinge().Call(scores, labels);   // [32, 10] and [32] give []</code></example>
public sealed class CategoricalHinge : CategoricalLoss
{
    /// <inheritdoc/>
    public override string Name => "categorical_hinge";

    /// <inheritdoc/>
    protected override Tensor OfTargets(Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        return (((1 - targets) * predictions).Max(-1) - (targets * predictions).Sum(-1) + 1).Relu();
    }
}

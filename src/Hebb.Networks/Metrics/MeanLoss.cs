namespace Hebb;

/// <summary>The mean of a loss over the samples, as a metric: any <see cref="Loss"/> can be watched while another is made small.</summary>
/// <remarks>Shapes and options are the loss's own. It is named like the loss. The loss's reduction does not matter: each sample's loss counts
/// once. Labels that make no sense to the loss are refused as in a call of it, which is where they can be read: a captured step does not look.</remarks>
/// <example><code>
/// Metrics = [new MeanLoss(new MeanAbsoluteError()), new MeanLoss(new Hinge()), new MeanLoss(new Poisson { FromLogs = false })]
/// </code></example>
public sealed class MeanLoss : MeanMetric
{
    /// <summary>Begins with the loss.</summary>
    public MeanLoss(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Loss = loss;
        Name = loss.Name;
    }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <inheritdoc/>
    public override string Meaning => $"the mean of the loss {Loss.Name} over the samples";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels) => Loss.OfSamples(predictions, labels);

    private protected override Tensor? Counted(Tensor predictions, Tensor labels) => Loss.Counted(labels);
}

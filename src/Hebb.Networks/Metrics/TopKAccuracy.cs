namespace Hebb;

/// <summary>The share of samples whose right class is among the k greatest scores.</summary>
/// <remarks>Predictions are <c>[batch, ..., classes]</c>; labels are class numbers (<c>[batch, ...]</c>) or one-hot. Of equal scores the first ones count, as
/// <see cref="Tensor.TopK"/> takes them; where there are no more than k classes, every sample is right.</remarks>
/// <example><code>Metric metric = new TopKAccuracy(3);   // named top_3_accuracy</code></example>
public sealed class TopKAccuracy : MeanMetric
{
    /// <summary>Begins with how many classes may be guessed.</summary>
    /// <param name="k">How many; 5 by default.</param>
    public TopKAccuracy(int k = 5)
    {
        K = k > 0 ? k : throw new OptionException($"TopKAccuracy: the right class cannot be among {k} guesses.", $"k {k}",
            "use a number above zero; 5 is usual");
        Name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"top_{k}_accuracy");
    }

    /// <summary>How many classes may be guessed.</summary>
    public int K { get; }

    /// <summary>The label of what does not count, such as 255 at the edge of a segmented object or the class that fills up short sentences; null (the default)
    /// when all count. A loss has its own: <see cref="CategoricalLoss.IgnoredLabel"/>.</summary>
    public int? IgnoredLabel { get; init; }

    /// <inheritdoc/>
    public override string Meaning => $"the share of samples whose right class is among the {K} greatest scores";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor predictions, Tensor labels)
    {
        ClassNumbers right = ClassNumbers.Of(nameof(TopKAccuracy), predictions, labels, IgnoredLabel);
        (Tensor scores, Tensor guesses) = predictions.TopK(Math.Min(K, predictions.Shape[^1]));
        Tensor hits = guesses.Cast(right.Labels.DType).EqualTo(right.Labels.ExpandDims(-1)).Any(-1).Cast(DType.Float64);
        return hits + right.Doubt(scores.Max(-1));
    }

    private protected override Tensor? Counted(Tensor predictions, Tensor labels) =>
        IgnoredLabel is null ? null : ClassNumbers.Of(nameof(TopKAccuracy), predictions, labels, IgnoredLabel).Counted;
}

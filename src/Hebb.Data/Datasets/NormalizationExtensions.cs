namespace Hebb;

/// <summary>What a layer learns from a data set before training.</summary>
public static class NormalizationExtensions
{
    private const int RowsAtOnce = 256;

    /// <summary>Finds the mean and the variance of every feature of a data set's inputs, batch by batch.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="data">The data that will be trained on, without what is held out.</param>
    /// <exception cref="ShapeException">The samples have another number of features than the model, or none.</exception>
    /// <exception cref="DTypeException">The inputs are whole numbers (of 32 or 64 bits), which stand for words or categories.</exception>
    /// <example><code>
    /// var (fit, held) = data.Split(0.2, seed: 1);
    /// var normalization = new Normalization();
    /// normalization.Adapt(fit);
    /// </code></example>
    public static void Adapt(this Normalization layer, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(data);
        if (data.InputShape.Rank == 0)
            throw new ShapeException("Adapt: the samples have no axis of features.", $"sample {data.InputShape}", "make each sample a row of features");
        FeatureMoments moments = new(data.InputShape[^1]);
        foreach (Batch batch in data.Batches(RowsAtOnce)) moments.Add(batch.Inputs);
        layer.Adapt(moments);
    }
}

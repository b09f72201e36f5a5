namespace Hebb;

public partial class Trainer
{
    /// <summary>Trains the model on tensors, both with the samples along the first axis: the inputs, and class numbers or targets.</summary>
    /// <inheritdoc cref="Fit(Dataset, int, int, Dataset?, IProgress{TrainingEvent}?, CancellationToken)"/>
    public History Fit(Tensor inputs, Tensor labels, int epochs = 1, int batch = 32, Dataset? validation = null,
        IProgress<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Fit(Dataset.From(inputs, labels), epochs, batch, validation, progress, cancellation);

    /// <summary>Trains a classifier on a table: a row per sample, and the number of its class, from 0.</summary>
    /// <inheritdoc cref="Fit(Dataset, int, int, Dataset?, IProgress{TrainingEvent}?, CancellationToken)"/>
    public History Fit(float[,] inputs, int[] labels, int epochs = 1, int batch = 32, Dataset? validation = null,
        IProgress<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Fit(Dataset.From(inputs, labels), epochs, batch, validation, progress, cancellation);

    /// <summary>Trains the model on a table: a row per sample, and the value it should give.</summary>
    /// <inheritdoc cref="Fit(Dataset, int, int, Dataset?, IProgress{TrainingEvent}?, CancellationToken)"/>
    public History Fit(float[,] inputs, float[] targets, int epochs = 1, int batch = 32, Dataset? validation = null,
        IProgress<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Fit(Dataset.From(inputs, targets), epochs, batch, validation, progress, cancellation);

    /// <summary>Trains the model on a table: a row per sample, and the values it should give.</summary>
    /// <inheritdoc cref="Fit(Dataset, int, int, Dataset?, IProgress{TrainingEvent}?, CancellationToken)"/>
    public History Fit(float[,] inputs, float[,] targets, int epochs = 1, int batch = 32, Dataset? validation = null,
        IProgress<TrainingEvent>? progress = null, CancellationToken cancellation = default) =>
        Fit(Dataset.From(inputs, targets), epochs, batch, validation, progress, cancellation);
}

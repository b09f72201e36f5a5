namespace Hebb;

/// <summary>What a model tells of its training.</summary>
public static class ModelExtensions
{
    private const int MostSamples = 1 << 24;

    /// <summary>The layers, and the memory and the time of training in batches of this size: whether a batch fits, and how long a step is (A235).</summary>
    /// <param name="model">A model with one input and one output.</param>
    /// <param name="batch">How many samples make a step.</param>
    /// <remarks>Training is by <see cref="Adam"/>, with <see cref="CrossEntropy"/> where the last axis of the output has several scores and
    /// <see cref="MeanSquaredError"/> otherwise. For another optimizer or loss, or the time of an epoch, ask the trainer: <see cref="Trainer.Estimate"/>, which
    /// this is, of samples that are all zeros. The model is afterwards as it was.</remarks>
    /// <exception cref="OptionException">The batch is smaller than 1 or larger than 16,777,216.</exception>
    /// <exception cref="UsageException">The model has several inputs or outputs or nothing to train, or is being trained.</exception>
    /// <exception cref="ShapeException">The output is a single number.</exception>
    /// <exception cref="MemoryException">The batch does not fit in memory.</exception>
    /// <example><code>Console.WriteLine(model.Summary(batch: 128));</code></example>
    public static TrainingEstimate Summary(this Model model, int batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        const string Verb = "Summary";
        Trainer.RequireBatch(Verb, batch);
        if (batch > MostSamples)
            throw new OptionException($"{Verb}: the batch size is {batch}.", $"batch {batch}", $"use at most {MostSamples} samples per batch; 32 is usual");
        if (model is not { Inputs: [var input], Outputs: [var output] })
            throw new UsageException($"{Verb}: '{model.Name}' has several inputs or outputs, and training is predicted with one of each.",
                $"inputs {model.Inputs.Count}   outputs {model.Outputs.Count}", "leave the batch out to see the layers alone");
        Trainer.RequireBatchAxis(Verb, model);
        Trainer.RequireMemory(Verb, batch, batch * (long)input.Shape[1..].Count * input.DType.Size());
        Shape scores = output.Shape[1..];
        bool chooses = scores is { Rank: > 0 } && scores[^1] > 1;
        Trainer trainer = new(model) { Optimizer = new Adam(), Loss = chooses ? new CrossEntropy() : new MeanSquaredError() };
        Tensor sample = Tensor.Zeros(input.Shape[1..].Insert(0, 1), input.DType);
        Tensor label = chooses ? Tensor.Zeros(scores[..^1].Insert(0, 1), DType.Int32) : Tensor.Zeros(scores.Insert(0, 1), output.DType);
        Dataset one = Dataset.From(sample, label, chooses ? [.. Enumerable.Range(0, scores[^1]).Select(static n => $"{n}")] : null);
        return trainer.EstimateFor(Verb, one.Subset(new int[batch]), batch);
    }
}

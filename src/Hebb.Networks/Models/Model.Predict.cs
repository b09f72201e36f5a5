namespace Hebb;

public abstract partial class Model
{
    private const int PredictionBatch = 256;
    private PredictionPool? _predictions;

    /// <summary>The outputs for these inputs, with layers in their mode of use; safe from many threads at once while nothing trains the model.</summary>
    /// <param name="x">The samples; the first axis counts them.</param>
    /// <param name="batch">How many are computed at a time.</param>
    /// <remarks>The model is captured once for each number of samples and replayed from then on, by each caller in memory of its own: the same bits as op by
    /// op. A number that a layer of your own reads from a field is the one it was then: keep what changes in a State. A layer that reads the values of
    /// tensors in its Forward cannot be captured; such a model is run op by op, as <see cref="Layer.Call(Tensor)"/> runs any.</remarks>
    /// <exception cref="UsageException">The model is being trained.</exception>
    /// <exception cref="ShapeException">The first axis of what the model gives does not count the samples. (A single number for all of them is given as it
    /// is, where they are computed at once.)</exception>
    public Tensor Predict(Tensor x, int batch = PredictionBatch)
    {
        ArgumentNullException.ThrowIfNull(x);
        return PredictAll([x], batch)[0];
    }

    /// <summary>The outputs for one sample or several, from and into memory of the host: once warm, without any allocation, and for a small model within
    /// a microsecond or so.</summary>
    /// <param name="input">The numbers of a sample in row-major order; those of the next follow.</param>
    /// <param name="output">Room for exactly what the model gives for these samples.</param>
    /// <remarks>Safe from many threads at once while nothing trains the model. The model has one input and one output, both Float32.</remarks>
    /// <exception cref="ShapeException">The input is no whole number of samples, or the output has not the room that they need.</exception>
    /// <exception cref="DTypeException">The model takes or gives another type than Float32.</exception>
    /// <exception cref="UsageException">The model is being trained, or has several inputs or outputs.</exception>
    /// <example><code>
    /// Span&lt;float&gt; logits = stackalloc float[10];
    /// model.Predict(pixels, logits);               // float[784]: one image of 28 by 28
    /// </code></example>
    public void Predict(ReadOnlySpan<float> input, Span<float> output)
    {
        RefuseWhileTrained();
        PredictionPool pool = Predictions;
        if (!pool.TakesSpans) throw NoSpans();
        (long sample, long result) = pool.Lengths;
        int samples = CountSamples(input.Length, output.Length, sample, result);
        for (int first = 0; first < samples; first += PredictionBatch)
        {
            int count = Math.Min(PredictionBatch, samples - first);
            ReadOnlySpan<float> from = input.Slice(first * (int)sample, count * (int)sample);
            Span<float> to = output.Slice(first * (int)result, count * (int)result);
            if (IsCapturing || !PredictByPlan(pool, from, to, count))
                PredictOpByOp([Tensor.From(from, Inputs[0].Shape[1..].Insert(0, count))], count)[0].CopyTo(to);
        }
    }

    /// <summary>The outputs of a model of several inputs or outputs.</summary>
    public Tensor[] PredictAll(ReadOnlySpan<Tensor> inputs, int batch = PredictionBatch)
    {
        RefuseWhileTrained();
        if (batch < 1) throw new OptionException($"Predict: the batch size is {batch}.", $"batch {batch}", "use a batch of at least one sample");
        RequireSamples(inputs);
        RequireRows();
        foreach (Tensor input in inputs)
            if (input.Shape[0] != inputs[0].Shape[0])
                throw new ShapeException("Predict: the inputs do not have the same number of samples.",
                    string.Join("   ", inputs.ToArray().Select(static x => x.Shape.ToString())),
                    "give every input the same extent along its first axis");
        return IsCapturing || Graph.AnySymbolic(inputs) ? PredictOpByOp(inputs, batch) : PredictByPlan(inputs, batch) ?? PredictOpByOp(inputs, batch);
    }

    // False when the model cannot be captured, or when an op refuses a value: op by op, the message tells in which layer.
    private static bool PredictByPlan(PredictionPool pool, ReadOnlySpan<float> from, Span<float> to, int samples)
    {
        if (pool.Take([DType.Float32], samples) is not { } prediction) return false;
        try
        {
            prediction.Run(from, to);
        }
        catch (HebbException)
        {
            return false;
        }
        pool.Return(prediction);
        return true;
    }

    // Null as above.
    private Tensor[]? PredictByPlan(ReadOnlySpan<Tensor> inputs, int batch)
    {
        PredictionPool pool = Predictions;
        Span<DType> types = stackalloc DType[inputs.Length];
        for (int i = 0; i < types.Length; i++) types[i] = inputs[i].DType;
        int samples = inputs[0].Shape[0];
        Tensor[]? results = null;
        for (int first = 0; first < samples; first += batch)
        {
            int count = Math.Min(batch, samples - first);
            if (pool.Take(types, count) is not { } prediction) return null;
            results ??= prediction.Results(samples);
            try
            {
                prediction.Run(inputs, results, first);
            }
            catch (HebbException)
            {
                return null;
            }
            pool.Return(prediction);
        }
        return results;
    }

    /// <summary>The outputs op by op.</summary>
    internal Tensor[] PredictOpByOp(ReadOnlySpan<Tensor> inputs, int batch)
    {
        int samples = inputs[0].Shape[0];
        if (samples > batch)
            RequireBatchAxis("Predict", $"samples {samples}   batch {batch}", $"predict them all at once: Predict(x, batch: {samples})");
        List<Tensor>[] parts = new List<Tensor>[Outputs.Count];
        for (int i = 0; i < parts.Length; i++) parts[i] = [];
        for (int first = 0; first < samples || first == 0; first += batch)
        {
            using var scope = TensorScope.Inference();
            int count = Math.Min(batch, samples - first);
            var rows = new Tensor[inputs.Length];
            for (int i = 0; i < rows.Length; i++) rows[i] = count == samples ? inputs[i] : inputs[i].Slice(0, first, count);
            Tensor[] outputs = CallAll(rows);
            for (int i = 0; i < parts.Length; i++) parts[i].Add(outputs[i].Detach());
        }
        var results = new Tensor[parts.Length];
        for (int i = 0; i < results.Length; i++) results[i] = parts[i].Count == 1 ? parts[i][0] : Tensor.Concat([.. parts[i]], axis: 0).Detach();
        return results;
    }

    /// <summary>The captured predictions of the model as it is; made anew when layers were added or taken off.</summary>
    internal PredictionPool Predictions => _predictions is { IsCurrent: true } pool ? pool : _predictions = new(this);

    // Inside a step that is captured, a prediction becomes part of the step.
    private static bool IsCapturing => Recorder.Current.Capture is not null;

    private void RefuseWhileTrained()
    {
        if (Volatile.Read(ref _trainers) > 0)
            throw new UsageException($"Predict: '{Name}' is being trained.", $"called from thread {Environment.CurrentManagedThreadId}",
                "predict with a copy that does not change, from model.Snapshot()");
    }

    // [1, 3] for two samples would look like the row of one.
    private void RequireRows()
    {
        for (int i = 0; i < Outputs.Count; i++)
            if (Outputs[i] is { Rank: > 0 } output && (output.Symbol?.Probe.Shape ?? output.Shape)[0] == output.Shape[0])
                throw new ShapeException($"Predict: the first axis of what '{Name}' gives does not count the samples.",
                    $"output {output.Symbol?.Print(output.Spec) ?? output.Shape.ToString()}",
                    "keep the batch axis: reduce the others alone, as Mean(axis: 1) does; Call gives what the model says of all samples together");
    }

    /// <summary>Refuses a model whose output has no place for each sample, where that is needed.</summary>
    internal void RequireBatchAxis(string verb, string values, string fix)
    {
        foreach (Tensor output in Outputs)
            if (output.Symbol is { } symbol && (output.Rank == 0 || symbol.Probe.Shape[0] == output.Shape[0]))
                throw new ShapeException($"{verb}: the first axis of what '{Name}' gives does not count the samples.",
                    $"output {symbol.Print(output.Spec)}   {values}", fix);
    }

    private HebbException NoSpans()
    {
        RequireRows();
        if (Inputs.Count == 1 && Outputs.Count == 1 && !Predictions.GivesRows)
            return new ShapeException($"Predict: the output of '{Name}' has not one row for each sample.",
                $"output {Outputs[0].Symbol!.Print(Outputs[0].Spec)}", "use Predict(Tensor), which gives what the model gives");
        if (Inputs.Count != 1 || Outputs.Count != 1)
            return new UsageException($"Predict: '{Name}' has {Inputs.Count} inputs and {Outputs.Count} outputs, and spans hold one of each.",
                $"inputs {Inputs.Count}   outputs {Outputs.Count}", "use PredictAll, with a tensor for each input");
        return new DTypeException($"Predict: '{Name}' takes {Inputs[0].DType} and gives {Outputs[0].DType}, and these spans hold Float32.",
            $"input {Inputs[0].DType}   output {Outputs[0].DType}", "use Predict(Tensor), which takes and gives every type");
    }

    private int CountSamples(int input, int output, long sample, long result)
    {
        if (input == 0 || sample == 0 || input % sample != 0)
            throw new ShapeException($"Predict: {input} numbers are not one or more samples of {Inputs[0].Shape[1..]}.", $"input {input}   sample {sample}",
                $"pass {sample} numbers for each sample, in row-major order, one sample after the other");
        long samples = input / sample;
        if (output != samples * result)
            throw new ShapeException($"Predict: the output has room for {output} numbers, and '{Name}' gives {samples * result} for "
                + $"{samples} {(samples == 1 ? "sample" : "samples")}.",
                $"output {output}   samples {samples} of {Outputs[0].Shape[1..]}", $"pass a span of {samples * result} numbers");
        return (int)samples;
    }
}

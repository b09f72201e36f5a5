namespace Hebb;

public partial class Trainer
{
    private const string Evaluating = "Evaluate", Validating = "Fit, validation";

    /// <summary>Refuses data that the model, the loss or the metrics cannot take, before the first step. Override it, together with <see cref="Step"/>,
    /// where the model
    /// is not simply fed with the inputs of a batch.</summary>
    /// <param name="verb">What is being done, as messages begin with it: <c>Fit</c>, <c>Evaluate</c>.</param>
    /// <param name="data">The samples.</param>
    /// <exception cref="ShapeException">The shapes do not belong together.</exception>
    /// <exception cref="DataException">A label makes no sense to the loss.</exception>
    protected virtual void CheckData(string verb, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireOneInputAndOutput(verb);
        Tensor input = Model.Inputs[0], output = Model.Outputs[0];
        Shape expected = input.Shape[1..];
        if (data.InputShape != expected)
        {
            throw new ShapeException($"{verb}: the samples have shape {data.InputShape}, and '{Model.Name}' was made for {expected}.",
                $"sample {data.InputShape}   model input {expected}",
                data.InputShape.Count == expected.Count ? $"make the model for {data.InputShape}, with a Reshape or Flatten layer first"
                : "use data of the model's input shape, or make the model for this data");
        }
        RequireType(verb, data.InputDType, "make the dataset from inputs");
        RequireOutputs(verb, data, output);
        RequireMetrics(verb);
        TryLossAndMetrics(verb, data, output);
        RequireLabels(verb, data, output);
    }

    // Everything that can be wrong is found before the first step, not in the middle of the night.
    private void RequireFit(string verb, Dataset data, Dataset? validation, int epochs, int batch)
    {
        if (epochs < 1) throw new OptionException($"Fit: the number of epochs is {epochs}.", $"epochs {epochs}", "train for at least one epoch");
        RequireBatch(verb, batch);
        if (Recorder.Current.OpenedAt is { Length: > 0 } opened)
            throw new UsageException($"{verb}: a GradientTape is still open on this thread.", $"opened at {opened}",
                "close it before: write 'using var tape = GradientTape.Begin();' in a block that ends first");
        RequireStep(verb);
        CheckData(verb, data);
        if (validation is not null) CheckData(Validating, validation);
        RequireFiniteWeights(verb);
    }

    private void RequireStep(string verb)
    {
        if (Model.Parameters.Count == 0)
            throw new UsageException($"{verb}: '{Model.Name}' has nothing to train.", $"weights {Model.Weights.Count()}, none of them trainable",
                "add a layer with parameters, such as Dense, or set Trainable = true on one");
        if (Loss.Reduction == Reduction.None)
            throw new UsageException($"{verb}: {Loss.GetType().Name} gives a number for each sample, and a step needs a single one.", "Reduction None",
                "leave the loss's Reduction at Mean");
    }

    private void RequireFiniteWeights(string verb)
    {
        if (FiniteCheck.FirstWeight(Model) is { } weight)
            throw new UsageException($"{verb}: '{weight.Name}' has values that are not finite before the first step.", $"{weight.Spec}",
                "load or initialise the weights anew");
    }

    private void RequireType(string verb, DType samples, string fix)
    {
        DType expected = Model.Inputs[0].DType;
        if (samples.IsFloat() && expected.IsFloat() && samples != expected)
            throw new DTypeException($"{verb}: the samples are {samples}, and '{Model.Name}' was made for {expected}.",
                $"sample {samples}   model input {expected}", $"{fix}.Cast(DType.{expected})");
    }

    internal static void RequireBatch(string verb, int batch)
    {
        if (batch < 1) throw new OptionException($"{verb}: the batch size is {batch}.", $"batch {batch}", "use at least one sample per batch; 32 is usual");
    }

    private void RequireOneInputAndOutput(string verb)
    {
        if (Model.Inputs.Count == 1 && Model.Outputs.Count == 1)
        {
            RequireBatchAxis(verb, Model);
            return;
        }
        throw new UsageException($"{verb}: '{Model.Name}' has {Model.Inputs.Count} inputs and {Model.Outputs.Count} outputs, and a dataset has one of each.",
            $"inputs {Model.Inputs.Count}   outputs {Model.Outputs.Count}",
            "derive from Trainer and override Step and CheckData, or train with a GradientTape of your own");
    }

    internal static void RequireBatchAxis(string verb, Model model)
    {
        if (model.Outputs[0] is { Rank: 0 } output)
            throw new ShapeException($"{verb}: '{model.Name}' gives a single number for all samples, and a loss compares each sample's with its label.",
                $"model output {output.Spec}", "keep the batch axis: reduce the others alone, as Mean(axis: 1) does");
        model.RequireBatchAxis(verb, $"model input {model.Inputs[0].Symbol!.Print(model.Inputs[0].Spec)}",
            "keep the batch axis: reduce the others alone, as Mean(axis: 1) does");
    }

    // A label outside the model's outputs is always wrong. Fewer classes than outputs are suspicious where they were all seen, in training; held-out data
    // may lack some.
    private void RequireOutputs(string verb, Dataset data, Tensor output)
    {
        if (Loss is not CategoricalLoss loss || data.Classes == 0 || output.Rank < 2) return;
        int outputs = output.Shape[^1];
        if (loss.IgnoredLabel is { } ignored && ignored >= outputs && ignored == data.Classes - 1) return;   // the last of the labels is no class
        if (data.Classes == outputs || (data.Classes < outputs && verb is Evaluating or Validating)) return;
        string last = output.Symbol?.Producer is LayerNode { Layer: var layer } ? $"the last layer, '{layer.Name}'," : "the last operation";
        throw new ShapeException($"{verb}: the data has {data.Classes} classes, and {last} of '{Model.Name}' gives {outputs} outputs.",
            $"classes {data.Classes}   model output {output.Symbol!.Print(output.Spec)}",
            data.Classes < outputs ? $"end the model with new Dense({data.Classes}), or name all {outputs} classes when the dataset is made"
            : $"end the model with new Dense({data.Classes})");
    }

    // Sums in fields would be lost on a checkpoint, would not be reset, and would not be counted by a captured step. Results are asked for by name.
    private void RequireMetrics(string verb)
    {
        HashSet<string> names = [];
        foreach (Metric metric in Metrics)
        {
            if (!names.Add(metric.Name))
                throw new UsageException($"{verb}: two metrics are named '{metric.Name}', and only one could be asked for.",
                    $"metrics {string.Join(", ", Metrics.Select(static one => one.Name))}", "give one of them another Name, or leave it out if it is the same");
            if (!metric.Weights.Any())
                throw new UsageException($"{verb}: the metric '{metric.Name}' keeps its sums in fields.", $"metric {metric.Name}, states 0",
                    "keep them in states: AddState in its constructor, and Assign with tensor ops in Accumulate");
        }
    }

    // Two samples tell whether shapes and types agree. Unless a user wants op by op, the ops are only written down: nothing is computed, and no loop compiled.
    private void TryLossAndMetrics(string verb, Dataset data, Tensor output)
    {
        try
        {
            if (Eager || Recorder.Current.Capture is not null) TryEagerly();
            else Capture.Run(Try);
        }
        catch (HebbException e) when (e.Within($"{verb}, tried with two samples"))
        {
            throw;
        }

        Tensor Try()
        {
            Tensor predictions = Tensor.Zeros(output.Shape[1..].Insert(0, 2), output.DType);
            Tensor labels = Tensor.Zeros(data.LabelShape.Insert(0, 2), data.LabelDType);
            Tensor? weights = data.WeightColumn is { } column ? Tensor.Ones(column.RowShape.Insert(0, 2), column.DType) : null;
            Tensor loss = Loss.Call(predictions, labels, weights);
            foreach (Metric metric in Metrics) metric.Update(predictions, labels, metric.Weighted ? weights : null);
            return loss;
        }

        void TryEagerly()
        {
            Tensor[] sums = [.. MetricSums().Select(static sum => sum.Variable.Detach())];
            using var scope = TensorScope.Inference();
            try
            {
                Try();
            }
            finally
            {
                int i = 0;
                foreach ((_, Variable sum) in MetricSums()) sum.Assign(sums[i++]);
            }
        }
    }

    private static T Given<T>(string option, T value) where T : class
    {
        ArgumentNullException.ThrowIfNull(value, option);
        return value;
    }

    private static IReadOnlyList<T> Complete<T>(string option, IReadOnlyList<T> values) where T : class
    {
        ArgumentNullException.ThrowIfNull(values, option);
        for (int i = 0; i < values.Count; i++)
            if (values[i] is null)
                throw new OptionException($"Trainer: number {i + 1} of {values.Count} in {option} is null.", $"{option}[{i}] null",
                    "leave it out, or put there what was meant");
        return values;
    }
}

namespace Hebb;

public partial class Trainer
{
    // Everything that can be wrong is found before the first step, not in the middle of the night.
    private void RequireFit(Dataset data, Dataset? validation, int epochs, int batch)
    {
        if (epochs < 1) throw new OptionException($"Fit: the number of epochs is {epochs}.", $"epochs {epochs}", "train for at least one epoch");
        if (Recorder.Current.OpenedAt is { } opened)
            throw new UsageException("Fit: a GradientTape is still open on this thread.", $"opened at {opened}", "close it before: write 'using var tape = GradientTape.Begin();' in a block that ends first");
        if (Model.Parameters.Count == 0)
            throw new UsageException($"Fit: '{Model.Name}' has nothing to train.", $"weights {Model.Weights.Count()}, none of them trainable", "add a layer with parameters, such as Dense, or set Trainable = true on one");
        RequireData("Fit", data, batch);
        if (validation is not null) RequireData("Fit, validation", validation, batch);
        foreach (Parameter parameter in Model.Parameters)
            foreach (float value in parameter.DType == DType.Float32 ? parameter.ToArray<float>() : [])
                if (!float.IsFinite(value))
                    throw new UsageException($"Fit: '{parameter.Name}' has values that are not finite before the first step.", $"a value is {value}", "load or initialise the weights anew");
    }

    private void RequireData(string verb, Dataset data, int batch)
    {
        if (batch < 1) throw new OptionException($"{verb}: the batch size is {batch}.", $"batch {batch}", "use at least one sample per batch; 32 is usual");
        if (data.Count == 0) throw new OptionException($"{verb}: the data set is empty.", "samples 0", "pass at least one sample");
        Tensor input = Model.Inputs[0], output = Model.Outputs[0];
        if (data.InputShape != input.Shape[1..])
        {
            bool sameCount = data.InputShape.Count == input.Shape[1..].Count;
            throw new ShapeException($"{verb}: the samples have shape {data.InputShape}, and '{Model.Name}' was made for {input.Shape[1..]}.", $"sample {data.InputShape}   model input {input.Shape[1..]}",
                sameCount ? $"make the model for {data.InputShape}, with a Reshape or Flatten layer first" : "use data of the model's input shape, or make the model for this data");
        }
        if (Loss is not CrossEntropy || data.Classes == 0 || output.Rank < 2 || output.Shape[^1] == data.Classes) return;
        throw new ShapeException($"{verb}: the data has {data.Classes} classes, and the last layer of '{Model.Name}' gives {output.Shape[^1]} outputs.",
            $"classes {data.Classes}   model output {output.Symbol!.Print(output.Spec)}", $"end the model with new Dense({data.Classes})");
    }
}

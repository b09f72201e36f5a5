namespace Hebb;

/// <summary>Finds what first was not finite in a step, by repeating it op by op.</summary>
internal static class FiniteCheck
{
    /// <summary>The batch, the parameter, or the op and layer whose numbers were the first to be NaN or infinite; null when all are finite.</summary>
    public static string? FirstCulprit(Trainer trainer, Batch batch)
    {
        if (!IsFinite(batch.Inputs)) return $"the inputs of the batch (rows {string.Join(", ", batch.Rows[..Math.Min(4, batch.Count)].ToArray())}...)";
        foreach (Variable weight in trainer.Model.Weights)
            if (!IsFinite(weight)) return $"'{weight.Name}' {weight.Spec}, before the step";
        string? culprit = null;
        Recorder recorder = Recorder.Current;
        recorder.Observer = (op, _, outputs) =>
        {
            if (culprit is not null) return;
            foreach (Tensor output in outputs)
                if (!IsFinite(output)) culprit = $"the output {output.Spec} of {op.Name}{(LayerScope.Current is { } layer ? $" in layer '{layer.Name}'" : "")}";
        };
        try
        {
            using (TensorScope.Training())
            {
                Tensor predictions = trainer.Model.Call(batch.Inputs);
                trainer.Loss.Call(predictions, batch.Labels);
            }
        }
        finally
        {
            recorder.Observer = null;
        }
        return culprit;
    }

    private static bool IsFinite(Tensor tensor)
    {
        if (tensor.DType == DType.Float32)
        {
            foreach (float value in tensor.View.AsSpan<float>())
                if (!float.IsFinite(value)) return false;
        }
        else if (tensor.DType == DType.Float64)
        {
            foreach (double value in tensor.View.AsSpan<double>())
                if (!double.IsFinite(value)) return false;
        }
        return true;
    }
}

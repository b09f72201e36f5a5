using System.Globalization;
using System.Numerics;

namespace Hebb;

/// <summary>Finds what first was not finite in a step, by repeating it op by op.</summary>
internal static class FiniteCheck
{
    /// <summary>The first weight with a NaN or an infinity; null when there is none.</summary>
    public static Variable? FirstWeight(Model model)
    {
        foreach (Variable weight in model.Weights)
            if (!IsFinite(weight)) return weight;
        return null;
    }

    /// <summary>Repeats a step and names the first that is not finite: the batch, a weight from before, the output of an op, a weight after the step, or the
    /// loss.
    /// Everything that a step changes is changed.</summary>
    public static string FirstCulprit(Trainer trainer, Batch batch)
    {
        string rows = $"the batch (samples {string.Join(", ", batch.Rows[..Math.Min(4, batch.Count)].ToArray())}{(batch.Count > 4 ? "..." : "")})";
        if (!IsFinite(batch.Inputs)) return $"the inputs of {rows}{Sample(batch.Inputs, batch)}";
        if (!IsFinite(batch.Labels)) return $"the labels of {rows}{Sample(batch.Labels, batch)}";
        if (FirstWeight(trainer.Model) is { } before) return $"'{before.Name}' {before.Spec}, before the step";
        string? culprit = null;
        Recorder recorder = Recorder.Current;
        recorder.Observer = (op, _, outputs) =>
        {
            if (culprit is not null) return;
            foreach (Tensor output in outputs)
                if (!IsFinite(output))
                    culprit = $"the output {output.Spec} of {op.Name}{Place(recorder)}, on {rows}{(recorder.IsRecording ? Sample(output, batch) : "")}";
        };
        double loss;
        try
        {
            loss = trainer.RunEagerly(batch);
        }
        finally
        {
            recorder.Observer = null;
        }
        if (culprit is not null) return culprit;
        return FirstWeight(trainer.Model) is { } after ? $"'{after.Name}' {after.Spec}, after the optimizer changed it, on {rows}"
            : string.Create(CultureInfo.InvariantCulture, $"the loss itself, {loss}, on {rows}");
    }

    /// <summary>Whether there is neither a NaN nor an infinity among the elements.</summary>
    public static bool IsFinite(Tensor tensor) => FirstNotFinite(tensor) < 0;

    private static int FirstNotFinite(Tensor tensor)
    {
        int first = tensor.DType == DType.Float32 ? FirstNotFinite(tensor.View.AsSpan<float>())
            : tensor.DType == DType.Float64 ? FirstNotFinite(tensor.View.AsSpan<double>()) : -1;
        GC.KeepAlive(tensor);
        return first;
    }

    private static int FirstNotFinite<T>(ReadOnlySpan<T> values) where T : unmanaged, IFloatingPoint<T>
    {
        for (int i = 0; i < values.Length; i++)
            if (!T.IsFinite(values[i])) return i;
        return -1;
    }

    // Which sample of the batch, where a tensor has a row for each.
    private static string Sample(Tensor tensor, Batch batch) => batch.Count == 1 || tensor.Rank == 0 || tensor.Shape[0] != batch.Count ? ""
        : $", first in sample {batch.Rows[(int)(FirstNotFinite(tensor) / (tensor.Count / batch.Count))]}";

    private static string Place(Recorder recorder) => LayerScope.Current is { } layer ? $" in layer '{layer.Name}'"
        : recorder.IsRecording ? "" : " while the gradients were computed";
}

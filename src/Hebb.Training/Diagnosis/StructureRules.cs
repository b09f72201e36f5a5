using System.Globalization;

namespace Hebb;

/// <summary>What can be wrong with the model and how it fits the loss.</summary>
internal static class StructureRules
{
    private const double TwinLimit = 0.5;

    public static Finding? Breakdown(Evidence e)
    {
        if (e.Breakdown is not { } breakdown) return null;
        bool isInfinite = double.IsInfinity(breakdown.Loss);
        return new(isInfinite ? FindingKind.InfiniteLoss : FindingKind.NotANumber, "",
            $"epoch {e.Run.Epoch}, step {e.Run.Step}: the first that is not finite is {breakdown.Culprit}; the run ends with the weights from before.",
            [new("loss", breakdown.Loss), new("epoch", e.Run.Epoch), new("step", e.Run.Step)],
            isInfinite ? "let the loss take logits (FromLogits, without a softmax or sigmoid at the end), and keep logarithms and divisions away from zero"
            : "check those samples, keep logarithms, roots and divisions away from zero, lower the learning rate, or clip gradients");
    }

    public static Finding? OutputActivation(Evidence e)
    {
        if (EndingAdvice(e.Model, e.Run.Trainer.Loss, () => e.Data.LabelRange) is not { } advice) return null;
        return new(FindingKind.OutputActivation, e.Model.Outputs[0].Symbol?.Producer is LayerNode { Layer: var layer } ? layer.Name : "",
            $"{WrongEnding(e.Model, e.Run.Trainer.Loss)}.", [], advice);
    }

    /// <summary>That a model ends with an activation which does not fit the loss, and what to do, in a sentence; null where it fits, or where the loss takes
    /// anything.</summary>
    public static string? EndingWarning(Model model, Loss loss) =>
        EndingAdvice(model, loss, null) is { } advice ? $"{WrongEnding(model, loss)}; {advice}" : null;

    private static string WrongEnding(Model model, Loss loss) =>
        $"the model ends with {model.Ending!.Name}, which does not give what {loss.GetType().Name} expects";

    // The range of the targets is only asked for where it matters.
    private static string? EndingAdvice(Model model, Loss loss, Func<(double, double)>? targets)
    {
        if (model.Outputs.Count != 1 || model.Ending is not { } ending) return null;
        string name = ending.Name.Split('(')[0];
        bool givesProbabilities = name is "softmax" or "sigmoid" or "hard_sigmoid" or "sparse_sigmoid" or "sparsemax" or "hardmax";
        if (name.EndsWith("softmax", StringComparison.Ordinal) && model.Outputs[0].Shape is [.., 1])
            return "the softmax of a single unit is 1 whatever its input: leave it out, and let BinaryCrossEntropy take the logit";
        return loss switch
        {
            CategoricalLoss when DataExamination.TakesProbabilities(loss) => givesProbabilities ? null
                : "end with Activation.Softmax(), or set FromLogits = true",
            BinaryLoss when DataExamination.TakesProbabilities(loss) => givesProbabilities ? null
                : "end with Activation.Sigmoid, or set FromLogits = true",
            Hinge or SquaredHinge or CategoricalHinge => name is "linear" or "tanh" ? null : "end without an activation",
            CategoricalLoss or BinaryLoss => name is "linear" or "log_softmax" ? null
                : "end without an activation: the loss takes logits; or set FromLogits = false after a softmax or sigmoid",
            MeanSquaredError or MeanAbsoluteError or HalfSquaredError or Huber or LogCosh => targets?.Invoke() is (var least, var greatest) &&
                (least < LeastOf(name) || greatest > GreatestOf(name))
                ? string.Create(CultureInfo.InvariantCulture,
                    $"end without an activation, since the targets go from {least:G3} to {greatest:G3}; or scale them") : null,
            _ => null,
        };
    }

    public static Finding? BatchOfOne(Evidence e)
    {
        if (e.Run.BatchSize > 1) return null;
        if (e.Model.Descendants().OfType<BatchNormalization>().FirstOrDefault(static layer => layer.Trainable) is not { } layer) return null;
        return new(FindingKind.BatchNormalizationOfOne, layer.Name,
            "a batch of one sample has no variance: its normalised value is beta, whatever the sample.",
            [new("batch", e.Run.BatchSize)],
            "train with larger batches (32 is usual), or normalise over each sample's own features, as LayerNormalization does");
    }

    public static Finding? Unreached(Evidence e)
    {
        if (e.Lasting.Count == 0) return null;
        foreach (LayerSample last in e.Samples[^1].Layers)
        {
            if (last.Parameters == 0) continue;
            bool isNever = e.Samples.All(sample => sample.Layers.FirstOrDefault(other => other.Layer == last.Layer) is not { } layer || !layer.IsReached);
            if (isNever)
                return new(FindingKind.UnreachedLayer, last.Layer,
                    "no gradient reaches its weights: the loss does not depend on them, or what lies between has none.",
                    [new("parameters", last.Parameters)],
                    "look for Detach, rounding, comparisons, ArgMax or thresholds after it, or an unused output; set Trainable = false if it is meant");
        }
        return null;
    }

    public static Finding? Symmetric(Evidence e)
    {
        StepSample? compared = e.Samples.LastOrDefault(static sample => sample.Layers.Any(static layer => !double.IsNaN(layer.TwinFraction)));
        foreach (LayerSample layer in compared?.Layers ?? [])
            if (layer.TwinFraction >= TwinLimit && double.IsFinite(layer.UpdateNorm))   // all NaN are alike
                return new(FindingKind.SymmetricUnits, layer.Layer,
                    "units are copies of each other after a step too: with equal weights they get equal gradients, and count as one.",
                    [new("twins", layer.TwinFraction)],
                    "draw the kernel's first values at random (Initializer.GlorotUniform, HeNormal); only biases may begin as zeros");
        return null;
    }

    private static double LeastOf(string activation) => activation switch
    {
        "relu" or "relu6" or "softplus" or "sigmoid" or "hard_sigmoid" or "sparse_sigmoid" or "softmax" or "exponential" => 0,
        "tanh" or "hard_tanh" or "softsign" => -1,
        _ => double.NegativeInfinity,
    };

    private static double GreatestOf(string activation) => activation switch
    {
        "sigmoid" or "hard_sigmoid" or "sparse_sigmoid" or "softmax" or "tanh" or "hard_tanh" or "softsign" => 1,
        "relu6" => 6,
        "log_sigmoid" => 0,
        _ => double.PositiveInfinity,
    };
}

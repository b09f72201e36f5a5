namespace Hebb;

/// <summary>What can be wrong with the samples.</summary>
internal static class DataRules
{
    private const double SharedLimit = 0.1, LargeInput = 10, SmallInput = 0.01, ImbalanceLimit = 10;

    public static Finding? Shared(Evidence e)
    {
        if (e.Run.Validation is not { } held || e.SharedSamples < SharedLimit * held.Count) return null;
        return new(FindingKind.HeldOutDataInTraining, "",
            $"{e.SharedSamples} of the {held.Count} held-out samples are also trained on, so the validation flatters.",
            [new("shared", e.SharedSamples), new("held_out", held.Count)],
            "remove duplicates before splitting, and split once: data.Split(fraction, seed), or HoldOut with groups where several samples are of one origin");
    }

    public static Finding? Inputs(Evidence e)
    {
        if (e.Samples.Count == 0 || e.SamplesSeen < Math.Min(Evidence.SamplesToJudge, e.Data.Count)) return null;
        // A batch may have a rare sample: large is what is so in most steps. It may be blank: small is what is so in all.
        double greatest = Evidence.Median(e.Samples.Select(static sample => sample.GreatestInput)), scale = e.Samples.Max(static sample => sample.InputScale);
        bool isLarge = greatest > LargeInput;
        if (!isLarge && !(scale < SmallInput)) return null;
        return new(FindingKind.UnnormalizedInputs, "",
            isLarge ? "features far larger than 1 reach the first trained layer, whose steps they make as large."
            : "inputs far smaller than 1 reach the first trained layer, and hardly move it.",
            [new("greatest_rms", greatest), new("rms", scale)],
            "begin the model with a Normalization layer that was adapted to the training samples (normalization.Adapt(train)), "
                + "or with Rescaling(1 / 255.0) for bytes");
    }

    public static Finding? Imbalance(Evidence e)
    {
        if (e.Run.Data.HasWeights || e.Run.Trainer.Loss is CategoricalLoss { ClassWeights: not null } or BinaryLoss { ClassWeights: not null }) return null;
        if (e.ClassCounts.Length < 2) return null;
        long least = e.ClassCounts.Min(), most = e.ClassCounts.Max();
        if (most < ImbalanceLimit * Math.Max(1, least)) return null;
        return new(FindingKind.ClassImbalance, "",
            $"class {Array.IndexOf(e.ClassCounts, most)} has {most} samples, class {Array.IndexOf(e.ClassCounts, least)} {least}: "
                + "always guessing the largest looks good.",
            [new("most", most), new("least", least)],
            "weigh the classes in the loss (ClassWeights = data.BalancedClassWeights()), gather more of the rare ones, and judge by F1 or AUC, not accuracy");
    }
}

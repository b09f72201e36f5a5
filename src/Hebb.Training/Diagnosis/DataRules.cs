namespace Hebb;

/// <summary>What can be wrong with the samples.</summary>
internal static class DataRules
{
    private const double LargeInput = 10, SmallInput = 0.01, ImbalanceLimit = 10;
    private const double LeastShared = 0.01, BeyondChance = 4, CopiedShare = 0.1, LogOfCopies = -6;

    public static Finding? Shared(Evidence e)
    {
        if (e.Run.Validation is not { } held || e.Shared is not { Count: > 0 and int count } shared) return null;
        double expected = shared.ByRepeats;
        // As many as a fair split gives of rows that repeat are none too many, by four deviations. But what repeats in training too may have been copied
        // before the split: then it is long, and nothing that chance would draw twice.
        bool isMore = count > expected + (BeyondChance * Math.Sqrt(expected + 1)) && count >= LeastShared * held.Count;
        bool areCopies = !isMore && count >= CopiedShare * held.Count && shared.LogOfChanceTwins < LogOfCopies;
        if (!isMore && !areCopies) return null;
        return new(FindingKind.HeldOutDataInTraining, "",
            $"{count} of the {held.Count} held-out samples are also trained on{(areCopies ? "" : ", more than chance would put there")}, so the validation flatters.",
            [new("shared", count), new("held_out", held.Count), new("by_chance", areCopies ? 0 : expected)],
            "remove duplicates before splitting, and split once: data.Split(fraction, seed), or HoldOut with groups where several samples are of one origin");
    }

    public static Finding? ConstantInputs(Evidence e)
    {
        if (e.Data.HasConstantInputs)
            return new(FindingKind.ConstantOutput, "", "all samples have the same inputs, so the model gives the same for each of them.",
                [new("samples", e.Data.Count)],
                "look at a few samples as the model gets them: a wrong column or path, or whole numbers divided to 0; no layer can tell them apart again");
        if (e.SamplesSeen < Math.Min(Evidence.SamplesToJudge, e.Data.Count) || e.Samples.All(static sample => sample.IsWiped is null)) return null;
        // Beside the first kernel a graph may have another way from the inputs to the output.
        if (e.Samples.Any(sample => sample.IsWiped == false || !(e.Model is Sequential || LearningRules.IsConstant(sample)))) return null;
        double scale = e.Samples.Max(static sample => sample.InputScale);
        return new(FindingKind.ConstantOutput, "",
            $"{(scale == 0 ? "nothing but zeros reaches" : "the same numbers reach")} the first trained layer for every sample, though the inputs differ, "
                + "so the model gives the same for each of them.",
            [new("rms", scale), new("samples", e.SamplesSeen)],
            "look at what stands before that layer: a Rescaling or mask of 0, or a function that drops its inputs; normalization cannot bring back what is gone");
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

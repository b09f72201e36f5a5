namespace Hebb;

/// <summary>What can be wrong with how the loss develops (A130).</summary>
internal static class LearningRules
{
    private const double Wild = 0.5, Still = 1e-4, Constancy = 1e-3, StrongRate = 0.5;
    private const int SamplesToJudge = 50;
    private const double WayToLearn = 0.1;
    private const int FirstSamples = 2;   // later on weights may have become small for another reason

    public static Finding? RateTooHigh(Evidence e)
    {
        if (!e.HasLosses && e.Breakdown is null) return null;
        HashSet<string> zeros = [.. e.Samples.Take(1).SelectMany(static sample => sample.Layers).Where(static layer => layer.WeightNorm == 0)
            .Select(static layer => layer.Layer)];   // of what began as nothing, any step is a large part
        double peak = PeakRatio(e.Samples.Take(FirstSamples), zeros), worst = Math.Max(e.FirstLoss, Usual(e)), best = Math.Min(e.FirstLoss, Usual(e));
        bool grows = e.RecentLoss > 1.5 * worst, jumps = peak > Wild && e.RecentLoss > 0.9 * best;
        if (!grows && !jumps) return null;
        return new(FindingKind.LearningRateTooHigh, "", grows ? "the loss is larger than it began, and than that of a constant answer."
            : "steps are about as large as the weights themselves, and the loss does not fall.",
            [new("first_loss", e.FirstLoss), new("recent_loss", e.RecentLoss), new("update_per_weight", peak), new("learning_rate", Rate(e))],
            "divide the learning rate by ten until the loss falls; LearningRateFinder shows the range");
    }

    public static Finding? RateTooLow(Evidence e)
    {
        if (!e.IsOver || e.Samples.Count < 2) return null;
        double peak = PeakRatio(e.Samples), fallen = (e.FirstLoss - e.RecentLoss) / e.FirstLoss;
        if (!(peak < Still && fallen < 0.1)) return null;
        return new(FindingKind.LearningRateTooLow, "", "steps are less than a ten-thousandth of the weights, and the loss has hardly fallen.",
            [new("update_per_weight", peak), new("fallen", fallen), new("learning_rate", Rate(e))],
            "multiply the learning rate by ten until the loss falls quickly; updates of about a thousandth of the weights are usual (A113)");
    }

    public static Finding? Constant(Evidence e)
    {
        if (e.Lasting.Count == 0) return null;
        double most = e.Lasting.Max(SpreadOf);
        if (!(most < Constancy)) return null;
        return new(FindingKind.ConstantOutput, "", "the model gives the same for every sample of a batch.", [new("spread", most)],
            "look for inputs or weights that became zero: weight decay or a penalty that is too strong, a Rescaling or mask of 0, units that died");
    }

    /// <summary>Whether the outputs of a step did not differ from sample to sample.</summary>
    public static bool IsConstant(StepSample sample) => SpreadOf(sample) < Constancy;

    public static Finding? Shuffled(Evidence e)
    {
        if (!e.IsOver || e.Data.Count < SamplesToJudge || !(Way(e) > WayToLearn)) return null;
        bool hasLearned = double.IsNaN(e.ValidationGain) ? !(e.TrainingGain < 0.1) : e.ValidationGain > 0.02;
        if (hasLearned || !(e.Data.NeighbourGain < 0.1)) return null;
        return new(FindingKind.ShuffledLabels, "",
            "nothing that was learned holds for other samples, and the nearest neighbours of a sample do not know its label either.",
            [new("neighbour_gain", e.Data.NeighbourGain), new("training_gain", e.TrainingGain), new("validation_gain", e.ValidationGain)],
            "check that inputs and labels are read, sorted and shuffled together: look at a few samples with their labels");
    }

    public static Finding? Dropout(Evidence e)
    {
        if (!e.IsOver || e.Model.Descendants().MaxBy(RateOf) is not { } layer || RateOf(layer) <= StrongRate) return null;
        double loss = e.Run.History.Epochs is [.., var last] ? last.Training.Loss : double.NaN, gap = (loss - e.LossInUse) / e.Data.Baseline;
        if (!(gap > 0.3) && !IsUnderfit(e)) return null;
        return new(FindingKind.DropoutTooStrong, layer.Name,
            "the model does far worse in training, with dropout, than it would without, or does not fit its samples.",
            [new("rate", RateOf(layer)), new("training_loss", loss), new("loss_in_use", e.LossInUse)],
            "lower the rate; 0.2 to 0.5 is usual, and less in small layers");
    }

    public static Finding? Underfitting(Evidence e)
    {
        if (!e.IsOver || !IsUnderfit(e)) return null;
        return new(FindingKind.Underfitting, "",
            "the training loss no longer falls, and the nearest neighbours of a sample know more than the model (high bias, A130).",
            [new("training_gain", e.TrainingGain), new("neighbour_gain", e.Data.NeighbourGain)],
            "use more units or layers, another architecture, weaker regularization, a longer run, or another optimizer");
    }

    public static Finding? Overfitting(Evidence e)
    {
        if (!e.IsOver || e.Run.History is not { Epochs: [_, _, .., { Validation: { } validation } last], Best: { Validation: { } least } best }) return null;
        double baseline = e.Data.Baseline, gap = (validation.Loss - last.Training.Loss) / baseline, risen = (validation.Loss - least.Loss) / baseline;
        if (!(gap > 0.25 && risen > 0.1)) return null;
        return new(FindingKind.Overfitting, "",
            $"the validation loss has been rising since epoch {best.Epoch}, while the training loss fell (high variance, A130).",
            [new("training_loss", last.Training.Loss), new("validation_loss", validation.Loss), new("best_validation_loss", least.Loss),
             new("best_epoch", best.Epoch)],
            "stop early (EarlyStopping), get more data, use dropout or weight decay, or fewer units");
    }

    private static bool IsUnderfit(Evidence e) =>
        e.IsAtRest && e.TrainingGain < 0.9 && e.Data.NeighbourGain > 0.4 && e.TrainingGain < 0.4 * e.Data.NeighbourGain;

    private static double PeakRatio(IEnumerable<StepSample> samples, HashSet<string>? but = null) => samples.SelectMany(static sample => sample.Layers)
        .Where(layer => layer.HasKernel && layer.WeightNorm > 0 && but?.Contains(layer.Layer) != true)
        .Select(static layer => layer.UpdateRatio).DefaultIfEmpty(double.NaN).Max();

    // About how far the weights of a kernel have gone, step by step, in lengths of their own: whoever has not moved cannot have learned.
    private static double Way(Evidence e) => e.Steps * Evidence.Median(e.Samples.Select(static sample => PeakRatio([sample])));

    private static double Usual(Evidence e) => double.IsNaN(e.Data.Baseline) ? e.FirstLoss : e.Data.Baseline;

    private static double RateOf(Module module) => module switch
    {
        Dropout dropout => dropout.Rate,
        SpatialDropout dropout => dropout.Rate,
        AlphaDropout dropout => dropout.Rate,
        _ => 0,
    };

    private static double SpreadOf(StepSample sample) => sample.OutputSpread / (sample.LabelSpread > 0 ? sample.LabelSpread : 1);

    private static double Rate(Evidence e) => e.Run.Trainer.Optimizer.LearningRate;
}

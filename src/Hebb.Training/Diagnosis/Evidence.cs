namespace Hebb;

/// <summary>All that was seen of a run so far: what the rules judge.</summary>
internal sealed class Evidence(TrainingRun run)
{
    private const double Kept = 0.9;

    /// <summary>The run.</summary>
    public TrainingRun Run { get; } = run;

    /// <summary>The model.</summary>
    public Model Model => Run.Model;

    /// <summary>What the data tell.</summary>
    public DataExamination Data { get; } = new(run.Data, run.Trainer.Loss);

    /// <summary>The steps that were looked into.</summary>
    public List<StepSample> Samples { get; } = [];

    /// <summary>How many steps were taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The loss of the first step.</summary>
    public double FirstLoss { get; private set; } = double.NaN;

    /// <summary>The loss of the last ten steps or so.</summary>
    public double RecentLoss { get; private set; } = double.NaN;

    /// <summary>True when nothing more will come.</summary>
    public bool IsOver { get; set; }

    /// <summary>How many held-out samples are trained on.</summary>
    public int SharedSamples { get; set; }

    /// <summary>How many samples each class has.</summary>
    public long[] ClassCounts { get; set; } = [];

    /// <summary>What first was not finite, and the loss of that step; null while all was.</summary>
    public (string Culprit, double Loss)? Breakdown { get; set; }

    /// <summary>The loss of the last batch in use, where dropout drops nothing; NaN where that was not looked at.</summary>
    public double LossInUse { get; set; } = double.NaN;

    /// <summary>The last samples that a rule may judge a lasting state by: two of them, and not the first step's alone.</summary>
    public IReadOnlyList<StepSample> Lasting => Samples.Count < 2 ? [] : Samples[^2..];

    /// <summary>How much better than a constant answer the training loss of the last epoch is: 1 for a loss of 0, 0 for no better. NaN where that cannot be
    /// told.</summary>
    public double TrainingGain => GainOf(Run.History.Epochs is [.., var last] ? last.Training.Loss : double.NaN);

    /// <summary>The same of the validation loss.</summary>
    public double ValidationGain => GainOf(Run.History.Epochs is [.., var last] ? last.Validation?.Loss ?? double.NaN : double.NaN);

    /// <summary>True when the training loss has hardly become smaller over the last quarter of the epochs, four at least.</summary>
    public bool IsAtRest
    {
        get
        {
            IReadOnlyList<EpochRecord> epochs = Run.History.Epochs;
            if (epochs.Count < 4) return false;
            double before = epochs[^(1 + Math.Max(2, epochs.Count / 4))].Training.Loss;
            return epochs[^1].Training.Loss > 0.95 * before;
        }
    }

    /// <summary>Takes a step's loss in.</summary>
    public void Add(double loss)
    {
        if (Steps++ == 0) FirstLoss = loss;
        if (double.IsFinite(loss)) RecentLoss = double.IsNaN(RecentLoss) ? loss : (Kept * RecentLoss) + ((1 - Kept) * loss);
    }

    private double GainOf(double loss) => Data.Baseline > 0 ? 1 - (loss / Data.Baseline) : double.NaN;
}

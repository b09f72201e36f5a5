namespace Hebb;

/// <summary>All that was seen of a run so far: what the rules judge.</summary>
internal sealed class Evidence(TrainingRun run)
{
    /// <summary>How many samples make a "never": what none of thirty shows, fewer than one in ten have (the rule of three, at 95 per cent).</summary>
    public const int SamplesToJudge = 30;

    private const double Kept = 0.9;
    private const int StepsToJudge = 10;

    private double _recent = double.NaN, _first;

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

    /// <summary>The loss of the first step, or the mean of as many as have thirty samples.</summary>
    public double FirstLoss => _first / Math.Min(Steps, FirstSteps);

    /// <summary>The loss of the last ten steps or so. While all is finite, no more than the mean of the last whole epoch, which has all samples: a few that are
    /// hard, or rare, do not make a loss.</summary>
    public double RecentLoss => Breakdown is null && Run.History.Epochs is [.., { Training.Loss: var mean }] ? Math.Min(mean, _recent) : _recent;

    /// <summary>Whether there were steps enough to compare <see cref="RecentLoss"/> with <see cref="FirstLoss"/>.</summary>
    public bool HasLosses => Steps >= Math.Max(StepsToJudge, FirstSteps);

    /// <summary>True when nothing more will come.</summary>
    public bool IsOver { get; set; }

    /// <summary>Which held-out samples are trained on; null without any held out.</summary>
    public SharedSamples? Shared { get; set; }

    /// <summary>How many samples each class has.</summary>
    public long[] ClassCounts { get; set; } = [];

    /// <summary>What first was not finite, and the loss of that step; null while all was.</summary>
    public (string Culprit, double Loss)? Breakdown { get; set; }

    /// <summary>The loss of the last batch in use, where dropout drops nothing; NaN where that was not looked at.</summary>
    public double LossInUse { get; set; } = double.NaN;

    /// <summary>The last samples that a rule may judge a lasting state by: two of them, and not the first step's alone.</summary>
    public IReadOnlyList<StepSample> Lasting => Samples.Count < 2 ? [] : Samples[^2..];

    /// <summary>How many samples the steps looked into have had in sum; no more than there are.</summary>
    public long SamplesSeen => CountOf(Samples);

    /// <summary>The latter half of the steps looked into.</summary>
    public IEnumerable<StepSample> LatterHalf => Samples.Skip(Math.Max(0, Math.Min(Samples.Count - 2, Samples.Count / 2)));

    /// <summary>Whether these steps have seen so many samples that what none of them shows may be called absent.</summary>
    public bool CanSayNever(IEnumerable<StepSample> samples) => CountOf(samples) >= SamplesToJudge;

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
        if (Steps++ < FirstSteps) _first += loss;
        if (double.IsFinite(loss)) _recent = double.IsNaN(_recent) ? loss : (Kept * _recent) + ((1 - Kept) * loss);
    }

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    private int FirstSteps => (SamplesToJudge + Run.BatchSize - 1) / Run.BatchSize;

    private long CountOf(IEnumerable<StepSample> samples) => Math.Min(Data.Count, samples.Sum(static sample => (long)sample.Samples));

    private double GainOf(double loss) => Data.Baseline > 0 ? 1 - (loss / Data.Baseline) : double.NaN;
}

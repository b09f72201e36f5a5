using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>What a <see cref="LearningRateFinder"/> saw.</summary>
public sealed class LearningRateFindings
{
    private const int FewestBends = 5;
    private const double Errors = 4, Begun = 0.25;

    internal LearningRateFindings(IReadOnlyList<LearningRateTrial> trials)
    {
        Trials = trials;
        int width = Math.Max(1, trials.Count / 10);   // of the stretches that are compared: single steps are mostly noise
        int least = Math.Min(width, trials.Count - 1);
        for (int i = least; i < trials.Count; i++)
            if (trials[i].Smoothed < trials[least].Smoothed) least = i;
        LeastLossRate = trials[least].Rate;
        int early = Math.Max(1, trials.Count / 5);    // steps too small to change anything
        double start = Mean(0, early), fall = start - Mean(Math.Max(0, least + 1 - width), least + 1);
        if (!(fall > Errors * Noise(least) * Math.Sqrt((1.0 / early) + (1.0 / width)))) return;
        Suggestion = trials[Steepest(least, width, start - (Begun * (start - trials[least].Smoothed)))].Rate;
    }

    // Where the smoothed loss falls fastest on its way to the least, once it has begun to fall for good. Rates are evenly apart on their logarithmic axis.
    private int Steepest(int least, int width, double begun)
    {
        int from = least;
        while (from > 0 && Trials[from - 1].Smoothed < begun) from--;
        (int at, double steepest) = (least, 0);
        for (int i = Math.Max(from, width); i <= least; i++)
        {
            double fall = Trials[i - width].Smoothed - Trials[i].Smoothed;
            if (fall > steepest) (at, steepest) = (i - (width / 2), fall);
        }
        return at;
    }

    private double Mean(int from, int to)
    {
        double sum = 0;
        for (int i = from; i < to; i++) sum += Trials[i].Loss;
        return sum / (to - from);
    }

    // By how much losses differ from batch to batch, as a standard deviation: from the median of their second differences, which a trend hardly changes.
    private double Noise(int last)
    {
        double[] bends = new double[Math.Max(0, last - 1)];
        for (int i = 0; i < bends.Length; i++) bends[i] = Math.Abs(Trials[i].Loss - (2 * Trials[i + 1].Loss) + Trials[i + 2].Loss);
        Array.Sort(bends);
        return bends.Length < FewestBends ? double.NaN : bends[bends.Length / 2] / (0.6745 * Math.Sqrt(6));
    }

    /// <summary>The steps, in the order of their rates.</summary>
    public IReadOnlyList<LearningRateTrial> Trials { get; }

    /// <summary>The rate about which the smoothed loss fell fastest; null when it never fell by more than it differs from batch to batch.</summary>
    public double? Suggestion { get; }

    /// <summary>The rate with which the smoothed loss was least: from about there on it is too high.</summary>
    public double LeastLossRate { get; }

    /// <summary>A table of about twenty of the steps, and the suggestion.</summary>
    public override string ToString()
    {
        StringBuilder text = new("rate       loss       smoothed\n");
        int every = Math.Max(1, Trials.Count / 20);
        for (int i = 0; i < Trials.Count; i += every)
            text.Append(CultureInfo.InvariantCulture, $"{Trials[i].Rate,-10:0.0e+0} {Trials[i].Loss,-10:G5} {Trials[i].Smoothed:G5}\n");
        return text.Append(Suggestion is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"The loss falls fastest at {rate:0.0e+0}, and is least at {LeastLossRate:0.0e+0}.")
            : "The loss never fell by more than it differs from batch to batch, which suggests no rate: take more steps or larger batches, begin with a "
                + "smaller rate, or look at the data and the loss.").ToString();
    }
}

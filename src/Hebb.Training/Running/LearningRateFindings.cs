using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>What a <see cref="LearningRateFinder"/> saw.</summary>
public sealed class LearningRateFindings
{
    internal LearningRateFindings(IReadOnlyList<LearningRateTrial> trials)
    {
        Trials = trials;
        int least = 0;
        for (int i = 0; i < trials.Count; i++)
            if (trials[i].Smoothed < trials[least].Smoothed) least = i;
        double steepest = 0;
        int width = Math.Max(1, trials.Count / 10);   // of the stretch whose fall is looked at: that of a single step is mostly noise
        for (int i = width; i <= least; i++)          // rates are evenly apart on their logarithmic axis
        {
            double fall = trials[i - width].Smoothed - trials[i].Smoothed;
            if (!(fall > steepest)) continue;
            steepest = fall;
            Suggestion = trials[i - width / 2].Rate;
        }
        LeastLossRate = trials[least].Rate;
    }

    /// <summary>The steps, in the order of their rates.</summary>
    public IReadOnlyList<LearningRateTrial> Trials { get; }

    /// <summary>The rate about which the smoothed loss fell fastest; null when it never fell.</summary>
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
            : "The loss never fell: begin with a smaller rate, or look at the data and the loss.").ToString();
    }
}

using System.Globalization;

namespace Hebb;

/// <summary>Finds a learning rate: raises it step by step from almost nothing to far too much, and looks where the loss falls fastest. (Smith 2017.)</summary>
/// <param name="from">The first learning rate.</param>
/// <param name="to">The last, unless the loss explodes before.</param>
/// <param name="steps">How many steps there are between them; each rate is the same multiple of the one before.</param>
/// <remarks>With few steps, or small batches, the losses may differ more from batch to batch than they fall: then there is no suggestion. Half a pass through
/// the data, or a hundred steps, are usual. The weights, the optimizer and the metrics are afterwards as they were. The optimizer's schedule is left out,
/// and gradients are applied batch by batch.</remarks>
/// <example><code>
/// LearningRateFindings findings = new LearningRateFinder().Find(trainer, train);
/// Console.WriteLine(findings);
/// trainer.Optimizer.LearningRate = findings.Suggestion ?? 1e-3;
/// </code></example>
public sealed class LearningRateFinder(double from = 1e-6, double to = 10, int steps = 100)
{
    private const int MostSteps = 100_000;
    private readonly double? _smoothing;
    private readonly double _explodes = 4;

    /// <summary>The first learning rate.</summary>
    public double From { get; } = from > 0 && double.IsFinite(from) ? from
        : throw Refused("the first rate", "from", from, "a number above zero; 1e-6 is usual");

    /// <summary>The last learning rate.</summary>
    public double To { get; } = !(to > from && double.IsFinite(to)) ? throw Refused("the last rate", "to", to, "a finite number above the first rate; 10 is usual")
        : double.IsFinite(to / from) ? to : throw new OptionException(
            string.Create(CultureInfo.InvariantCulture, $"LearningRateFinder: the way from {from} to {to} is too long to be taken in steps."),
            string.Create(CultureInfo.InvariantCulture, $"from {from}   to {to}"), "use rates less far apart; from 1e-6 to 10 is usual");

    /// <summary>How many steps are taken.</summary>
    public int Steps { get; } = steps is >= 10 and <= MostSteps ? steps
        : throw Refused("the number of steps", "steps", steps, $"from 10 to {MostSteps}; 100 is usual");

    /// <summary>How much of the smoothed loss is kept in a step, from 0 to less than 1; 0.9 by default in a hundred steps, and as much over the same part of
    /// the way in more or fewer.</summary>
    public double Smoothing
    {
        get => _smoothing ?? Math.Pow(0.9, 100.0 / Steps);
        init => _smoothing = value is >= 0 and < 1 ? value : throw Refused("the smoothing", nameof(Smoothing), value, "a number from 0 to less than 1");
    }

    /// <summary>At how many times its least value the smoothed loss has exploded, which ends the search; 4 by default.</summary>
    public double ExplodesAt
    {
        get => _explodes;
        init => _explodes = value > 1 ? value : throw Refused("the explosion", nameof(ExplodesAt), value, "a number above 1; 4 is usual");
    }

    /// <summary>Takes the steps.</summary>
    /// <param name="trainer">With the model, the optimizer, the loss and the clipping that the run will have.</param>
    /// <param name="data">The samples; in the order of the run's first epochs.</param>
    /// <param name="batch">How many samples make a step; as many as in the run.</param>
    /// <exception cref="ShapeException">The data does not fit the model, the loss or a metric.</exception>
    /// <exception cref="UsageException">A tape is open on this thread, the model is being trained, or there is nothing to train.</exception>
    public LearningRateFindings Find(Trainer trainer, Dataset data, int batch = 32)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(data);
        ExponentialMovingAverage smooth = new(Smoothing) { CorrectsBias = true };
        List<LearningRateTrial> trials = [];
        double least = double.PositiveInfinity;
        trainer.TryRates(data, batch, Enumerable.Range(0, Steps).Select(i => From * Math.Pow(To / From, i / (Steps - 1.0))), (rate, loss) =>
        {
            trials.Add(new(rate, loss, smooth.Add(loss)));
            least = Math.Min(least, smooth.Value);
            return double.IsFinite(loss) && smooth.Value <= least + (ExplodesAt - 1) * Math.Abs(least);
        });
        return new(trials);
    }

    private static OptionException Refused(string what, string option, double value, string advice) =>
        new(string.Create(CultureInfo.InvariantCulture, $"LearningRateFinder: {what} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), $"use {advice}");
}

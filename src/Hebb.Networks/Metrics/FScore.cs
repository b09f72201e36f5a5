using System.Globalization;

namespace Hebb;

/// <summary>The weighted harmonic mean of precision P and recall R: <c>(1 + b^2) P R / (b^2 P + R)</c>; with b = 1 the F1 score. It is high only where both
/// are. (Van Rijsbergen 1979.)</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes and <see cref="AveragedMetric"/> for the average over classes, which is one of the classes' scores, not
/// the score of averages. Of classes with one answer each, the micro average is the accuracy.</remarks>
/// <example><code>
/// Metric f1 = new FScore(10);              // named f1
/// Metric f2 = new FScore { Beta = 2 };     // named f2: recall matters twice as much
/// </code></example>
public sealed class FScore : AveragedMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public FScore() => Name = "f1";

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public FScore(int classes) : base(classes) => Name = "f1";

    /// <summary>How many times as much recall matters as precision; 1 by default.</summary>
    public double Beta
    {
        get;
        init
        {
            string text = value.ToString(CultureInfo.InvariantCulture);
            field = value is >= 1e-6 and <= 1e6 ? value
                : throw new OptionException($"FScore: recall cannot matter {text} times as much as precision.", $"Beta {text}",
                    "use a number from 1e-6 to 1e6: 1 where both matter as much, 2 where recall does more, 0.5 where precision does");
            if (Name == "f1") GiveName($"f{text}", isChosen: true);
        }
    } = 1;

    /// <inheritdoc/>
    protected override string What => Beta == 1 ? "the harmonic mean of precision and recall"
        : string.Create(CultureInfo.InvariantCulture, $"the harmonic mean of precision and recall, which counts {Beta} times as much");

    /// <inheritdoc/>
    protected override double Of(AnswerCounts counts) => counts.FScore(Beta);
}

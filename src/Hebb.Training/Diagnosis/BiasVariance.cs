namespace Hebb;

/// <summary>What the errors on training and on held-out samples say about a model (A130, A131).</summary>
/// <remarks>
/// <para>The bias is how far the training error lies above Bayes' error, the least that any model can reach (that of people often stands for it); the
/// variance is
/// how far the error on held-out samples lies above that on training samples. More layers and units lower the bias and raise the variance.</para>
/// <para>Notes that judge the training error alone call 15 % a high bias; where even people err in 15 % of the cases, it is none.</para>
/// </remarks>
/// <example><code>
/// BiasVariance verdict = BiasVariance.Diagnose(trainError: 0.15, devError: 0.30);
/// Console.WriteLine(verdict);   // high bias and high variance: the model neither fits its samples nor holds for others
/// </code></example>
/// <param name="Bias">The training error less Bayes' error.</param>
/// <param name="Variance">The error on held-out samples less that on training samples.</param>
/// <param name="HasHighBias">Whether the model underfits.</param>
/// <param name="HasHighVariance">Whether the model overfits.</param>
public sealed record BiasVariance(double Bias, double Variance, bool HasHighBias, bool HasHighVariance)
{
    /// <summary>How much above Bayes' error a training error may be, and how much a held-out error above that: five in a hundred samples.</summary>
    public const double Tolerance = 0.05;

    /// <summary>In a few words: <c>high variance</c>, <c>high bias</c>, <c>high bias and high variance</c>, <c>low bias and low variance</c>.</summary>
    public string Label => (HasHighBias, HasHighVariance) switch
    {
        (true, true) => "high bias and high variance",
        (true, false) => "high bias",
        (false, true) => "high variance",
        _ => "low bias and low variance",
    };

    /// <summary>Judges two errors, as fractions of the samples.</summary>
    /// <param name="trainError">The error on the samples that were trained on.</param>
    /// <param name="devError">The error on held-out ones.</param>
    /// <param name="bayesError">The least error that is possible; 0 where nothing else is known.</param>
    /// <exception cref="OptionException">An error is no fraction from 0 to 1.</exception>
    public static BiasVariance Diagnose(double trainError, double devError, double bayesError = 0)
    {
        Require(nameof(trainError), trainError);
        Require(nameof(devError), devError);
        Require(nameof(bayesError), bayesError);
        (double bias, double variance) = (trainError - bayesError, devError - trainError);
        return new(bias, variance, bias > Tolerance, variance > Tolerance);
    }

    /// <summary>The label, and what it means.</summary>
    public override string ToString() => Label + (HasHighBias, HasHighVariance) switch
    {
        (true, true) => ": the model neither fits its samples nor holds for others; take a larger or other network first, then more data or regularization",
        (true, false) => ": the model underfits; take more units or layers, train longer, or try another architecture or optimizer",
        (false, true) => ": the model overfits; take more data, regularization, or a smaller network",
        _ => ": the model fits its samples and holds for others",
    };

    private static void Require(string name, double error)
    {
        if (error is >= 0 and <= 1) return;
        string value = error.ToString(System.Globalization.CultureInfo.InvariantCulture);
        throw new OptionException($"Diagnose: {name} is {value}.", $"{name} {value}", "pass errors as fractions from 0 to 1: 0.15 for fifteen per cent");
    }
}

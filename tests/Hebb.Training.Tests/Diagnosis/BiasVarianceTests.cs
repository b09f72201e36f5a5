namespace Hebb.Training.Tests.Diagnosis;

public sealed class BiasVarianceTests
{
    // The tables of the notes, in per cent (A130): the label of each column, with Bayes' error near zero.
    [Theory]
    [InlineData(1, 11, "high variance")]
    [InlineData(15, 16, "high bias")]
    [InlineData(15, 30, "high bias and high variance")]
    [InlineData(0.5, 1, "low bias and low variance")]
    [InlineData(1, 10, "high variance")]
    [InlineData(12, 13, "high bias")]
    [InlineData(12, 24, "high bias and high variance")]
    public void The_columns_of_the_notes_have_their_labels(double train, double dev, string label) =>
        Assert.Equal(label, BiasVariance.Diagnose(train / 100, dev / 100).Label);

    [Fact]
    public void Where_nobody_does_better_an_error_of_fifteen_in_a_hundred_is_no_bias()
    {
        BiasVariance verdict = BiasVariance.Diagnose(0.15, 0.16, bayesError: 0.15);
        Assert.Equal("low bias and low variance", verdict.Label);
        Assert.Equal((0.0, 0.01), (verdict.Bias, Math.Round(verdict.Variance, 12)));
        Assert.Equal("high variance", BiasVariance.Diagnose(0.15, 0.30, bayesError: 0.14).Label);
    }

    // Low or high training error against low or high test error (A131).
    [Theory]
    [InlineData(0.02, 0.03, false, false)]
    [InlineData(0.02, 0.30, false, true)]
    [InlineData(0.30, 0.31, true, false)]
    [InlineData(0.30, 0.02, true, false)]
    public void The_square_of_low_and_high_errors(double train, double test, bool underfits, bool overfits)
    {
        BiasVariance verdict = BiasVariance.Diagnose(train, test);
        Assert.Equal((underfits, overfits), (verdict.HasHighBias, verdict.HasHighVariance));
        Assert.Equal((underfits, overfits), (verdict.ToString().Contains("underfits", StringComparison.Ordinal),
            verdict.ToString().Contains("overfits", StringComparison.Ordinal)));
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("diagnosis_errors",
    [
        ("a training error in per cent", () => BiasVariance.Diagnose(15, 0.3)),
        ("a negative error", () => BiasVariance.Diagnose(0.15, -0.1)),
        ("an error of Bayes that is no number", () => BiasVariance.Diagnose(0.15, 0.3, double.NaN)),
        ("a doctor for every 0 steps", () => _ = new Doctor { Every = 0 }),
        ("a monitor for every -1 steps", () => _ = new GradientMonitor { Every = -1 }),
        ("a figure that a finding has not", () => _ = new Finding(FindingKind.Overfitting, "", "seen", [new("gap", 1)], "do")["rate"]),
    ]);

    [Fact]
    public void A_finding_is_printed_with_its_figures_and_advice() => Snapshot.Matches("finding",
        new Finding(FindingKind.DeadUnits, "dense", "units are dead.", [new("dead", 2 / 3.0), new("units", 1234)], "revive them") + "\n"
            + new Finding(FindingKind.Overfitting, "", "it overfits.", [], "stop early"));
}

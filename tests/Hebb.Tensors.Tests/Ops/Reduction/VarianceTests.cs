namespace Hebb;

public sealed class VarianceTests
{
    [Fact]
    public void Variance_meets_its_spec() => ReductionSpec.Verify("Variance", (x, axes, keep) => x.Variance(axes, keep),
        x => x.Sum(value => (value - x.Average()) * (value - x.Average())) / x.Length);

    [Fact]
    public void A_correction_divides_by_less() => ReductionSpec.Verify("Variance (correction)", (x, axes, keep) => x.Variance(axes, keep, correction: 0.5),
        x => x.Sum(value => (value - x.Average()) * (value - x.Average())) / (x.Length - 0.5));

    [Fact]
    public void Bessels_correction_estimates_the_population() => Assert.Equal(5 / 3.0, Tensor.From([1.0, 2, 3, 4]).Variance(correction: 1).ToScalar(), 15);

    [Fact]
    public void Integers_are_refused() => Snapshot.Throws<DTypeException>("variance-of-integers", () => Tensor.From([1, 2]).Variance());
}

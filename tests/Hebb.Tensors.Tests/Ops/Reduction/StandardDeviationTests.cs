namespace Hebb;

public sealed class StandardDeviationTests
{
    [Fact]
    public void StandardDeviation_meets_its_spec() => ReductionSpec.Verify("StandardDeviation", (x, axes, keep) => x.Rank == 0 ? x.Abs() : x.StandardDeviation(axes, keep), x => x.Length == 1 ? Math.Abs(x[0]) : Math.Sqrt(x.Sum(value => (value - x.Average()) * (value - x.Average())) / x.Length));
}

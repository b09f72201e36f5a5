namespace Hebb;

public sealed class StandardDeviationTests
{
    [Fact]
    public void StandardDeviation_meets_its_spec() => ReductionSpec.Verify("StandardDeviation", (x, axes, keep) => x.StandardDeviation(axes, keep),
        x => Math.Sqrt(x.Sum(value => (value - x.Average()) * (value - x.Average())) / x.Length), scalars: false);

    [Fact]
    public void A_single_number_has_none() => Assert.Equal(0, Tensor.Scalar(3).StandardDeviation().ToScalar());
}

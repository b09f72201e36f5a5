namespace Hebb;

public sealed class MeanTests
{
    [Fact]
    public void Mean_meets_its_spec() => ReductionSpec.Verify("Mean", (x, axes, keep) => x.Mean(axes, keep), x => x.Average());

    [Fact]
    public void The_mean_of_nothing_is_not_a_number() => Assert.True(double.IsNaN(Tensor.Zeros([0]).Mean().ToScalar()));

    [Fact]
    public void Integers_are_refused() => Snapshot.Throws<DTypeException>("mean-of-integers", () => Tensor.From([1, 2]).Mean());
}

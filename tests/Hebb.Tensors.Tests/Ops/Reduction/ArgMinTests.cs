using Hebb.Testing;

namespace Hebb;

public sealed class ArgMinTests
{
    [Fact]
    public void ArgMin_meets_its_spec() => ReductionSpec.Verify("ArgMin",
        (x, axes, keep) => x.ArgMin(axes.Length == 0 ? null : axes[0], keep), x => Array.IndexOf(x, x.Min()),
        spec => spec with { Inputs = [Values.Distinct()], Tolerance = Tolerance.Exact, Gradient = 0 }, severalAxes: false);

    [Fact]
    public void The_first_of_equal_elements_is_named() => Assert.Equal(1, Tensor.From([9f, 2f, 2f, 3f]).ArgMin().ToScalar());

    [Fact]
    public void NaN_counts_as_the_least() =>
        Assert.Equal([2], Tensor.From([1f, -8f, float.NaN, 9f, float.NaN]).ArgMin(axis: 0, keepDims: true).ToArray<int>());

    [Fact]
    public void Nothing_to_choose_from_is_refused() => Snapshot.Throws<ShapeException>("argmin-of-nothing", () => Tensor.Zeros([3, 0]).ArgMin(axis: 1));
}

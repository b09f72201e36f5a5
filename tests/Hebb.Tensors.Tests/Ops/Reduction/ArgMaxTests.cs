using Hebb.Testing;

namespace Hebb;

public sealed class ArgMaxTests
{
    [Fact]
    public void ArgMax_meets_its_spec() => ReductionSpec.Verify("ArgMax",
        (x, axes, keep) => x.ArgMax(axes.Length == 0 ? null : axes[0], keep), x => Array.IndexOf(x, x.Max()),
        spec => spec with { Inputs = [Values.Distinct()], Tolerance = Tolerance.Exact, Gradient = 0 }, severalAxes: false);

    [Fact]
    public void The_first_of_equal_elements_is_named() => Assert.Equal(1, Tensor.From([0f, 7f, 7f, 3f]).ArgMax().ToScalar());

    [Fact]
    public void NaN_counts_as_the_greatest() =>
        Assert.Equal([2], Tensor.From([1f, -8f, float.NaN, 9f, float.NaN]).ArgMax(axis: 0, keepDims: true).ToArray<int>());

    [Fact]
    public void Nothing_to_choose_from_is_refused() => Snapshot.Throws<ShapeException>("argmax-of-nothing", () => Tensor.Zeros([3, 0]).ArgMax(axis: 1));
}

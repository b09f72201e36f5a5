using Hebb.Testing;

namespace Hebb;

public sealed class AllTests
{
    [Fact]
    public void All_meets_its_spec() => ReductionSpec.Verify("All", (x, axes, keep) => x.All(axes, keep), x => x.All(value => value != 0) ? 1 : 0,
        spec => spec with { Inputs = [Values.Masks()], Tolerance = Tolerance.Exact, Gradient = 0 });

    [Fact]
    public void Of_nothing_it_is_true() => Assert.Equal([true, true], Tensor.Zeros([2, 0], DType.Bool).All(axis: 1).ToArray<bool>());

    [Fact]
    public void Numbers_are_refused() => Snapshot.Throws<DTypeException>("all-of-numbers", () => Tensor.Zeros([2]).All());
}

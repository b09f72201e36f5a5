using Hebb.Testing;

namespace Hebb;

public sealed class AnyTests
{
    [Fact]
    public void Any_meets_its_spec() => ReductionSpec.Verify("Any", (x, axes, keep) => x.Any(axes, keep), x => x.Any(value => value != 0) ? 1 : 0,
        spec => spec with { Inputs = [Values.Masks()], Tolerance = Tolerance.Exact, Gradient = 0 });

    [Fact]
    public void Of_nothing_it_is_false() => Assert.Equal([false, false], Tensor.Zeros([2, 0], DType.Bool).Any(axis: 1).ToArray<bool>());

    [Fact]
    public void Numbers_are_refused() => Snapshot.Throws<DTypeException>("any-of-numbers", () => Tensor.Zeros([2]).Any());
}

using Hebb.Testing;

namespace Hebb;

public sealed class NegateTests
{
    [Fact]
    public void Negate_meets_its_spec() => (OpSpec.Elementwise("Negate", x => x.Negate(), x => -x) with { Tolerance = Tolerance.Ulps(0.5) }).Verify();

    [Fact]
    public void The_verb_is_the_operator() => Assert.Equal([-1f, 2f], Tensor.From([1f, -2f]).Negate().ToArray<float>());
}

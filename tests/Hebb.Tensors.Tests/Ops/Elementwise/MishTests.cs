using Hebb.Testing;

namespace Hebb;

public sealed class MishTests
{
    [Fact]
    public void Mish_meets_its_spec() => (OpSpec.Elementwise("Mish", x => x.Mish(), x => x * Math.Tanh(Exact.Softplus(x))) with
    {
        Tolerance = Tolerance.Ulps(5),
        Inputs = [Values.Uniform(-8, 8)],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class SoftplusTests
{
    [Fact]
    public void Softplus_meets_its_spec() => (OpSpec.Elementwise("Softplus", x => x.Softplus(), Exact.Softplus) with
    {
        Tolerance = Tolerance.Ulps(3),
        Inputs = [Values.Uniform(-8, 8)],
    }).Verify();
}

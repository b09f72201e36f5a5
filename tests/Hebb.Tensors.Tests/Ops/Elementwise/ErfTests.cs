using Hebb.Testing;

namespace Hebb;

public sealed class ErfTests
{
    [Fact]
    public void Erf_meets_its_spec() => (OpSpec.Elementwise("Erf", x => x.Erf(), Exact.Erf) with { Inputs = [Values.Uniform(-4, 4)] }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class Expm1Tests
{
    [Fact]
    public void Expm1_meets_its_spec() => (OpSpec.Elementwise("Expm1", x => x.Expm1(), Exact.Expm1) with { Inputs = [Values.Uniform(-5, 5)] }).Verify();
}

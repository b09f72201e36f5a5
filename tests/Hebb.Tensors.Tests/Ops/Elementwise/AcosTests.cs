using Hebb.Testing;

namespace Hebb;

public sealed class AcosTests
{
    [Fact]
    public void Acos_meets_its_spec() => (OpSpec.Elementwise("Acos", x => x.Acos(), Math.Acos) with { Inputs = [Values.Uniform(-0.9, 0.9)] }).Verify();
}

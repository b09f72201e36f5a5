using Hebb.Testing;

namespace Hebb;

public sealed class AtanTests
{
    [Fact]
    public void Atan_meets_its_spec() => (OpSpec.Elementwise("Atan", x => x.Atan(), Math.Atan) with { Inputs = [Values.Uniform(-5, 5)] }).Verify();
}

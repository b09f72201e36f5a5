using Hebb.Testing;

namespace Hebb;

public sealed class TanhTests
{
    [Fact]
    public void Tanh_meets_its_spec() => (OpSpec.Elementwise("Tanh", x => x.Tanh(), Math.Tanh) with { Inputs = [Values.Uniform(-5, 5)] }).Verify();
}

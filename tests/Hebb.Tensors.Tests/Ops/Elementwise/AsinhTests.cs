using Hebb.Testing;

namespace Hebb;

public sealed class AsinhTests
{
    [Fact]
    public void Asinh_meets_its_spec() => (OpSpec.Elementwise("Asinh", x => x.Asinh(), Math.Asinh) with { Inputs = [Values.Uniform(-5, 5)] }).Verify();
}

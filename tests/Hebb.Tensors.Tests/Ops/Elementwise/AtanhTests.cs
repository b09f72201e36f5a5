using Hebb.Testing;

namespace Hebb;

public sealed class AtanhTests
{
    [Fact]
    public void Atanh_meets_its_spec() => (OpSpec.Elementwise("Atanh", x => x.Atanh(), Math.Atanh) with { Inputs = [Values.Uniform(-0.9, 0.9)] }).Verify();
}

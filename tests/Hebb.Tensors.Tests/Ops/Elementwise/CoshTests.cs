using Hebb.Testing;

namespace Hebb;

public sealed class CoshTests
{
    [Fact]
    public void Cosh_meets_its_spec() => (OpSpec.Elementwise("Cosh", x => x.Cosh(), Math.Cosh) with { Inputs = [Values.Uniform(-5, 5)] }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class ExpTests
{
    [Fact]
    public void Exp_meets_its_spec() => (OpSpec.Elementwise("Exp", x => x.Exp(), Math.Exp) with { Inputs = [Values.Uniform(-5, 5)] }).Verify();
}

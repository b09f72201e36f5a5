using Hebb.Testing;

namespace Hebb;

public sealed class SoftsignTests
{
    [Fact]
    public void Softsign_meets_its_spec() => (OpSpec.Elementwise("Softsign", x => x.Softsign(), x => x / (1 + Math.Abs(x))) with
    {
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, 0)],
    }).Verify();
}

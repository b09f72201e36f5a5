using Hebb.Testing;

namespace Hebb;

public sealed class HardSigmoidTests
{
    [Fact]
    public void HardSigmoid_meets_its_spec() => (OpSpec.Elementwise("HardSigmoid", x => x.HardSigmoid(), x => Math.Clamp(x / 6 + 0.5, 0, 1)) with
    {
        Tolerance = Tolerance.Relative(1e-7),
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, -3, 3)],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class HardSiluTests
{
    [Fact]
    public void HardSilu_meets_its_spec() => (OpSpec.Elementwise("HardSilu", x => x.HardSilu(), x => x * Math.Clamp(x / 6 + 0.5, 0, 1)) with
    {
        Tolerance = Tolerance.Relative(2e-7),
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, -3, 3)],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class HardTanhTests
{
    [Fact]
    public void HardTanh_meets_its_spec() => (OpSpec.Elementwise("HardTanh", x => x.HardTanh(), x => Math.Clamp(x, -1, 1)) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, -1, 1)],
    }).Verify();
}

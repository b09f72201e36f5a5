using Hebb.Testing;

namespace Hebb;

public sealed class Relu6Tests
{
    [Fact]
    public void Relu6_meets_its_spec() => (OpSpec.Elementwise("Relu6", x => x.Relu6(), x => Math.Clamp(x, 0, 6)) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, 0, 6)],
    }).Verify();
}

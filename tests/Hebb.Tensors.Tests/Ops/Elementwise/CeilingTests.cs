using Hebb.Testing;

namespace Hebb;

public sealed class CeilingTests
{
    [Fact]
    public void Ceiling_meets_its_spec() => (OpSpec.Elementwise("Ceiling", x => x.Ceiling(), Math.Ceiling) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Uniform(-3, 3).AwayFrom(0.05, -3, -2, -1, 0, 1, 2, 3)],
    }).Verify();
}

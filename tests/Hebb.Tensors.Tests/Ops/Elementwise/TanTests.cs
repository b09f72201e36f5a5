using Hebb.Testing;

namespace Hebb;

public sealed class TanTests
{
    [Fact]
    public void Tan_meets_its_spec() => (OpSpec.Elementwise("Tan", x => x.Tan(), Math.Tan) with
    {
        Tolerance = Tolerance.Ulps(4),
        Inputs = [Values.Uniform(-1.3, 1.3)],
        Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e-30, -1e-30, 1, -1, 1000, -1000],
    }).Verify();
}

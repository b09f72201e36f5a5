using Hebb.Testing;

namespace Hebb;

public sealed class SinTests
{
    [Fact]
    public void Sin_meets_its_spec() => (OpSpec.Elementwise("Sin", x => x.Sin(), Math.Sin) with
    {
        Inputs = [Values.Uniform(-8, 8)],
        Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e-30, -1e-30, 1, -1, 1000, -1000],
    }).Verify();
}

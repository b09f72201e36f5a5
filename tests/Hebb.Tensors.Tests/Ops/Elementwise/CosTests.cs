using Hebb.Testing;

namespace Hebb;

public sealed class CosTests
{
    [Fact]
    public void Cos_meets_its_spec() => (OpSpec.Elementwise("Cos", x => x.Cos(), Math.Cos) with
    {
        Inputs = [Values.Uniform(-8, 8)],
        Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e-30, -1e-30, 1, -1, 1000, -1000],
    }).Verify();
}

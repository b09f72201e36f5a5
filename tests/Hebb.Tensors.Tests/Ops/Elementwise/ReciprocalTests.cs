using Hebb.Testing;

namespace Hebb;

public sealed class ReciprocalTests
{
    [Fact]
    public void Reciprocal_meets_its_spec() => (OpSpec.Elementwise("Reciprocal", x => x.Reciprocal(), x => 1 / x) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Normal().AwayFromZero(0.3)],
    }).Verify();
}

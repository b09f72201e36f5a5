using Hebb.Testing;

namespace Hebb;

public sealed class DivideTests
{
    [Fact]
    public void Divide_meets_its_spec() => (OpSpec.Elementwise("Divide", (x, y) => x / y, (x, y) => x / y) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Normal(), Values.Normal().AwayFromZero(0.3)],
    }).Verify();
}

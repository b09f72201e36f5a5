using Hebb.Testing;

namespace Hebb;

public sealed class SubtractTests
{
    [Fact]
    public void Subtract_meets_its_spec() => (OpSpec.Elementwise("Subtract", (x, y) => x - y, (x, y) => x - y) with
    {
        Tolerance = Tolerance.Ulps(0.5),
    }).Verify();
}

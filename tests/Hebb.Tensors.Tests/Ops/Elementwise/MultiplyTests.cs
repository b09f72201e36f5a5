using Hebb.Testing;

namespace Hebb;

public sealed class MultiplyTests
{
    [Fact]
    public void Multiply_meets_its_spec() => (OpSpec.Elementwise("Multiply", (x, y) => x * y, (x, y) => x * y) with
    {
        Tolerance = Tolerance.Ulps(0.5),
    }).Verify();
}

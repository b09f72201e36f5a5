using Hebb.Testing;

namespace Hebb;

public sealed class SquareTests
{
    [Fact]
    public void Square_meets_its_spec() => (OpSpec.Elementwise("Square", x => x.Square(), x => x * x) with { Tolerance = Tolerance.Ulps(0.5) }).Verify();
}

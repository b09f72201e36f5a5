using Hebb.Testing;

namespace Hebb;

public sealed class AddTests
{
    [Fact]
    public void Add_meets_its_spec() => (OpSpec.Elementwise("Add", (x, y) => x + y, (x, y) => x + y) with { Tolerance = Tolerance.Ulps(0.5) }).Verify();
}

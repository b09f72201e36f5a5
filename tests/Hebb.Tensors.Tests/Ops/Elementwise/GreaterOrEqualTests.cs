using Hebb.Testing;

namespace Hebb;

public sealed class GreaterOrEqualTests
{
    [Fact]
    public void GreaterOrEqual_meets_its_spec() => (OpSpec.Elementwise("GreaterOrEqual", (x, y) => x.GreaterOrEqual(y), (x, y) => x >= y ? 1 : 0) with
    {
        Gradient = 0,
        Inputs = [Values.Normal()],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class GreaterTests
{
    [Fact]
    public void Greater_meets_its_spec() => (OpSpec.Elementwise("Greater", (x, y) => x.Greater(y), (x, y) => x > y ? 1 : 0) with
    {
        Gradient = 0,
        Inputs = [Values.Normal()],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class EqualToTests
{
    [Fact]
    public void EqualTo_meets_its_spec() => (OpSpec.Elementwise("EqualTo", (x, y) => x.EqualTo(y), (x, y) => x == y ? 1 : 0) with
    {
        Gradient = 0,
        Inputs = [Values.Normal()],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class NotEqualToTests
{
    [Fact]
    public void NotEqualTo_meets_its_spec() => (OpSpec.Elementwise("NotEqualTo", (x, y) => x.NotEqualTo(y), (x, y) => x != y ? 1 : 0) with
    {
        Gradient = 0,
        Inputs = [Values.Normal()],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class OrTests
{
    [Fact]
    public void Or_meets_its_spec() => (OpSpec.Elementwise("Or", (x, y) => x.Or(y), (x, y) => (int)x | (int)y) with
    {
        Gradient = 0,
        Inputs = [Values.Masks()],
    }).Verify();
}

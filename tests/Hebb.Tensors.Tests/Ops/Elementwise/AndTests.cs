using Hebb.Testing;

namespace Hebb;

public sealed class AndTests
{
    [Fact]
    public void And_meets_its_spec() => (OpSpec.Elementwise("And", (x, y) => x.And(y), (x, y) => (int)x & (int)y) with
    {
        Gradient = 0,
        Inputs = [Values.Masks()],
    }).Verify();
}

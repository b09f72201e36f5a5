using Hebb.Testing;

namespace Hebb;

public sealed class XorTests
{
    [Fact]
    public void Xor_meets_its_spec() => (OpSpec.Elementwise("Xor", (x, y) => x.Xor(y), (x, y) => (int)x ^ (int)y) with
    {
        Gradient = 0,
        Inputs = [Values.Masks()],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class LessOrEqualTests
{
    [Fact]
    public void LessOrEqual_meets_its_spec() => (OpSpec.Elementwise("LessOrEqual", (x, y) => x.LessOrEqual(y), (x, y) => x <= y ? 1 : 0) with
    {
        Gradient = 0,
        Inputs = [Values.Normal()],
    }).Verify();
}

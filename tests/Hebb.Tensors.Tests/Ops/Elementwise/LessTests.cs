using Hebb.Testing;

namespace Hebb;

public sealed class LessTests
{
    [Fact]
    public void Less_meets_its_spec() => (OpSpec.Elementwise("Less", (x, y) => x.Less(y), (x, y) => x < y ? 1 : 0) with
    {
        Gradient = 0,
        Inputs = [Values.Normal()],
    }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class IsNaNTests
{
    [Fact]
    public void IsNaN_meets_its_spec() => (OpSpec.Elementwise("IsNaN", x => x.IsNaN(), x => double.IsNaN(x) ? 1 : 0) with { Gradient = 0 }).Verify();
}

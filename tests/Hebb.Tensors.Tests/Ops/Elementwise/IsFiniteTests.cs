using Hebb.Testing;

namespace Hebb;

public sealed class IsFiniteTests
{
    [Fact]
    public void IsFinite_meets_its_spec() => (OpSpec.Elementwise("IsFinite", x => x.IsFinite(), x => double.IsFinite(x) ? 1 : 0) with
    {
        Gradient = 0,
    }).Verify();
}

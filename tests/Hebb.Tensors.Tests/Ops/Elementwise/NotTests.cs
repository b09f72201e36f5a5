using Hebb.Testing;

namespace Hebb;

public sealed class NotTests
{
    [Fact]
    public void Not_meets_its_spec() => (OpSpec.Elementwise("Not", x => x.Not(), x => 1 - x) with { Gradient = 0, Inputs = [Values.Masks()] }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class SiluTests
{
    [Fact]
    public void Silu_meets_its_spec() => (OpSpec.Elementwise("Silu", x => x.Silu(), x => x * Exact.Sigmoid(x)) with
    {
        Tolerance = Tolerance.Ulps(3),
        Inputs = [Values.Uniform(-8, 8)],
    }).Verify();
}

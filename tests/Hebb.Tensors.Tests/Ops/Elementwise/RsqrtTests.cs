using Hebb.Testing;

namespace Hebb;

public sealed class RsqrtTests
{
    [Fact]
    public void Rsqrt_meets_its_spec() => (OpSpec.Elementwise("Rsqrt", x => x.Rsqrt(), x => 1 / Math.Sqrt(x)) with
    {
        Tolerance = Tolerance.Ulps(1.5),
        Inputs = [Values.Positive()],
    }).Verify();
}

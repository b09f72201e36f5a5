using Hebb.Testing;

namespace Hebb;

public sealed class TanhShrinkTests
{
    [Fact]
    public void TanhShrink_meets_its_spec() => (OpSpec.Elementwise("TanhShrink", x => x.TanhShrink(), x => x - Math.Tanh(x)) with
    {
        Tolerance = Tolerance.Relative(2e-7),
        Inputs = [Values.Uniform(-4, 4)],
    }).Verify();
}

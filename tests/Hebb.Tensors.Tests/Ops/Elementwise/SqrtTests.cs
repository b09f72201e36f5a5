using Hebb.Testing;

namespace Hebb;

public sealed class SqrtTests
{
    [Fact]
    public void Sqrt_meets_its_spec() => (OpSpec.Elementwise("Sqrt", x => x.Sqrt(), Math.Sqrt) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Positive()],
    }).Verify();
}

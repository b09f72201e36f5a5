using Hebb.Testing;

namespace Hebb;

public sealed class SignTests
{
    [Fact]
    public void Sign_meets_its_spec() => (OpSpec.Elementwise("Sign", x => x.Sign(), x => double.IsNaN(x) ? x : Math.Sign(x)) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Normal().AwayFromZero()],
        Gradient = 1,
    }).Verify();
}

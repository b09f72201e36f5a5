using Hebb.Testing;

namespace Hebb;

public sealed class RoundTests
{
    [Fact]
    public void Round_meets_its_spec() => (OpSpec.Elementwise("Round", x => x.Round(), Math.Round) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Uniform(-3, 3).AwayFrom(0.05, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5)],
    }).Verify();
}

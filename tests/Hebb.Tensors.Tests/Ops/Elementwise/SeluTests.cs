using Hebb.Testing;

namespace Hebb;

public sealed class SeluTests
{
    [Fact]
    public void Selu_meets_its_spec() =>
        (OpSpec.Elementwise("Selu", x => x.Selu(), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Exact.Expm1(x))) with
        {
            Tolerance = Tolerance.Ulps(3),
            Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, 0)],
        }).Verify();
}

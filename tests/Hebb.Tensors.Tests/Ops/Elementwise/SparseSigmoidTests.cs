using Hebb.Testing;

namespace Hebb;

public sealed class SparseSigmoidTests
{
    [Fact]
    public void SparseSigmoid_meets_its_spec() =>
        (OpSpec.Elementwise("SparseSigmoid", x => x.SparseSigmoid(), x => double.IsNaN(x) ? x : Math.Clamp(0.5 * x + 0.5, 0, 1)) with
        {
            Inputs = [Values.Uniform(-3, 3).AwayFrom(0.05, -1, 1)],
        }).Verify();
}

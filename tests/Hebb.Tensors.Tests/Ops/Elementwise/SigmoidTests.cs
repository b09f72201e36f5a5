using Hebb.Testing;

namespace Hebb;

public sealed class SigmoidTests
{
    [Fact]
    public void Sigmoid_meets_its_spec() => (OpSpec.Elementwise("Sigmoid", x => x.Sigmoid(), Exact.Sigmoid) with
    {
        Inputs = [Values.Uniform(-8, 8)],
    }).Verify();
}

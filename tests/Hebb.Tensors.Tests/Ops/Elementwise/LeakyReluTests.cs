using Hebb.Testing;

namespace Hebb;

public sealed class LeakyReluTests
{
    [Fact]
    public void LeakyRelu_meets_its_spec() => (OpSpec.Elementwise("LeakyRelu", x => x.LeakyRelu(0.25), x => x > 0 ? x : 0.25 * x) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, 0)],
    }).Verify();

    [Fact]
    public void The_slope_is_Keras_by_default() => Assert.Equal([-0.2f, 2f], Tensor.From([-1f, 2f]).LeakyRelu().ToArray<float>());
}

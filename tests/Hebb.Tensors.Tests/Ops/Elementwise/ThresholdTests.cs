using Hebb.Testing;

namespace Hebb;

public sealed class ThresholdTests
{
    [Fact]
    public void Threshold_meets_its_spec() => (OpSpec.Elementwise("Threshold", x => x.Threshold(1, -0.25), x => x <= 1 ? -0.25 : x) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Uniform(-2, 3).AwayFrom(0.05, 1)],
    }).Verify();

    [Fact]
    public void At_the_threshold_the_value_is_taken_and_no_gradient_passes()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([0f, 1f, 2f]), y = x.Threshold(1, 0);
        Assert.Equal([0f, 0f, 2f], y.ToArray<float>());
        Assert.Equal([0f, 0f, 1f], tape.Gradient(y, x)[x].ToArray<float>());
    }
}

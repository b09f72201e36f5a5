using Hebb.Testing;

namespace Hebb;

public sealed class ReluTests
{
    [Fact]
    public void Relu_meets_its_spec() => (OpSpec.Elementwise("Relu", x => x.Relu(), x => Math.Max(0, x)) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Normal().AwayFromZero()],
    }).Verify();

    [Fact]
    public void At_the_kink_the_gradient_is_zero()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([-1f, 0f, 1f]);
        Assert.Equal([0f, 0f, 1f], tape.Gradient(x.Relu(), x)[x].ToArray<float>());
    }
}

using Hebb.Testing;

namespace Hebb;

public sealed class AbsTests
{
    [Fact]
    public void Abs_meets_its_spec() => (OpSpec.Elementwise("Abs", x => x.Abs(), Math.Abs) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Normal().AwayFromZero()],
    }).Verify();

    [Fact]
    public void At_the_kink_the_gradient_is_zero()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([-1f, 0f, 1f]);
        Assert.Equal([-1f, 0f, 1f], tape.Gradient(x.Abs(), x)[x].ToArray<float>());
    }
}

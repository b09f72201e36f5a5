using Hebb.Testing;

namespace Hebb;

public sealed class CeluTests
{
    [Fact]
    public void Celu_meets_its_spec() => (OpSpec.Elementwise("Celu", x => x.Celu(2), x => x > 0 ? x : 2 * Exact.Expm1(x / 2)) with
    {
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, 0)],
    }).Verify();

    [Fact]
    public void The_slope_at_zero_is_one()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([0f, -0f]);
        Assert.Equal([1f, 1f], tape.Gradient(x.Celu(3), x)[x].ToArray<float>());
    }

    [Fact]
    public void An_alpha_that_is_not_positive_is_refused() => Snapshot.Throws<OptionException>("celu-alpha", () => Tensor.Zeros([2]).Celu(0));
}

using Hebb.Testing;

namespace Hebb;

public sealed class PowTests
{
    [Fact]
    public void Pow_meets_its_spec() => (OpSpec.Elementwise("Pow", (x, y) => x.Pow(y), Math.Pow) with
    {
        Inputs = [Values.Positive(), Values.Normal()],
    }).Verify();

    [Fact]
    public void A_fixed_power_meets_its_spec() => (OpSpec.Elementwise("Pow (2.5)", x => x.Pow(2.5), x => Math.Pow(x, 2.5)) with
    {
        Inputs = [Values.Positive()],
    }).Verify();

    [Fact]
    public void A_cube_meets_its_spec() => (OpSpec.Elementwise("Pow (3)", x => x.Pow(3), x => x * x * x) with { Tolerance = Tolerance.Ulps(1.5) }).Verify();

    [Fact]
    public void An_inverse_square_meets_its_spec() => (OpSpec.Elementwise("Pow (-2)", x => x.Pow(-2), x => 1 / (x * x)) with
    {
        Tolerance = Tolerance.Ulps(1.5),
        Inputs = [Values.Positive()],
    }).Verify();

    [Fact]
    public void The_gradient_at_zero_is_finite_where_the_power_is_smooth()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([0f, 0f]), y = Tensor.From([1f, 2f]);
        Gradients gradients = tape.Gradient(x.Pow(y), x, y);
        Assert.Equal([1f, 0f], gradients[x].ToArray<float>());
        Assert.Equal([0f, 0f], gradients[y].ToArray<float>());
        Assert.Equal([0f, 0f], tape.Gradient(x.Pow(2), x)[x].ToArray<float>());
        Assert.Equal([0f, 0f], tape.Gradient(x.Pow(0), x)[x].ToArray<float>());
        Assert.Equal([1f, 1f], tape.Gradient(x.Pow(1), x)[x].ToArray<float>());
    }
}

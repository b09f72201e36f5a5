using Hebb.Testing;

namespace Hebb;

public sealed class MaximumTests
{
    [Fact]
    public void Maximum_meets_its_spec() => (OpSpec.Elementwise("Maximum", (x, y) => x.Maximum(y), Math.Max) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Distinct(), Values.Distinct(-1.9, 2.1)],
    }).Verify();

    [Fact]
    public void On_a_tie_the_first_takes_the_gradient()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([1f, 2f]), y = Tensor.From([1f, 3f]);
        Gradients gradients = tape.Gradient(x.Maximum(y), x, y);
        Assert.Equal([1f, 0f], gradients[x].ToArray<float>());
        Assert.Equal([0f, 1f], gradients[y].ToArray<float>());
    }
}

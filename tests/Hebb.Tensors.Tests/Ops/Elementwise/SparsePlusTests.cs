using Hebb.Testing;

namespace Hebb;

public sealed class SparsePlusTests
{
    [Fact]
    public void SparsePlus_meets_its_spec() =>
        (OpSpec.Elementwise("SparsePlus", x => x.SparsePlus(), x => x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4) with
        {
            Tolerance = Tolerance.Relative(1e-7),
            Inputs = [Values.Uniform(-3, 3).AwayFrom(0.05, -1, 1)],
        }).Verify();

    [Fact]
    public void Its_derivative_is_the_sparse_sigmoid()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.Linspace(-2, 2, 17);   // sixteenths: exact, with both bends
        Assert.Equal(x.SparseSigmoid().ToArray<float>(), tape.Gradient(x.SparsePlus(), x)[x].ToArray<float>());
    }
}

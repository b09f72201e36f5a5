using Hebb.Testing;

namespace Hebb;

public sealed class ProductTests
{
    [Fact]
    public void Product_meets_its_spec() => ReductionSpec.Verify("Product", (x, axes, keep) => x.Product(axes, keep),
        x => x.Aggregate(1.0, (product, value) => product * value),
        spec => spec with { Inputs = [Values.Uniform(0.8, 1.2)], Large = null });

    [Fact]
    public void The_gradient_is_right_beside_zeros()
    {
        using var tape = GradientTape.Begin();
        Tensor one = Tensor.From([2f, 0f, 3f]), two = Tensor.From([0f, 0f, 3f]);
        Tensor sum = one.Product() + two.Product();
        Gradients gradients = tape.Gradient(sum, one, two);
        Assert.Equal([0f, 6f, 0f], gradients[one].ToArray<float>());
        Assert.Equal([0f, 0f, 0f], gradients[two].ToArray<float>());
    }

    [Fact]
    public void Integers_are_multiplied_as_integers() =>
        Assert.Equal([3L, 8L], Tensor.From(new[,] { { 1L, 2L }, { 3L, 4L } }).Product(axis: 0).ToArray<long>());
}

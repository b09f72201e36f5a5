namespace Hebb;

public sealed class NormTests
{
    [Fact]
    public void Norm_meets_its_spec() => ReductionSpec.Verify("Norm", (x, axes, keep) => x.Norm(axes, keep), x => Math.Sqrt(x.Sum(value => value * value)));

    [Fact]
    public void A_vector_of_zeros_has_the_gradient_zero()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.Zeros([3]);
        Assert.Equal([0f, 0f, 0f], tape.Gradient(x.Norm(), x)[x].ToArray<float>());
    }

    [Fact]
    public void Integers_are_refused() => Snapshot.Throws<DTypeException>("norm-of-integers", () => Tensor.From([1, 2]).Norm());
}

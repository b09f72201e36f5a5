using Hebb.Testing;

namespace Hebb;

public sealed class MinTests
{
    [Fact]
    public void Min_meets_its_spec() => ReductionSpec.Verify("Min", (x, axes, keep) => x.Min(axes, keep), x => x.Min(),
        spec => spec with { Inputs = [Values.Distinct()], Tolerance = Tolerance.Exact });

    [Fact]
    public void Equal_elements_share_the_gradient()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([2f, 5f, 2f, 5f]);
        Assert.Equal([0.5f, 0f, 0.5f, 0f], tape.Gradient(x.Min(), x)[x].ToArray<float>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void One_NaN_makes_the_result_NaN(int place)
    {
        var values = new float[41];
        values[place] = float.NaN;
        Assert.True(double.IsNaN(Tensor.From(values).Min().ToScalar()));
    }

    [Fact]
    public void Nothing_to_choose_from_is_refused() => Snapshot.Throws<ShapeException>("min-of-nothing", () => Tensor.Zeros([3, 0]).Min(axis: 1));
}

using Hebb.Testing;

namespace Hebb;

public sealed class ClipTests
{
    [Fact]
    public void Clip_meets_its_spec() => (OpSpec.Elementwise("Clip", x => x.Clip(-1, 0.5), x => double.IsNaN(x) ? x : Math.Clamp(x, -1, 0.5)) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Normal().AwayFrom(0.05, -1, 0.5)],
    }).Verify();

    [Fact]
    public void The_gradient_passes_at_the_ends_of_the_range()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([-2f, -1f, 0f, 1f, 2f]);
        Assert.Equal([0f, 1f, 1f, 1f, 0f], tape.Gradient(x.Clip(-1, 1), x)[x].ToArray<float>());
    }

    [Fact]
    public void A_range_that_is_none_is_refused()
    {
        Snapshot.Throws<OptionException>("clip-range", () => Tensor.Zeros([2]).Clip(1, 0));
        Assert.Throws<OptionException>(() => Tensor.Zeros([2]).Clip(double.NaN, 0));
        Assert.Throws<DTypeException>(() => Tensor.From([1, 2]).Clip(0.5, 2));
        Assert.Equal([1, 2], Tensor.From([1, 5]).Clip(double.NegativeInfinity, 2).ToArray<int>());
    }
}

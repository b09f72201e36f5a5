using Hebb.Testing;

namespace Hebb;

public sealed class SquareplusTests
{
    [Fact]
    public void Squareplus_meets_its_spec() => (OpSpec.Elementwise("Squareplus", x => x.Squareplus(2), Exactly) with
    {
        Tolerance = Tolerance.Ulps(4),
        Inputs = [Values.Uniform(-6, 6)],
    }).Verify();

    [Fact]
    public void Far_below_zero_no_digits_are_lost()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([-1e4f, -1e20f, 1e20f]), y = x.Squareplus();
        Assert.Equal([1e-4f, 1e-20f, 1e20f], y.ToArray<float>());
        Assert.Equal([1e-8f, 1e-20f / 1e20f, 1], tape.Gradient(y, x)[x].ToArray<float>());
    }

    [Fact]
    public void A_bend_that_is_not_positive_is_refused() => Snapshot.Throws<OptionException>("squareplus-b", () => Tensor.Zeros([2]).Squareplus(0));

    private static double Exactly(double x)
    {
        if (Math.Abs(x) > 1e150) return x > 0 ? x : double.IsNegativeInfinity(x) ? 0 : -0.5 / x;
        double root = Math.Sqrt(x * x + 2);
        return x > 0 ? (x + root) / 2 : 1 / (root - x);
    }
}

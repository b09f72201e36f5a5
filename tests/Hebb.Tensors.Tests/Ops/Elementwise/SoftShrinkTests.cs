using Hebb.Testing;

namespace Hebb;

public sealed class SoftShrinkTests
{
    [Fact]
    public void SoftShrink_meets_its_spec() =>
        (OpSpec.Elementwise("SoftShrink", x => x.SoftShrink(), x => double.IsNaN(x) ? x : x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0) with
        {
            Tolerance = Tolerance.Ulps(0.5),
            Inputs = [Values.Uniform(-2, 2).AwayFrom(0.05, -0.5, 0.5)],
        }).Verify();

    [Fact]
    public void A_negative_threshold_is_refused()
    {
        Snapshot.Throws<OptionException>("soft-shrink-threshold", () => Tensor.Zeros([2]).SoftShrink(-1));
        Assert.Throws<OptionException>(() => Tensor.Zeros([2]).SoftShrink(double.NaN));
    }
}

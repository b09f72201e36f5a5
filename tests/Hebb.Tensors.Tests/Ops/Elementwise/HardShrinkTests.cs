using Hebb.Testing;

namespace Hebb;

public sealed class HardShrinkTests
{
    [Fact]
    public void HardShrink_meets_its_spec() =>
        (OpSpec.Elementwise("HardShrink", x => x.HardShrink(), x => Math.Abs(x) <= 0.5 ? 0 : x) with
        {
            Tolerance = Tolerance.Ulps(0.5),
            Inputs = [Values.Uniform(-2, 2).AwayFrom(0.05, -0.5, 0.5)],
        }).Verify();

    [Fact]
    public void A_negative_threshold_is_refused() => Snapshot.Throws<OptionException>("hard-shrink-threshold", () => Tensor.Zeros([2]).HardShrink(-1));
}

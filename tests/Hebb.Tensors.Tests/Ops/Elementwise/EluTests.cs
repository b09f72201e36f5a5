using Hebb.Testing;

namespace Hebb;

public sealed class EluTests
{
    [Fact]
    public void Elu_meets_its_spec() => (OpSpec.Elementwise("Elu", x => x.Elu(0.5), x => x > 0 ? x : 0.5 * Exact.Expm1(x)) with
    {
        Inputs = [Values.Uniform(-8, 8).AwayFrom(0.05, 0)],
    }).Verify();

    [Fact]
    public void A_negative_alpha_is_refused() => Snapshot.Throws<OptionException>("elu-alpha", () => Tensor.Zeros([2]).Elu(-1));
}

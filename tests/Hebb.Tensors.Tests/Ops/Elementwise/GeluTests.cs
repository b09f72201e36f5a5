using Hebb.Testing;

namespace Hebb;

public sealed class GeluTests
{
    [Fact]
    public void Gelu_meets_its_spec() => (OpSpec.Elementwise("Gelu", x => x.Gelu(), x => 0.5 * x * (1 + Exact.Erf(x / Math.Sqrt(2)))) with
    {
        Tolerance = Tolerance.Relative(2e-7),
        Inputs = [Values.Uniform(-4, 4)],
    }).Verify();

    [Fact]
    public void Gelu_by_tanh_meets_its_spec() =>
        (OpSpec.Elementwise("Gelu (approximate)", x => x.Gelu(approximate: true),
            x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))) with
        {
            Tolerance = Tolerance.Relative(2e-7),
            Inputs = [Values.Uniform(-4, 4)],
        }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class AsinTests
{
    [Fact]
    public void Asin_meets_its_spec() => (OpSpec.Elementwise("Asin", x => x.Asin(), Math.Asin) with { Inputs = [Values.Uniform(-0.9, 0.9)] }).Verify();
}

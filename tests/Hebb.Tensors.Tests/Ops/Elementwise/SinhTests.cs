using Hebb.Testing;

namespace Hebb;

public sealed class SinhTests
{
    [Fact]
    public void Sinh_meets_its_spec() => (OpSpec.Elementwise("Sinh", x => x.Sinh(), Math.Sinh) with { Inputs = [Values.Uniform(-5, 5)] }).Verify();
}

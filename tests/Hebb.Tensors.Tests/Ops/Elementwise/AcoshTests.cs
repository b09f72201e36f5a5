using Hebb.Testing;

namespace Hebb;

public sealed class AcoshTests
{
    [Fact]
    public void Acosh_meets_its_spec() => (OpSpec.Elementwise("Acosh", x => x.Acosh(), Math.Acosh) with { Inputs = [Values.Uniform(1.2, 5)] }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class Log1PTests
{
    [Fact]
    public void Log1P_meets_its_spec() => (OpSpec.Elementwise("Log1P", x => x.Log1P(), Exact.Log1P) with { Inputs = [Values.Uniform(-0.9, 4)] }).Verify();
}

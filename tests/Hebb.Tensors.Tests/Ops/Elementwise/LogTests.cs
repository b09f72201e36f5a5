using Hebb.Testing;

namespace Hebb;

public sealed class LogTests
{
    [Fact]
    public void Log_meets_its_spec() => (OpSpec.Elementwise("Log", x => x.Log(), Math.Log) with { Inputs = [Values.Positive()] }).Verify();
}

using Hebb.Testing;

namespace Hebb;

public sealed class Log10Tests
{
    [Fact]
    public void Log10_meets_its_spec() => (OpSpec.Elementwise("Log10", x => x.Log10(), Math.Log10) with { Inputs = [Values.Positive()] }).Verify();
}

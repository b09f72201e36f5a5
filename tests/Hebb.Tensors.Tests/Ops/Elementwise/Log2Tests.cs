using Hebb.Testing;

namespace Hebb;

public sealed class Log2Tests
{
    [Fact]
    public void Log2_meets_its_spec() => (OpSpec.Elementwise("Log2", x => x.Log2(), Math.Log2) with { Inputs = [Values.Positive()] }).Verify();
}

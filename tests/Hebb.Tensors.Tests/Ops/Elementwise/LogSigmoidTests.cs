using Hebb.Testing;

namespace Hebb;

public sealed class LogSigmoidTests
{
    [Fact]
    public void LogSigmoid_meets_its_spec() => (OpSpec.Elementwise("LogSigmoid", x => x.LogSigmoid(), x => -Exact.Softplus(-x)) with
    {
        Tolerance = Tolerance.Ulps(3),
        Inputs = [Values.Uniform(-8, 8)],
    }).Verify();
}

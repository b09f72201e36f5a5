using Hebb.Testing;

namespace Hebb.Networks.Tests.Losses;

public class BinaryCrossEntropyTests
{
    [Fact]
    public void The_op_keeps_its_promises() =>
        (OpSpec.Elementwise("BinaryCrossEntropy", (x, y) => Op.Apply(BinaryCrossEntropyOp.Instance, x, y), (x, y) => Math.Max(0, x) - x * y + Math.Log(1 + Math.Exp(-Math.Abs(x)))) with
        {
            Inputs = [Values.Normal(0, 3).AwayFromZero(), Values.Uniform(0, 1)],
            Tolerance = Tolerance.Relative(1e-6),
            Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1],
        }).Verify();
}

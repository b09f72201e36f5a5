using Hebb.Testing;

namespace Hebb.Networks.Tests.Losses;

public class LogCoshTests
{
    [Fact]
    public void The_op_keeps_its_promises() =>
        (OpSpec.Elementwise("LogCosh", x => Op.Apply(LogCoshOp.Instance, x), x => Math.Abs(x) > 1 ? Math.Abs(x) + Math.Log((1 + Math.Exp(-2 * Math.Abs(x))) / 2)
            : double.LogP1(Math.Sinh(x) * Math.Sinh(x)) / 2) with
        {
            Inputs = [Values.Normal(0, 3)],
            Tolerance = Tolerance.Relative(1e-6),
            Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1, 1e-6, 1e30],
        }).Verify();

    [Fact]
    public void A_small_difference_keeps_its_digits_and_a_large_one_does_not_overflow()
    {
        Tensor losses = new LogCosh { Reduction = Reduction.None }.Call(Tensor.From([1e-5f, 1000f]), Tensor.Zeros([2]));
        Assert.Equal(5e-11, losses[0].ToScalar(), 1e-17);
        Assert.Equal(1000 - Math.Log(2), losses[1].ToScalar(), 1e-4);
    }
}

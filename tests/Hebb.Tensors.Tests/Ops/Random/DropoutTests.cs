using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class DropoutTests
{
    private static readonly Tensor Step = Tensor.Scalar(3, DType.Int64);

    [Fact]
    public void Dropout_keeps_its_promises() => new OpSpec
    {
        Name = "Dropout",
        Call = x => x[0].Dropout(0.4, key: 5, Step),
        Shapes = [[[4, 7]], [[130]], [[1]]],
        Large = [[200_003]],
        Tolerance = Tolerance.Ulps(1),
        Reference = x =>
        {
            double[] values = x[0].ToArray<double>(), kept = Tensor.Ones(x[0].Shape, DType.Float64).Dropout(0.4, 5, Step).ToArray<double>();
            return Tensor.From<double>([.. values.Select((value, i) => kept[i] == 0 ? 0 : value / 0.6)], x[0].Shape);
        },
    }.Verify();

    [Fact]
    public void A_symbolic_batch_stays_one() => Assert.Equal("Float32 [batch, 7]", Graph.Input([7], DType.Float32).Dropout(0.4, 5, Step).ToString());

    [Fact]
    public void The_share_that_goes_is_the_rate_and_the_mean_stays()
    {
        float[] y = Tensor.Ones([100_000]).Dropout(0.3, key: 1, Step).ToArray<float>();
        Assert.InRange(y.Count(value => value == 0) / 1e5, 0.3 - 0.006, 0.3 + 0.006);   // four standard errors
        Assert.InRange(y.Average(), 1 - 0.009, 1 + 0.009);
    }

    [Fact]
    public void Key_and_counter_choose_what_goes()
    {
        Tensor x = Tensor.Ones([1000]), y = x.Dropout(0.5, key: 1, Step);
        TensorAssert.SameBits(y, x.Dropout(0.5, key: 1, Step));
        Assert.NotEqual(y.ToArray<float>(), x.Dropout(0.5, key: 2, Step).ToArray<float>());
        Assert.NotEqual(y.ToArray<float>(), x.Dropout(0.5, key: 1, Tensor.Scalar(4, DType.Int64)).ToArray<float>());
    }

    [Fact]
    public void The_gradient_goes_through_what_was_kept()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.Ones([1000]), y = x.Dropout(0.5, key: 1, Step);
        TensorAssert.SameBits(y, tape.Gradient(y.Sum(), x)[x]);
    }

    [Fact]
    public void Rates_of_none_and_all()
    {
        Tensor x = Tensor.Normal([100], seed: 1);
        TensorAssert.SameBits(x, x.Dropout(0, key: 1, Step));
        Assert.All(x.Dropout(1, key: 1, Step).ToArray<float>(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Errors_show_the_arguments()
    {
        Snapshot.Throws<OptionException>("Random/dropout_rate", () => Tensor.Ones([2]).Dropout(1.5, 1, Step));
        Snapshot.Throws<ShapeException>("Random/dropout_counter", () => Tensor.Ones([2]).Dropout(0.5, 1, Tensor.Scalar(1)));
        Snapshot.Throws<DTypeException>("Random/dropout_integers", () => Tensor.Ones([2], DType.Int32).Dropout(0.5, 1, Step));
    }
}

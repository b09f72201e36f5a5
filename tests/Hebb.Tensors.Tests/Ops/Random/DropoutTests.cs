using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class DropoutTests
{
    private static readonly Tensor Step = Tensor.Scalar(3, DType.Int64);

    // No OpSpec: which elements go depends on the type too (24 or 53 random bits), so that Float64 cannot be the reference of Float32.
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void What_is_kept_is_scaled_and_the_rest_is_zero(DType type)
    {
        Tensor x = Tensor.Normal([13, 17], seed: 1, type: type), kept = Tensor.Ones(x.Shape, type).Dropout(0.4, key: 5, Step);
        TensorAssert.AllClose(x * kept, x.Dropout(0.4, key: 5, Step), 1e-6, 0);
        Assert.All(kept.Cast(DType.Float64).ToArray<double>(), value => Assert.True(value == 0 || Math.Abs(value - 1 / 0.6) < 1e-6));
    }

    [Fact]
    public void The_gradient_of_the_gradient_is_right_too() => GradientCheck.Verify(x => (x * x).Dropout(0.4, key: 5, Step), Tensor.Normal([4, 7], seed: 1), order: 2);

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

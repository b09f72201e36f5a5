using FsCheck.Fluent;
using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class SoftmaxProperties
{
    [Fact]
    public void Adding_a_number_to_all_logits_changes_nothing() => Any.Holds(
        from tensor in Any.Tensor(leastRank: 1)
        from axis in Gen.Choose(0, tensor.Rank - 1)
        from shift in Gen.Choose(-1000, 1000)
        select (tensor, axis, shift),
        t =>
        {
            TensorAssert.AllClose(t.tensor.Softmax(t.axis), (t.tensor + (double)t.shift).Softmax(t.axis), 1e-9, 1e-12);
            TensorAssert.AllClose(t.tensor.LogSoftmax(t.axis), (t.tensor + (double)t.shift).LogSoftmax(t.axis), 1e-9, 1e-9);
        });

    [Fact]
    public void Probabilities_are_positive_and_sum_to_one() => Any.Holds(Any.Tensor(leastRank: 1), x =>
    {
        Tensor p = x.Softmax(axis: -1);
        Assert.All(p.ToArray<double>(), value => Assert.InRange(value, 1e-9, 1));
        Assert.All(p.Sum(axis: -1).Reshape(-1).ToArray<double>(), value => Assert.Equal(1, value, 12));
    });

    [Fact]
    public void Log_softmax_is_the_logarithm_of_softmax() => Any.Holds(Any.Tensor(leastRank: 1),
        x => TensorAssert.AllClose(x.Softmax(axis: -1).Log(), x.LogSoftmax(axis: -1), 1e-9, 1e-9));

    [Fact]
    public void The_gradients_of_the_logits_sum_to_zero() => Any.Holds(
        from tensor in Any.Tensor(leastRank: 1)
        from weights in Any.Tensor(tensor.Shape)
        select (tensor, weights),
        t =>
        {
            using var tape = GradientTape.Begin();
            Tensor gradient = tape.Gradient(t.tensor.Softmax(axis: -1) * t.weights, t.tensor)[t.tensor];
            Assert.All(gradient.Sum(axis: -1).Reshape(-1).ToArray<double>(), value => Assert.Equal(0, value, 12));
        });
}

using Hebb.Testing;

namespace Hebb.Tensors.Tests.Reference;

public sealed class ReferenceBatchNormalizationTests
{
    [Fact]
    public void Two_numbers_become_minus_one_and_one()
    {
        double[] y = new double[4], mean = new double[2], variance = new double[2];
        ReferenceBatchNormalization.Run<double>([1, 10, 5, 30], [1, 2], [0, 100], 0, y, mean, variance);
        Assert.Equal([-1, 98, 1, 102], y);
        Assert.Equal([3, 20], mean);
        Assert.Equal([4, 100], variance);
    }

    [Fact]
    public void The_fused_gradient_is_the_loops()
    {
        Tensor x = Tensor.Normal([40, 3, 7], seed: 1, type: DType.Float64), g = Tensor.Normal([40, 3, 7], seed: 2, type: DType.Float64);
        (Tensor gamma, Tensor beta) = (Tensor.Normal([7], seed: 3, type: DType.Float64), Tensor.Zeros([7], DType.Float64));
        using var tape = GradientTape.Begin();
        (Tensor y, Tensor mean, Tensor variance) = x.BatchNormalize(gamma, beta, 1e-3);
        Gradients gradients = tape.VectorJacobianProduct(y, g, x, gamma, beta);
        double[] dx = new double[840], dgamma = new double[7], dbeta = new double[7];
        ReferenceBatchNormalization.Gradient<double>(g.ToArray<double>(), x.ToArray<double>(), gamma.ToArray<double>(), mean.ToArray<double>(),
            variance.ToArray<double>(), 1e-3, dx, dgamma, dbeta);
        TensorAssert.AllClose(Tensor.From(dx, x.Shape), gradients[x], 1e-11, 1e-12);
        TensorAssert.AllClose(Tensor.From(dgamma, [7]), gradients[gamma], 1e-11, 1e-12);
        TensorAssert.AllClose(Tensor.From(dbeta, [7]), gradients[beta], 1e-11, 1e-12);
    }
}

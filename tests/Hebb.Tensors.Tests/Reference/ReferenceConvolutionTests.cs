using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class ReferenceConvolutionTests
{
    [Fact]
    public void A_kernel_of_ones_sums_windows()
    {
        var y = new double[4];
        ReferenceConvolution.Forward([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1], [1, 1, 1, 1], [2, 2, 1, 1], 1, 1, (0, 0), y, [1, 2, 2, 1]);
        Assert.Equal([12, 16, 24, 28], y);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 1)]
    public void The_gradients_are_adjoint_to_the_convolution(int stride, int dilation, int pad)
    {
        Shape xs = [2, 6, 7, 3], ks = [3, 2, 3, 4];
        Shape ys = [2, (6 + 2 * pad - 2 * dilation - 1) / stride + 1, (7 + 2 * pad - dilation - 1) / stride + 1, 4];
        double[] x = Numbers(xs, 1), k = Numbers(ks, 2), v = Numbers(ys, 3), y = new double[ys.Count], gx = new double[xs.Count], gk = new double[ks.Count];
        ReferenceConvolution.Forward(x, xs, k, ks, stride, dilation, (pad, pad), y, ys);
        ReferenceConvolution.InputGradient(v, ys, k, ks, stride, dilation, (pad, pad), gx, xs);
        ReferenceConvolution.KernelGradient(x, xs, v, ys, stride, dilation, (pad, pad), gk, ks);
        Assert.Equal(Inner(v, y), Inner(gx, x), 1e-10);
        Assert.Equal(Inner(v, y), Inner(gk, k), 1e-10);
    }

    [Theory]
    [InlineData(1, 1, Padding.Valid)]
    [InlineData(2, 1, Padding.Same)]
    [InlineData(1, 2, Padding.Same)]
    public void The_fast_gradients_agree_with_the_loops(int stride, int dilation, Padding padding)
    {
        Shape xs = [3, 9, 8, 5], ks = [3, 3, 5, 7];
        Padding2D pad = Padding2D.Of(padding, xs, 3, stride, dilation);
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.Normal(xs, seed: 1), k = Tensor.Normal(ks, seed: 2), y = x.Conv2D(k, stride, padding, dilation), v = Tensor.Normal(y.Shape, seed: 3);
        Gradients gradients = tape.VectorJacobianProduct(y, v, x, k);
        float[] gx = new float[xs.Count], gk = new float[ks.Count];
        ReferenceConvolution.InputGradient(v.ToArray<float>(), y.Shape, k.ToArray<float>(), ks, stride, dilation, (pad.Top, pad.Left), gx, xs);
        ReferenceConvolution.KernelGradient(x.ToArray<float>(), xs, v.ToArray<float>(), y.Shape, stride, dilation, (pad.Top, pad.Left), gk, ks);
        TensorAssert.AllClose(Tensor.From(gx, xs), gradients[x], 1e-5, 1e-5);
        TensorAssert.AllClose(Tensor.From(gk, ks), gradients[k], 1e-5, 1e-4);
    }

    private static double[] Numbers(Shape shape, int seed) => Tensor.Normal(shape, seed: seed, type: DType.Float64).ToArray<double>();

    private static double Inner(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}

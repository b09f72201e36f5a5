namespace Hebb.Tensors.Tests;

public class ReferencePoolingTests
{
    private static readonly Shape X = [2, 5, 6, 3], Y = [2, 3, 3, 3];

    [Fact]
    public void Windows_are_cut_off_at_the_border()
    {
        var y = new float[4];
        ReferencePooling.Max<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1], 3, 2, (1, 1), y, [1, 2, 2, 1]);
        Assert.Equal([5, 6, 8, 9], y);
        ReferencePooling.Average<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1], 3, 2, (1, 1), y, [1, 2, 2, 1]);
        Assert.Equal([3, 4, 6, 7], y);
    }

    [Fact]
    public void The_gradients_are_adjoint()
    {
        double[] x = Numbers(X, 1), u = Numbers(X, 2), v = Numbers(Y, 3), y = new double[Y.Count], g = new double[X.Count];
        ReferencePooling.SelectMax(x, u, X, 3, 2, (1, 0), y, Y);
        ReferencePooling.MaxGradient(x, X, v, Y, 3, 2, (1, 0), g);
        Assert.Equal(Inner(v, y), Inner(g, u), 1e-12);
        ReferencePooling.Average(u, X, 3, 2, (1, 0), y, Y);
        ReferencePooling.AverageGradient(v, Y, 3, 2, (1, 0), g, X);
        Assert.Equal(Inner(v, y), Inner(g, u), 1e-12);
    }

    private static double[] Numbers(Shape shape, int seed) => Tensor.Normal(shape, seed: seed, type: DType.Float64).ToArray<double>();

    private static double Inner(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}

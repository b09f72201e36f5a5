namespace Hebb;

public sealed class ReferenceReductionTests
{
    private static readonly Tensor X = Tensor.Normal([3, 5, 4], seed: 1, type: DType.Float64);

    [Fact]
    public void The_plain_loops_agree_with_the_operations()
    {
        Near(X.Sum(axis: 1), y => ReferenceReduction.Sum<double>(X.ToArray<double>(), y, 5, 4));
        Near(X.Product(axis: 1), y => ReferenceReduction.Product<double>(X.ToArray<double>(), y, 5, 4));
        Near(X.Max(axis: 1), y => ReferenceReduction.Max<double>(X.ToArray<double>(), y, 5, 4));
        Near(X.Min(axis: 1), y => ReferenceReduction.Min<double>(X.ToArray<double>(), y, 5, 4));
        Near(X.CumulativeSum(axis: 1), y => ReferenceReduction.CumulativeSum<double>(X.ToArray<double>(), y, 5, 4));
    }

    [Fact]
    public void The_position_of_the_greatest_is_that_of_the_first_NaN()
    {
        int[] places = new int[2];
        ReferenceReduction.ArgMax<double>([1, 7, 7, double.NaN, 9, double.NaN], places, length: 3, inner: 1);
        Assert.Equal([1, 0], places);
        ReferenceReduction.ArgMax<double>([1, 7, 5, 2, 0, 2], places, length: 3, inner: 2);
        Assert.Equal([1, 0], places);
    }

    [Fact]
    public void Each_gradient_of_a_product_is_the_product_of_the_others()
    {
        double[] gradients = new double[6];
        ReferenceReduction.ProductGradient<double>([2, 3, 4, 5, 0, 6], [10, 1], gradients, length: 3, inner: 1);
        Assert.Equal([120, 80, 60, 0, 30, 0], gradients);
    }

    private static void Near(Tensor expected, Action<double[]> loop)
    {
        var actual = new double[expected.Count];
        loop(actual);
        Assert.Equal(expected.ToArray<double>(), actual, (a, b) => Math.Abs(a - b) <= 1e-14);
    }
}

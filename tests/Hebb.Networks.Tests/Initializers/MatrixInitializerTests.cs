using static Hebb.Networks.Tests.Initializers.InitializerTests;

namespace Hebb.Networks.Tests.Initializers;

public class MatrixInitializerTests
{
    [Theory]
    [InlineData(64, 64, 1)]
    [InlineData(40, 17, 1.5)]
    [InlineData(9, 30, 2)]
    public void Orthogonal_columns_or_rows_are_at_right_angles(int rows, int columns, double gain)
    {
        Tensor w = Tensor.From(Draw(Initializer.Orthogonal(gain), [rows, columns]), [rows, columns]);
        Tensor product = rows >= columns ? w.MatMul(w, transposeLeft: true) : w.MatMul(w, transposeRight: true);
        int count = Math.Min(rows, columns);
        double[] values = product.ToArray<double>();
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++) Assert.Equal(i == j ? gain * gain : 0, values[i * count + j], 1e-13);
    }

    [Fact]
    public void Orthogonal_matrices_favour_no_direction()
    {
        double[] corners = [.. Enumerable.Range(0, 4000).Select(static seed => Draw(Initializer.Orthogonal(), [3, 3], seed: (ulong)seed)[8])];
        Assert.Equal(0, corners.Average(), 0.04);
        Assert.Equal(1 / Math.Sqrt(3), Deviation(corners), 0.02);   // a coordinate of a random direction in space: uniform from -1 to 1
        Assert.Equal(0.5, corners.Average(static value => Math.Abs(value)), 0.02);
    }

    [Fact]
    public void A_convolution_of_orthogonal_kernel_is_a_matrix_of_patches()
    {
        double[] kernel = Draw(Initializer.Orthogonal(), [3, 3, 2, 5]), matrix = Draw(Initializer.Orthogonal(), [18, 5]);
        Assert.Equal(matrix, kernel);
        Assert.Equal(matrix.Select(static value => (float)value), Draw(Initializer.Orthogonal(), [18, 5], type: DType.Float32).Select(static value => (float)value));
    }

    [Fact]
    public void Identity_gives_the_input_back()
    {
        Assert.Equal([1, 0, 0, 0, 1, 0], Draw(Initializer.Identity(), [2, 3]));
        Assert.Equal([2, 0, 0, 2, 0, 0], Draw(Initializer.Identity(2), [3, 2]));
        Assert.Equal([3, 0, 0], Draw(Initializer.Identity(3), [3]));
        Tensor image = Tensor.Normal([2, 5, 6, 3], seed: 1);
        foreach ((int height, int width) in new[] { (3, 3), (1, 1), (5, 3) })
        {
            var same = new Conv2D(3, new Size2D(height, width)) { Padding = Padding.Same, KernelInitializer = Initializer.Parse("dirac"), UseBias = false };
            Assert.Equal(image.ToArray<float>(), same.Call(image).ToArray<float>());
        }
    }

    [Theory]
    [InlineData(0.9, 18)]
    [InlineData(0.51, 11)]
    [InlineData(0, 0)]
    [InlineData(1, 20)]
    public void Sparse_units_have_so_many_zeros(double sparsity, int zeros)
    {
        double[] values = Draw(Initializer.Sparse(sparsity, 2), [20, 300]);
        HashSet<string> patterns = [];
        for (int column = 0; column < 300; column++)
        {
            double[] unit = [.. Enumerable.Range(0, 20).Select(row => values[row * 300 + column])];
            Assert.Equal(zeros, unit.Count(static value => value == 0));
            patterns.Add(string.Concat(unit.Select(static value => value == 0 ? '0' : 'x')));
        }
        if (zeros is > 0 and < 20) Assert.InRange(patterns.Count, 100, 300);   // each unit has its own; of 190 pairs, 300 draws miss about a fifth
        if (zeros < 20) Assert.Equal(2, Deviation([.. values.Where(static value => value != 0)]), 0.25);
    }

    [Fact]
    public void Scaled_draws_count_the_connections_they_are_told_to()
    {
        foreach ((FanMode mode, double fan) in new[] { (FanMode.In, 50.0), (FanMode.Out, 800), (FanMode.Average, 425) })
            foreach (RandomDistribution distribution in Enum.GetValues<RandomDistribution>())
            {
                double[] values = Draw(Initializer.VarianceScaling(3, mode, distribution), [50, 800]);
                Assert.Equal(1, Deviation(values) / Math.Sqrt(3 / fan), 0.02);
                double largest = values.Max(Math.Abs) / Math.Sqrt(3 / fan);
                if (distribution == RandomDistribution.Uniform) Assert.InRange(largest, 1.7, Math.Sqrt(3));
                else if (distribution == RandomDistribution.TruncatedNormal) Assert.InRange(largest, 2.2, 2 / 0.8796);
                else Assert.InRange(largest, 3.5, 6);
            }
    }
}

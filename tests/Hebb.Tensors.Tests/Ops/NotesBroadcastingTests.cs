namespace Hebb.Tensors.Tests.Ops;

/// <summary>The course notes' examples of vectorisation and broadcasting (A034, A035).</summary>
public class NotesBroadcastingTests
{
    [Fact]   // A034: np.dot, np.exp, np.zeros, np.sum(axis, keepdims)
    public void Whole_arrays_take_the_place_of_loops()
    {
        Tensor w = Tensor.From(1.0, 2, 3), x = Tensor.From(4.0, 5, 6);
        Assert.Equal(32, w.Dot(x).ToScalar());
        Assert.Equal([2, 1], Tensor.Zeros([2, 1]).Shape.Span.ToArray());   // the notes write np.zeros(2, 1)
        Assert.Equal(Math.E, Tensor.Ones([1], DType.Float64).Exp().ToScalar(), 15);
        Tensor matrix = Tensor.From(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } });
        Assert.Equal([5f, 7, 9], matrix.Sum(axis: 0).ToArray<float>());
        Assert.Equal([6f, 15], matrix.Sum(axis: 1).ToArray<float>());
        Assert.Equal([2, 1], matrix.Sum(axis: 1, keepDims: true).Shape.Span.ToArray());
        Assert.Equal([3], matrix.Sum(axis: 0).Shape.Span.ToArray());
        Assert.Equal(21, matrix.Sum().ToScalar());
    }

    [Fact]
    public void A_number_is_added_to_each_element_of_a_column() =>
        Assert.Equal([101f, 102, 103, 104], (Tensor.From([1f, 2, 3, 4], [4, 1]) + 100).ToArray<float>());

    [Fact]
    public void A_column_is_added_to_each_column_of_a_matrix()
    {
        Tensor sum = Tensor.From(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }) + Tensor.From([100f, 200], [2, 1]);
        Assert.Equal([101f, 102, 103, 204, 205, 206], sum.ToArray<float>());
        Assert.Equal([2, 3], sum.Shape.Span.ToArray());
    }

    [Fact]
    public void Calories_become_percentages()
    {
        Tensor calories = Tensor.From(new[,] { { 56.0, 0, 4.4, 68 }, { 1.2, 104, 52, 8 }, { 1.8, 135, 99, 0.9 } });
        Tensor totals = calories.Sum(axis: 0, keepDims: true);
        double[] expected = [59.0, 239.0, 155.4, 76.9], found = totals.ToArray<double>();
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], found[i], 1e-12);
        double[] percent = [94.92, 0, 2.83, 88.43, 2.03, 43.51, 33.46, 10.40, 3.05, 56.49, 63.71, 1.17];
        Assert.Equal(percent, (calories / totals * 100).ToArray<double>().Select(value => Math.Round(value, 2)));
    }
}

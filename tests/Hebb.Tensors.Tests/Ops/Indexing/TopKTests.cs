using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class TopKTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TopK_keeps_its_promises(int k) => new OpSpec
    {
        Name = $"TopK ({k})",
        Call = x => x[0].TopK(k).Values,
        Shapes = [[[4, 7]], [[3]], [[2, 3, 5]]],
        Inputs = [Values.Distinct()],
        Large = [[2000, 50]],
        BatchedInputs = k == 1 ? [0] : [],
        Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            double[] values = x[0].ToArray<double>();
            int length = x[0].Shape[^1];
            return Tensor.From<double>([.. values.Chunk(length).SelectMany(row => row.OrderDescending().Take(k))], x[0].Shape.With(-1, k));
        },
    }.Verify();

    [Fact]
    public void Equal_values_come_in_the_order_of_their_indices()
    {
        (Tensor values, Tensor indices) = Tensor.From(new[,] { { 1f, 3f, 3f, 2f } }).TopK(3);
        Assert.Equal([3, 3, 2], values.ToArray<float>());
        Assert.Equal([1, 2, 3], indices.ToArray<int>());
    }

    [Fact]
    public void Both_outputs_are_symbolic_for_a_symbolic_input()
    {
        (Tensor values, Tensor indices) = Graph.Input([10], DType.Float32).TopK(5);
        Assert.Equal("Float32 [batch, 5]", values.ToString());
        Assert.Equal("Int32 [batch, 5]", indices.ToString());
    }

    [Fact]
    public void Errors_show_the_axis()
    {
        Snapshot.Throws<ShapeException>("Indexing/top_k_too_many", () => Tensor.Ones([4, 3]).TopK(5));
        Snapshot.Throws<ShapeException>("Indexing/top_k_number", () => Tensor.Scalar(1).TopK(1));
    }
}

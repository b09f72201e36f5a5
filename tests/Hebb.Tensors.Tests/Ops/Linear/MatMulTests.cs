using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class MatMulTests
{
    public static TheoryData<bool, bool> Transpositions => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void MatMul_keeps_its_promises(bool transposeLeft, bool transposeRight)
    {
        Shape[][] matrices = [[[4, 7], [7, 3]], [[1, 1], [1, 5]], [[17, 33], [33, 65]], [[2, 4, 7], [7, 3]]];
        Shape[][] batches = [[[2, 4, 7], [2, 7, 3]], [[4, 7], [2, 7, 3]], [[2, 1, 4, 7], [3, 7, 1]]];
        Spec(transposeLeft, transposeRight, matrices, batched: [0]).Verify();
        Spec(transposeLeft, transposeRight, batches, batched: []).Verify();
    }

    [Fact]
    public void A_symbolic_batch_stays_one()
    {
        Tensor x = Graph.Input([4, 7], DType.Float32);
        Assert.Equal("Float32 [batch, 4, 4]", x.MatMul(x, transposeRight: true).ToString());
        Assert.Equal("Float32 [batch, 4, 3]", x.MatMul(Tensor.Ones([7, 3])).ToString());
    }

    [Fact]
    public void An_element_is_one_chain_of_fused_multiply_adds()
    {
        (Tensor a, Tensor b) = (Tensor.Normal([9, 50], seed: 1), Tensor.Normal([50, 35], seed: 2));
        var expected = new float[9 * 35];
        ReferenceMatMul.Multiply(a.ToArray<float>(), b.ToArray<float>(), expected, 9, 50, 35);
        TensorAssert.SameBits(Tensor.From(expected, [9, 35]), a.MatMul(b));
    }

    [Fact]
    public void Multiply_adds_are_counted() =>
        Assert.Equal(2L * 4 * 7 * 3, new MatMulOp(false, false).MultiplyAdds([new([2, 4, 7], DType.Float32), new([7, 3], DType.Float32)]));

    [Fact]
    public void Errors_show_the_operands()
    {
        Snapshot.Throws<ShapeException>("Linear/matmul_inner", () => Tensor.Ones([32, 784]).MatMul(Tensor.Ones([512, 10])));
        Snapshot.Throws<ShapeException>("Linear/matmul_inner_transposed", () => Tensor.Ones([32, 784]).MatMul(Tensor.Ones([784, 10]), transposeRight: true));
        Snapshot.Throws<ShapeException>("Linear/matmul_vector", () => Tensor.Ones([32, 784]).MatMul(Tensor.Ones([784])));
        Snapshot.Throws<ShapeException>("Linear/matmul_batches", () => Tensor.Ones([2, 3, 4]).MatMul(Tensor.Ones([3, 4, 5])));
        Snapshot.Throws<DTypeException>("Linear/matmul_types", () => Tensor.Ones([3, 4]).MatMul(Tensor.Ones([4, 5], DType.Float64)));
    }

    private static OpSpec Spec(bool transposeLeft, bool transposeRight, Shape[][] shapes, int[] batched) => new()
    {
        Name = $"MatMul ({transposeLeft}, {transposeRight})",
        Call = x => (transposeLeft ? x[0].Transpose() : x[0]).MatMul(transposeRight ? x[1].Transpose() : x[1], transposeLeft, transposeRight),
        Shapes = shapes,
        BatchedInputs = batched,
        Large = [[150, 200], [200, 170]],
        Reference = x =>
        {
            Broadcasting.TryMerge(x[0].Shape[..^2], x[1].Shape[..^2], out Shape batch);
            (int m, int k, int n) = (x[0].Shape[^2], x[0].Shape[^1], x[1].Shape[^1]);
            (double[] a, double[] b) = (x[0].BroadcastTo([.. batch, m, k]).ToArray<double>(), x[1].BroadcastTo([.. batch, k, n]).ToArray<double>());
            var y = new double[batch.Count * m * n];
            for (int i = 0; i < batch.Count; i++) ReferenceMatMul.Multiply(a.AsSpan(i * m * k, m * k), b.AsSpan(i * k * n, k * n), y.AsSpan(i * m * n, m * n),
                m, k, n);
            return Tensor.From(y, [.. batch, m, n]);
        },
    };
}

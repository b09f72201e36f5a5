using FsCheck;
using FsCheck.Fluent;
using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class MatMulProperties
{
    [Fact]
    public void Products_of_three_agree_in_either_grouping() => Any.Holds(Chain(), t => TensorAssert.AllClose(t.A.MatMul(t.B).MatMul(t.C), t.A.MatMul(t.B.MatMul(t.C)), 1e-11, 1e-11));

    [Fact]
    public void Products_distribute_over_sums() => Any.Holds(
        from chain in Chain()
        from other in Any.Tensor(chain.B.Shape)
        select (chain.A, chain.B, other),
        t => TensorAssert.AllClose(t.A.MatMul(t.B + t.other), t.A.MatMul(t.B) + t.A.MatMul(t.other), 1e-11, 1e-11));

    [Fact]
    public void Transposing_a_product_swaps_its_factors() => Any.Holds(Chain(), t =>
    {
        Tensor expected = t.A.MatMul(t.B).Transpose();
        TensorAssert.AllClose(expected, t.B.Transpose().MatMul(t.A.Transpose()), 1e-12, 1e-12);
        TensorAssert.AllClose(expected, t.B.MatMul(t.A, transposeLeft: true, transposeRight: true), 1e-12, 1e-12);
    });

    [Fact]
    public void The_unit_matrix_changes_nothing() => Any.Holds(Chain(), t =>
    {
        int n = t.A.Shape[1];
        var unit = new double[n * n];
        for (int i = 0; i < n; i++) unit[i * n + i] = 1;
        TensorAssert.SameBits(t.A, t.A.MatMul(Tensor.From(unit, [n, n])) + 0.0);
    });

    [Fact]
    public void A_batch_of_products_is_each_of_them() => Any.Holds(
        from chain in Chain()
        from second in Any.Tensor(chain.A.Shape)
        select (chain.A, second, chain.B),
        t =>
        {
            Tensor both = Tensor.Stack([t.A, t.second], 0).MatMul(t.B);
            TensorAssert.SameBits(t.A.MatMul(t.B), both.Slice(0, 0, 1).Reshape(both.Shape[1..].Span));
            TensorAssert.SameBits(t.second.MatMul(t.B), both.Slice(0, 1, 1).Reshape(both.Shape[1..].Span));
        });

    private static Gen<(Tensor A, Tensor B, Tensor C)> Chain() =>
        from extents in Gen.Choose(1, 20).ArrayOf(4)
        from a in Any.Tensor([extents[0], extents[1]])
        from b in Any.Tensor([extents[1], extents[2]])
        from c in Any.Tensor([extents[2], extents[3]])
        select (a, b, c);
}

using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class RowTotalsTests
{
    [Fact]
    public void Totals_keep_their_promises() => new OpSpec
    {
        Name = "RowTotals",
        Call = x => Op.ApplyAll(RowTotalsOp.Instance, 2, x[0], x[1])[0],
        Shapes = [[[7], [7, 3]], [[9], [9]], [[5], [5, 2, 2]], [[0], [0, 3]]],
        Inputs = [Values.Integers(0, 4), Values.Normal()],
        Large = [[3000], [3000, 5]],
        BatchedInputs = [0, 1],
        Reference = static x =>
        {
            var (rows, values) = (x[0].At(), x[1].At());
            return Loops.Build(x[1].Shape, i => Enumerable.Range(0, x[0].Shape[0]).Where(k => rows([k]) == rows([i[0]])).Sum(k => values([k, .. i[1..]])));
        },
    }.Verify();

    [Fact]
    public void The_first_occurrence_of_each_index_is_marked()
    {
        Tensor isFirst = Op.ApplyAll(RowTotalsOp.Instance, 2, Tensor.From([7L, 1_000_000_000_000L, 7L, 0L, 1_000_000_000_000L]), Tensor.Ones([5, 2]))[1];
        Assert.Equal([1f, 1f, 0f, 1f, 0f], isFirst.ToArray<float>());
    }

    [Fact]
    public void Equal_rows_add_in_the_order_of_the_list()
    {
        Tensor totals = Op.ApplyAll(RowTotalsOp.Instance, 2, Tensor.From([3, 3, 3]), Tensor.From([1e8f, 1f, -1e8f]))[0];
        Assert.Equal([0f, 0f, 0f], totals.ToArray<float>());   // 1e8 + 1 is 1e8 in Float32; another order would leave 1
    }
}

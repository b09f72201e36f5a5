using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class GatherTests
{
    [Fact]
    public void Gather_keeps_its_promises() => new OpSpec
    {
        Name = "Gather",
        Call = x => x[0].Gather(x[1]),
        Shapes = [[[5, 3], [7]], [[5], [2, 3]], [[5, 2, 3], [2, 2]]],
        Inputs = [Values.Normal(), Values.Integers(0, 5)],
        Large = [[5, 40_000], [9]],
        BatchedInputs = [1],
        Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var (table, indices) = (x[0].At(), x[1].At());
            int rank = x[1].Rank;
            return Loops.Build([.. x[1].Shape, .. x[0].Shape[1..]], i => table([(int)indices(i[..rank]), .. i[rank..]]));
        },
    }.Verify();

    [Fact]
    public void The_gradient_stays_row_sparse()
    {
        using var tape = GradientTape.Begin();
        Tensor table = Tensor.Arange(6).Reshape(3, 2);
        Gradients gradients = tape.Gradient((table.Gather(Tensor.From([2, 0, 2])) * 3.0).Sum(), table);
        Assert.True(gradients.TryGetRows(table, out RowGradient rows));
        Assert.Equal([2, 0, 2], rows.Rows.ToArray<int>());
        Assert.Equal([3, 2], rows.Values.Shape);
        Assert.Equal([3, 3, 0, 0, 6, 6], gradients[table].ToArray<float>());
    }

    [Fact]
    public void Errors_name_the_index()
    {
        Snapshot.Throws<ShapeException>("Indexing/gather_outside", () => Tensor.Ones([3, 2]).Gather(Tensor.From([0L, 3L])));
        Snapshot.Throws<ShapeException>("Indexing/gather_negative", () => Tensor.Ones([3, 2]).Gather(Tensor.From([0, -1])));
        Snapshot.Throws<DTypeException>("Indexing/gather_floats", () => Tensor.Ones([3, 2]).Gather(Tensor.From([0f])));
        Snapshot.Throws<ShapeException>("Indexing/gather_number", () => Tensor.Scalar(1).Gather(Tensor.From([0])));
    }
}

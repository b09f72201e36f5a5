using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class GatherAlongTests
{
    [Theory]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    public void GatherAlong_keeps_its_promises(DType type) => new OpSpec
    {
        Name = $"GatherAlong ({type})",
        Call = x => x[0].GatherAlong(x[1], axis: 1),
        Shapes = [[[2, 5], [2, 3]], [[3, 5, 4], [3, 2, 4]], [[2, 6, 1], [2, 9, 1]]],
        Inputs = [Values.Normal(), Values.Integers(0, 5, type)],
        Large = [[300, 5, 50], [300, 7, 50]],
        BatchedInputs = [0, 1],
        Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var (values, indices) = (x[0].At(), x[1].At());
            return Loops.Build(x[1].Shape, i => values([i[0], (int)indices(i), .. i[2..]]));
        },
    }.Verify();

    [Fact]
    public void Every_type_is_picked_from()
    {
        Tensor indices = Tensor.From(new[,] { { 1, 1, 0 } });
        Assert.Equal([7L, 7, 5], Tensor.From(new[,] { { 5L, 7 } }).GatherAlong(indices, 1).ToArray<long>());
        Assert.Equal([true, true, false], Tensor.From(new[,] { { false, true } }).GatherAlong(indices, 1).ToArray<bool>());
    }

    [Fact]
    public void Equal_indices_add_up_in_the_gradient()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.Ones([1, 3]);
        Assert.Equal([0, 2, 1], tape.Gradient(x.GatherAlong(Tensor.From(new[,] { { 1, 2, 1 } }), -1).Sum(), x)[x].ToArray<float>());
    }

    [Fact]
    public void Errors_show_the_shapes()
    {
        Snapshot.Throws<ShapeException>("Indexing/gather_along_labels", () => Tensor.Ones([4, 3]).GatherAlong(Tensor.From([0, 1, 2, 0]), 1));
        Snapshot.Throws<ShapeException>("Indexing/gather_along_different", () => Tensor.Ones([4, 3]).GatherAlong(Tensor.Zeros([2, 1], DType.Int32), 1));
        Snapshot.Throws<ShapeException>("Indexing/gather_along_outside", () => Tensor.Ones([1, 3]).GatherAlong(Tensor.From(new[,] { { 0, 3 } }), 1));
        Snapshot.Throws<DTypeException>("Indexing/gather_along_floats", () => Tensor.Ones([1, 3]).GatherAlong(Tensor.Ones([1, 1]), 1));
    }
}

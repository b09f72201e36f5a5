using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class SplitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_part_keeps_its_promises(int part) => new OpSpec
    {
        Name = $"Split (part {part})", Call = x => x[0].Split(3, axis: -1)[part], Shapes = [[[2, 6]], [[4, 2, 3]]], Tolerance = Tolerance.Exact,
        Reference = x => Part(x[0], part),
    }.Verify();

    [Fact]
    public void The_gradients_of_all_parts_are_joined() =>
        GradientCheck.Verify(x => x.Split(3, axis: 1) is [var a, var b, var c] ? a * b * c
            : throw new InvalidOperationException(), Tensor.Normal([2, 6], seed: 1), order: 2);

    [Fact]
    public void Parts_of_given_sizes_lie_one_after_the_other()
    {
        Tensor x = Tensor.Arange(10).Reshape(2, 5);
        Tensor[] parts = x.Split([1, 0, 4], axis: 1);
        Assert.Equal([0, 5], parts[0].ToArray<float>());
        Assert.Equal([2, 0], parts[1].Shape);
        TensorAssert.SameBits(x, Tensor.Concat(parts, axis: 1));
    }

    [Fact]
    public void Symbolic_parts_keep_the_batch_axis()
    {
        Tensor[] parts = Graph.Input([8], DType.Float32).Split(4, axis: 1);
        Assert.Equal(4, parts.Length);
        Assert.All(parts, part => Assert.Equal("Float32 [batch, 2]", part.ToString()));
    }

    [Fact]
    public void Errors_say_what_divides()
    {
        Snapshot.Throws<ShapeException>("Movement/split_uneven", () => Tensor.Ones([2, 7]).Split(3, axis: 1));
        Snapshot.Throws<OptionException>("Movement/split_zero", () => Tensor.Ones([2, 7]).Split(0, axis: 1));
        Snapshot.Throws<ShapeException>("Movement/split_sizes", () => Tensor.Ones([2, 7]).Split([3, 3], axis: 1));
    }

    private static Tensor Part(Tensor x, int part)
    {
        var at = x.At();
        int third = x.Shape[^1] / 3;
        return Loops.Build(x.Shape.With(-1, third), i => at([.. i[..^1], part * third + i[^1]]));
    }
}

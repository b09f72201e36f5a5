using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class ExpandDimsTests
{
    [Theory]
    [InlineData(0, "[1, 2, 3]")]
    [InlineData(1, "[2, 1, 3]")]
    [InlineData(-1, "[2, 3, 1]")]
    [InlineData(-3, "[1, 2, 3]")]
    public void An_axis_is_added_and_taken_out_again(int axis, string shape)
    {
        Tensor x = Tensor.Normal([2, 3], seed: 1), y = x.ExpandDims(axis);
        Assert.Equal(shape, y.Shape.ToString());
        TensorAssert.SameBits(x, y.Squeeze(axis));
    }

    [Fact]
    public void ExpandDims_keeps_its_promises() => new OpSpec
    {
        Name = "ExpandDims", Call = x => x[0].ExpandDims(1), Shapes = [[[2, 3]], [[5]]], Tolerance = Tolerance.Exact,
        Reference = x => Tensor.From(x[0].ToArray<double>(), x[0].Shape.Insert(1, 1)),
    }.Verify();

    [Fact]
    public void Squeeze_keeps_its_promises() => new OpSpec
    {
        Name = "Squeeze", Call = x => x[0].Squeeze(-2), Shapes = [[[2, 1, 3]], [[5, 1, 1]]], Tolerance = Tolerance.Exact,
        Reference = x => Tensor.From(x[0].ToArray<double>(), x[0].Shape.Without(1)),
    }.Verify();

    [Fact]
    public void Errors_name_the_axis()
    {
        Snapshot.Throws<ShapeException>("Movement/expand_dims_no_such_place", () => Tensor.Ones([2, 3]).ExpandDims(3));
        Snapshot.Throws<ShapeException>("Movement/squeeze_not_one", () => Tensor.Ones([2, 3]).Squeeze(1));
    }
}

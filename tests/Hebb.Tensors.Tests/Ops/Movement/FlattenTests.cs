using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class FlattenTests
{
    [Fact]
    public void Flatten_keeps_its_promises() => new OpSpec
    {
        Name = "Flatten", Call = x => x[0].Flatten(), Shapes = [[[2, 3, 4]], [[5, 2]], [[3]]], Tolerance = Tolerance.Exact,
        Reference = x => Tensor.From(x[0].ToArray<double>(), [x[0].Shape[0], (int)(x[0].Count / x[0].Shape[0])]),
    }.Verify();

    [Theory]
    [InlineData(0, "[24]")]
    [InlineData(2, "[2, 3, 4]")]
    [InlineData(-2, "[2, 12]")]
    public void Merging_may_begin_at_any_axis(int from, string shape) => Assert.Equal(shape, Tensor.Zeros([2, 3, 4]).Flatten(from).Shape.ToString());

    [Fact]
    public void An_empty_batch_stays_one() => Assert.Equal([0, 12], Tensor.Zeros([0, 3, 4]).Flatten().Shape);

    [Fact]
    public void The_batch_axis_of_a_model_keeps_its_name() =>
        Assert.Equal("Float32 [batch, 784]", Graph.Input([28, 28, 1], DType.Float32).Flatten().ToString());

    [Fact]
    public void The_error_names_the_axis() => Snapshot.Throws<ShapeException>("Movement/flatten_no_such_axis", () => Tensor.Scalar(1).Flatten());
}

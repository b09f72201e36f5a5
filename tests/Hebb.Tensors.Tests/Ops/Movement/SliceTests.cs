using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class SliceTests
{
    [Fact]
    public void Slice_keeps_its_promises() => new OpSpec
    {
        Name = "Slice",
        Call = x => x[0].Slice(axis: 1, start: 2, count: 3), Shapes = [[[2, 5, 4]], [[3, 7]]], Large = [[40, 60, 50]], Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var at = x[0].At();
            return Loops.Build(x[0].Shape.With(1, 3), i => at([i[0], i[1] + 2, .. i[2..]]));
        },
    }.Verify();

    [Fact]
    public void Errors_show_the_axis()
    {
        Snapshot.Throws<ShapeException>("Movement/slice_too_long", () => Tensor.Ones([2, 5]).Slice(1, 3, 3));
        Snapshot.Throws<ShapeException>("Movement/slice_negative", () => Tensor.Ones([2, 5]).Slice(1, -1, 3));
        Assert.Throws<ShapeException>(() => Tensor.Ones([2, 5]).Slice(1, int.MaxValue, 2));
    }
}

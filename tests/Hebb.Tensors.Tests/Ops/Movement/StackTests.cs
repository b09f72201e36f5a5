using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class StackTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Stack_keeps_its_promises(int axis) => new OpSpec
    {
        Name = $"Stack (axis {axis})",
        Call = x => Tensor.Stack([x[0], x[1], x[0]], axis), Shapes = [[[2, 3], [2, 3]]], Tolerance = Tolerance.Exact, BatchedInputs = axis == 0 ? [] : [0, 1],
        Reference = x =>
        {
            var (a, b) = (x[0].At(), x[1].At());
            int at = axis < 0 ? 2 : axis;
            return Loops.Build(x[0].Shape.Insert(at, 3), i => (i[at] == 1 ? b : a)([.. i[..at], .. i[(at + 1)..]]));
        },
    }.Verify();

    [Fact]
    public void Errors_show_the_shapes()
    {
        Snapshot.Throws<ShapeException>("Movement/stack_nothing", () => Tensor.Stack([]));
        Snapshot.Throws<ShapeException>("Movement/stack_different", () => Tensor.Stack([Tensor.Ones([2, 3]), Tensor.Ones([3, 2])]));
    }
}

using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class ReverseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Reverse_keeps_its_promises(int axis) => new OpSpec
    {
        Name = $"Reverse (axis {axis})",
        Call = x => x[0].Reverse(axis), Shapes = [[[2, 3, 4]], [[5, 1, 7]]], Large = [[40, 50, 60]], Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var at = x[0].At();
            Shape s = x[0].Shape;
            return Loops.Build(s, i => axis == 1 ? at([i[0], s[1] - 1 - i[1], i[2]]) : at([i[0], i[1], s[2] - 1 - i[2]]));
        },
    }.Verify();

    [Fact]
    public void An_empty_axis_stays_empty() => Assert.Equal([3, 0], Tensor.Ones([3, 0]).Reverse(1).Shape);
}

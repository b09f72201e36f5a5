using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class BroadcastToTests
{
    [Fact]
    public void BroadcastTo_keeps_its_promises() => new OpSpec
    {
        Name = "BroadcastTo",
        Call = x => x[0].BroadcastTo([2, 3, 4]), Shapes = [[[3, 1]], [[4]], [[2, 1, 4]], [[]]], Tolerance = Tolerance.Exact, BatchedInputs = [],
        Reference = x =>
        {
            var at = x[0].At();
            Shape s = x[0].Shape;
            return Loops.Build([2, 3, 4], i => at([.. Enumerable.Range(0, s.Rank).Select(axis => s[axis] == 1 ? 0 : i[axis + 3 - s.Rank])]));
        },
    }.Verify();

    [Fact]
    public void The_error_shows_both_shapes() =>
        Snapshot.Throws<ShapeException>("Movement/broadcast_does_not_fit", () => Tensor.Ones([2, 3]).BroadcastTo([3, 3]));
}

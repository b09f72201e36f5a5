using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class ReshapeTests
{
    [Fact]
    public void Reshape_keeps_its_promises() => new OpSpec
    {
        Name = "Reshape", Call = x => x[0].Reshape(-1, 2, 3), Shapes = [[[4, 6]], [[1, 3, 2]]], Tolerance = Tolerance.Exact,
        Reference = x => Tensor.From(x[0].ToArray<double>(), [x[0].Shape[0], 2, 3]),
    }.Verify();

    [Fact]
    public void Errors_show_both_shapes()
    {
        Snapshot.Throws<ShapeException>("Movement/reshape_does_not_fit", () => Tensor.Ones([4, 6]).Reshape(-1, 5));
        Snapshot.Throws<ShapeException>("Movement/reshape_two_free", () => Tensor.Ones([4, 6]).Reshape(-1, -1));
    }
}

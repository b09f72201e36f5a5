using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class TileTests
{
    [Fact]
    public void Tile_keeps_its_promises() => new OpSpec
    {
        Name = "Tile", Call = x => x[0].Tile(1, 2, 3), Shapes = [[[2, 3, 4]], [[3, 1, 1]]], Large = [[50, 20, 30]], Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var at = x[0].At();
            Shape s = x[0].Shape;
            return Loops.Build([s[0], 2 * s[1], 3 * s[2]], i => at([i[0], i[1] % s[1], i[2] % s[2]]));
        },
    }.Verify();

    [Fact]
    public void Repeat_keeps_its_promises() => new OpSpec
    {
        Name = "Repeat", Call = x => x[0].Repeat(2, axis: 1).Repeat(2, axis: -1), Shapes = [[[2, 3, 4]], [[3, 1, 1]]], Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var at = x[0].At();
            Shape s = x[0].Shape;
            return Loops.Build([s[0], 2 * s[1], 2 * s[2]], i => at([i[0], i[1] / 2, i[2] / 2]));
        },
    }.Verify();

    [Fact]
    public void The_batch_axis_can_be_tiled() => TensorAssert.SameBits(Tensor.Concat([Tensor.Arange(3), Tensor.Arange(3)], 0), Tensor.Arange(3).Tile(2));

    [Fact]
    public void Errors_name_the_counts()
    {
        Snapshot.Throws<ShapeException>("Movement/tile_too_few", () => Tensor.Ones([2, 3]).Tile(2));
        Snapshot.Throws<OptionException>("Movement/repeat_zero", () => Tensor.Ones([2, 3]).Repeat(0, axis: 1));
    }
}

using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class PadTests
{
    private static readonly OpSpec Spec = new()
    {
        Name = "Pad",
        Call = x => x[0].Pad([(0, 0), (1, 2), (0, 3)], 1.5),
        Shapes = [[[2, 3, 4]], [[1, 1, 1]], [[3, 5, 2]]], Large = [[40, 60, 50]], Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var at = x[0].At();
            Shape s = x[0].Shape;
            return Loops.Build([s[0], s[1] + 3, s[2] + 3], i => i[1] >= 1 && i[1] < s[1] + 1 && i[2] < s[2] ? at([i[0], i[1] - 1, i[2]]) : 1.5);
        },
    };

    [Fact]
    public void Pad_keeps_its_promises() => Spec.Verify();

    [Fact]
    public void Integers_are_padded_too() => Assert.Equal([7, 7, 1, 2, 7], Tensor.From([1, 2]).Pad([(2, 1)], 7).ToArray<int>());

    [Fact]
    public void Errors_name_the_amounts()
    {
        Snapshot.Throws<ShapeException>("Movement/pad_too_few", () => Tensor.Ones([2, 3]).Pad([(1, 1)]));
        Snapshot.Throws<ShapeException>("Movement/pad_too_long", () => Tensor.Ones([3]).Pad([(int.MaxValue, int.MaxValue)]));
        Snapshot.Throws<ShapeException>("Movement/pad_negative", () => Tensor.Ones([2, 3]).Pad([(0, 0), (1, -1)]));
    }
}

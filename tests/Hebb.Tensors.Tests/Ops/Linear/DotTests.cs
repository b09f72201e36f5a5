using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class DotTests
{
    [Fact]
    public void Dot_keeps_its_promises() => new OpSpec
    {
        Name = "Dot",
        Call = x => x[0].Dot(x[1]),
        Shapes = [[[5], [5]], [[1], [1]]],
        Large = [[200_003], [200_003]],
        BatchedInputs = [],
        Reference = x => Tensor.From<double>([x[0].ToArray<double>().Zip(x[1].ToArray<double>(), (a, b) => a * b).Sum()], []),
    }.Verify();

    [Fact]
    public void Outer_keeps_its_promises() => new OpSpec
    {
        Name = "Outer",
        Call = x => x[0].Outer(x[1]),
        Shapes = [[[5], [3]], [[1], [4]]],
        BatchedInputs = [0],
        Tolerance = Tolerance.Ulps(1),
        Reference = x =>
        {
            var (a, b) = (x[0].At(), x[1].At());
            return Loops.Build([x[0].Shape[0], x[1].Shape[0]], i => a([i[0]]) * b([i[1]]));
        },
    }.Verify();

    [Fact]
    public void Errors_show_the_shapes()
    {
        Snapshot.Throws<ShapeException>("Linear/dot_matrix", () => Tensor.Ones([2, 3]).Dot(Tensor.Ones([3])));
        Snapshot.Throws<ShapeException>("Linear/dot_lengths", () => Tensor.Ones([2]).Dot(Tensor.Ones([3])));
        Snapshot.Throws<ShapeException>("Linear/outer_matrix", () => Tensor.Ones([2, 3]).Outer(Tensor.Ones([3])));
    }
}

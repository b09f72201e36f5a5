using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class ConcatTests
{
    [Fact]
    public void Concat_keeps_its_promises() => new OpSpec
    {
        Name = "Concat", Call = x => Tensor.Concat([x[0], x[1]], axis: -2), Shapes = [[[2, 3, 4], [2, 1, 4]], [[5, 2, 1], [5, 2, 1]]],
        Tolerance = Tolerance.Exact, BatchedInputs = [0, 1],
        Large = [[40, 30, 50], [40, 20, 50]],
        Reference = x =>
        {
            var (a, b) = (x[0].At(), x[1].At());
            int first = x[0].Shape[1];
            return Loops.Build(x[0].Shape.With(1, first + x[1].Shape[1]), i => i[1] < first ? a(i) : b([i[0], i[1] - first, i[2]]));
        },
    }.Verify();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Values_and_gradients_are_PyTorch_s(int which)
    {
        Golden golden = Golden.Load(which == 1 ? "layers/concatenate_axis_1" : "layers/concatenate_last_axis");
        int axis = which == 1 ? 1 : -1;
        string[] names = [.. golden.Names.Where(name => name.StartsWith("input", StringComparison.Ordinal))];
        using var tape = GradientTape.Begin();
        Tensor[] inputs = [.. names.Select(name => Tensor.From(golden.Float64(name), Shape.Create(golden.Shape(name))))];
        Tensor y = Tensor.Concat(inputs, axis);
        Assert.Equal(golden.Float64("output"), y.ToArray<double>());
        Gradients gradients = tape.VectorJacobianProduct(y, Tensor.From(golden.Float64("gradient.output"), y.Shape), inputs);
        for (int i = 0; i < names.Length; i++) Assert.Equal(golden.Float64($"gradient.{names[i]}"), gradients[inputs[i]].ToArray<double>());
    }

    [Fact]
    public void Errors_show_the_shapes()
    {
        Snapshot.Throws<ShapeException>("Movement/concat_different", () => Tensor.Concat([Tensor.Ones([2, 3]), Tensor.Ones([3, 3])], axis: 1));
        Snapshot.Throws<DTypeException>("Movement/concat_types", () => Tensor.Concat([Tensor.Ones([2, 3]), Tensor.Ones([2, 3], DType.Int32)], axis: 1));
        Tensor longest = Tensor.Zeros([int.MaxValue, 0]);
        Snapshot.Throws<ShapeException>("Movement/concat_too_long", () => Tensor.Concat([longest, longest], axis: 0));
        Snapshot.Throws<ShapeException>("Movement/concat_nothing", () => Tensor.Concat([], axis: 1));
    }
}

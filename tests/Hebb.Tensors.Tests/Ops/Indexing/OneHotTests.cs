using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class OneHotTests
{
    [Theory]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    public void OneHot_keeps_its_promises(DType type) => new OpSpec
    {
        Name = $"OneHot ({type})",
        Call = x => x[0].OneHot(5, DType.Float64),
        Shapes = [[[7]], [[2, 3]], [[1]]],
        Inputs = [Values.Integers(0, 5, type)],
        Tolerance = Tolerance.Exact,
        Gradient = 0,
        Reference = x =>
        {
            var at = x[0].At();
            return Loops.Build(x[0].Shape.Insert(x[0].Shape.Rank, 5), i => at([.. i[..^1]]) == i[^1] ? 1 : 0);
        },
    }.Verify();

    [Fact]
    public void The_result_has_the_type_that_is_asked_for() =>
        Assert.Equal([false, true, true, false], Tensor.From([1, 0]).OneHot(2, DType.Bool).ToArray<bool>());

    [Fact]
    public void A_loss_through_indicators_has_gradients()
    {
        Tensor labels = Tensor.From([2, 0]);
        GradientCheck.Verify(x => x * labels.OneHot(3, DType.Float64), Tensor.Normal([2, 3], seed: 1), order: 2);
    }

    [Fact]
    public void Errors_name_the_index()
    {
        Snapshot.Throws<ShapeException>("Indexing/one_hot_outside", () => Tensor.From([1, 5, 3]).OneHot(5));
        Snapshot.Throws<DTypeException>("Indexing/one_hot_floats", () => Tensor.From([1f, 2f]).OneHot(5));
        Snapshot.Throws<OptionException>("Indexing/one_hot_negative", () => Tensor.From([1]).OneHot(-1));
    }
}

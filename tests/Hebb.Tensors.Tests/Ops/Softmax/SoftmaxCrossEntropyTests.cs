using Hebb.Testing;

namespace Hebb;

public sealed class SoftmaxCrossEntropyTests
{
    [Theory]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    public void The_loss_of_each_row_meets_its_spec(DType labels) => new OpSpec
    {
        Name = $"SoftmaxCrossEntropy ({labels})",
        Call = x => Tensor.SoftmaxCrossEntropy(x[0], x[1]),
        Shapes = [[[4, 7], [4]], [[2, 3, 7], [2, 3]], [[7], []]],
        Inputs = [Values.Normal(0, 2), Values.Integers(0, 7, labels)],
        Reference = x => Rows(x[0], x[1]),
        BatchedInputs = [0, 1],
        Large = [[2100, 7], [2100]],
    }.Verify();

    [Fact]
    public void Extreme_logits_give_finite_losses() =>
        Assert.Equal([0f, 2000f],
            Tensor.SoftmaxCrossEntropy(Tensor.From(new[,] { { 1000f, -1000f }, { 1000f, -1000f } }), Tensor.From([0, 1])).ToArray<float>());

    [Fact]
    public void Wrong_calls_say_how_to_fix_them()
    {
        Tensor logits = Tensor.Zeros([2, 3]);
        Snapshot.Throws<DTypeException>("cross-entropy-float-labels", () => Tensor.SoftmaxCrossEntropy(logits, Tensor.Zeros([2])));
        Snapshot.Throws<DTypeException>("cross-entropy-integer-logits", () => Tensor.SoftmaxCrossEntropy(Tensor.From([1, 2]), Tensor.From([1])));
        Snapshot.Throws<ShapeException>("cross-entropy-column-of-labels", () => Tensor.SoftmaxCrossEntropy(logits, Tensor.Zeros([2, 1], DType.Int32)));
        Snapshot.Throws<DataException>("cross-entropy-foreign-label", () => Tensor.SoftmaxCrossEntropy(logits, Tensor.From([0, 3])));
    }

    private static Tensor Rows(Tensor logits, Tensor labels)
    {
        int[] classes = labels.Cast(DType.Int32).ToArray<int>();
        var losses = new double[classes.Length];
        ReferenceSoftmax.CrossEntropy<double>(logits.ToArray<double>(), classes, losses, logits.Shape[^1]);
        return Tensor.From(losses, labels.Shape);
    }
}

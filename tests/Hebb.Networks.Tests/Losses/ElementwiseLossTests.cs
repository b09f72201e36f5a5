using Hebb.Testing;

namespace Hebb.Networks.Tests.Losses;

public class ElementwiseLossTests
{
    [Fact]
    public void The_squared_error_is_that_of_PyTorch() => LossGoldens.Verify("mean_squared_error", reduction => new MeanSquaredError { Reduction = reduction },
        outputs: 5);

    [Fact]
    public void The_absolute_error_is_that_of_PyTorch() => LossGoldens.Verify("mean_absolute_error", reduction =>
        new MeanAbsoluteError { Reduction = reduction }, outputs: 5);

    [Theory]
    [InlineData("huber_1.0", 1.0)]
    [InlineData("huber_1.5", 1.5)]
    public void The_Huber_loss_is_that_of_PyTorch(string golden, double delta) => LossGoldens.Verify(golden, reduction =>
        new Huber(delta) { Reduction = reduction }, outputs: 5);

    [Theory]
    [InlineData("binary_cross_entropy", 0, 5)]
    [InlineData("binary_cross_entropy_soft_labels", 0, 5)]
    [InlineData("binary_cross_entropy_smoothing_0.1", 0.1, 5)]
    [InlineData("binary_cross_entropy_huge_logits", 0, 3)]
    public void Binary_cross_entropy_is_that_of_PyTorch(string golden, double smoothing, int outputs) =>
        LossGoldens.Verify(golden, reduction => new BinaryCrossEntropy { Reduction = reduction, LabelSmoothing = smoothing }, outputs);

    [Fact]
    public void The_operation_of_binary_cross_entropy_meets_its_spec() =>
        (OpSpec.Elementwise("BinaryCrossEntropy", static (x, y) => Op.Apply(BinaryCrossEntropyOp.Instance, x, y),
            static (x, y) => Math.Max(x, 0) - x * y + Math.Log(1 + Math.Exp(-Math.Abs(x)))) with
        {
            Inputs = [Values.Uniform(-8, 8), Values.Uniform(0, 1)],
            Tolerance = Tolerance.Relative(2e-6),
            Specials = [double.NaN, 0, -0.0, 1, -1],
        }).Verify();

    [Fact]
    public void Binary_cross_entropy_has_its_slope_at_a_logit_of_zero_too()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.Zeros([3]);
        Tensor loss = new BinaryCrossEntropy { Reduction = Reduction.Sum }.Call(x, Tensor.From([0f, 0.5f, 1f]));
        Assert.Equal([0.5f, 0f, -0.5f], tape.Gradient(loss, x)[x].ToArray<float>());
    }

    [Fact]
    public void Binary_cross_entropy_keeps_the_digits_of_a_tiny_loss()
    {
        double loss = new BinaryCrossEntropy().Call(Tensor.From(20f), Tensor.From(1f)).ToScalar();
        Assert.Equal(2.0611536e-9, loss, 1e-15);
    }

    [Fact]
    public void Binary_cross_entropy_of_probabilities_is_that_of_their_logits()
    {
        Tensor x = Tensor.From([-3.0, 0.1, 2], [3, 1]), y = Tensor.From([0.0, 1, 1], [3, 1]);
        Assert.Equal(new BinaryCrossEntropy().Call(x, y).ToScalar(), new BinaryCrossEntropy { FromLogits = false }.Call(x.Sigmoid(), y).ToScalar(), 1e-14);
    }

    [Fact]
    public void Gradients_are_right_to_second_order()
    {
        Tensor x = Tensor.From([0.3, -1.2, 0.45, 2.1], [2, 2]), y = Tensor.From([0.0, 1, 0.25, 0.5], [2, 2]);
        GradientCheck.Verify(p => new BinaryCrossEntropy().Call(p, y), x);
        GradientCheck.Verify(labels => new BinaryCrossEntropy().Call(x, labels), y * 0.8 + 0.1);   // its steps go both ways, and labels end at 0 and 1
        GradientCheck.Verify(p => new MeanSquaredError().Call(p, y), x);
        GradientCheck.Verify(p => new MeanAbsoluteError().Call(p, y), x);
        GradientCheck.Verify(p => new Huber().Call(p, y), x);
    }

    [Fact]
    public void A_sample_of_several_axes_has_one_loss()
    {
        Tensor losses = new MeanSquaredError { Reduction = Reduction.None }.Call(Tensor.Full([2, 3, 4, 1], 3), Tensor.Ones([2, 3, 4, 1]));
        Assert.Equal([4f, 4f], losses.ToArray<float>());
    }

    [Fact]
    public void Labels_of_another_type_are_converted()
    {
        Tensor loss = new BinaryCrossEntropy().Call(Tensor.Zeros([2, 1]), Tensor.From([true, false], [2, 1]));
        Assert.Equal(Math.Log(2), loss.ToScalar(), 1e-6);
    }

    [Fact]
    public void Shapes_that_differ_are_refused_with_the_remedy() => Snapshot.Errors("elementwise_loss_errors",
    [
        ("labels as a column", () => new MeanSquaredError().Call(Tensor.Zeros([4]), Tensor.Zeros([4, 1]))),
        ("predictions as a column", () => new MeanAbsoluteError().Call(Tensor.Zeros([4, 1]), Tensor.Zeros([4]))),
        ("fewer labels", () => new Huber().Call(Tensor.Zeros([4, 2]), Tensor.Zeros([3, 2]))),
        ("another number of outputs", () => new MeanSquaredError().Call(Tensor.Zeros([4, 2]), Tensor.Zeros([4, 3]))),
        ("class numbers", () => new BinaryCrossEntropy().Call(Tensor.Zeros([4, 10]), Tensor.Zeros([4], DType.Int32))),
        ("integer predictions", () => new BinaryCrossEntropy().Call(Tensor.Zeros([4, 1], DType.Int32), Tensor.Zeros([4, 1]))),
        ("a delta of zero", () => _ = new Huber(0)),
        ("label smoothing", () => _ = new BinaryCrossEntropy { LabelSmoothing = -0.1 }),
    ]);
}

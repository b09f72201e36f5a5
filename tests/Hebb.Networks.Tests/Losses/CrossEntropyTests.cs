namespace Hebb.Networks.Tests.Losses;

public class CrossEntropyTests
{
    [Theory]
    [InlineData("cross_entropy", 0)]
    [InlineData("cross_entropy_smoothing_0.1", 0.1)]
    [InlineData("cross_entropy_one_hot", 0)]
    [InlineData("cross_entropy_one_hot_smoothing_0.1", 0.1)]
    [InlineData("cross_entropy_soft_labels", 0)]
    [InlineData("cross_entropy_soft_labels_smoothing_0.1", 0.1)]
    [InlineData("cross_entropy_huge_logits", 0)]
    [InlineData("cross_entropy_per_pixel", 0)]
    public void Values_and_gradients_are_those_of_PyTorch(string golden, double smoothing) =>
        LossGoldens.Verify(golden, reduction => new CrossEntropy { Reduction = reduction, LabelSmoothing = smoothing });

    [Theory]
    [InlineData("cross_entropy_ignored", 255, 0)]
    [InlineData("cross_entropy_ignored_smoothing_0.1", 255, 0.1)]
    [InlineData("cross_entropy_per_pixel_ignored", -1, 0)]
    public void Of_an_ignored_label_values_and_gradients_are_those_of_PyTorch(string golden, int ignored, double smoothing) =>
        LossGoldens.Verify(golden, reduction => new CrossEntropy { Reduction = reduction, LabelSmoothing = smoothing, IgnoredLabel = ignored });

    [Fact]
    public void Of_an_ignored_label_a_weighted_mean_divides_by_the_number_of_those_that_count() =>
        LossGoldens.Verify("cross_entropy_class_weights_ignored", reduction => new CrossEntropy
        {
            Reduction = reduction,
            ClassWeights = [0.5, 2, 0, 1, 3],
            IgnoredLabel = 255,
        });

    [Fact]
    public void Where_all_labels_are_ignored_the_loss_is_zero_and_nothing_is_learned()
    {
        Tensor logits = Tensor.From([1f, -2f, 3f, 0.5f, 0f, -1f], [2, 3]);
        using var tape = GradientTape.Begin();
        Tensor loss = new CrossEntropy { IgnoredLabel = -1 }.Call(logits, Tensor.From([-1, -1]));
        Assert.Equal(0, loss.ToScalar());
        Assert.Equal(new float[6], tape.Gradient(loss, logits)[logits].ToArray<float>());
    }

    [Fact]
    public void As_a_metric_the_mean_counts_what_the_loss_counts()
    {
        Tensor logits = Tensor.From([1.0, -2, 3, 0.5, 0, -1, 2, 2, 1], [3, 3]), labels = Tensor.From([2, 9, 0]), weights = Tensor.From([2.0, 5.0, 1.0]);
        CrossEntropy loss = new() { IgnoredLabel = 9 };
        MeanLoss plain = new(loss), weighted = new(loss);
        plain.Update(logits, labels);
        weighted.Update(logits, labels, weights);
        double[] each = new CrossEntropy { IgnoredLabel = 9, Reduction = Reduction.None }.Call(logits, labels).ToArray<double>();
        Assert.Equal((each[0] + each[2]) / 2, plain.Result, 1e-14);
        Assert.Equal((2 * each[0] + each[2]) / 3, weighted.Result, 1e-14);
    }

    [Fact]
    public void Int32_labels_and_Int64_labels_give_the_same_bits()
    {
        Tensor logits = Tensor.From([1f, -2f, 3f, 0.5f, 0f, -1f], [2, 3]);
        double narrow = new CrossEntropy().Call(logits, Tensor.From([2, 0])).ToScalar();
        double wide = new CrossEntropy().Call(logits, Tensor.From([2L, 0L])).ToScalar();
        Assert.Equal(BitConverter.DoubleToInt64Bits(narrow), BitConverter.DoubleToInt64Bits(wide));
    }

    [Fact]
    public void Probabilities_give_what_their_logits_give()
    {
        Tensor logits = Tensor.From([1.0, -2, 3, 0.5, 0, -1], [2, 3]), labels = Tensor.From([2, 0]);
        double expected = new CrossEntropy().Call(logits, labels).ToScalar();
        Assert.Equal(expected, new CrossEntropy { FromLogits = false }.Call(logits.Softmax(), labels).ToScalar(), 1e-14);
        Assert.Equal(expected, new CrossEntropy { FromLogits = false }.Call(logits.Softmax() * 7.0, labels).ToScalar(), 1e-14);
    }

    [Fact]
    public void A_probability_of_zero_for_the_right_class_is_a_large_loss_and_not_infinity()
    {
        Tensor p = Tensor.From([1f, 0f], [1, 2]);
        double loss = new CrossEntropy { FromLogits = false }.Call(p, Tensor.From([1])).ToScalar();
        Assert.Equal(-Math.Log(1e-7), loss, 1e-5);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 0.2)]
    [InlineData(false, 0.2)]
    public void The_gradient_is_right_to_second_order(bool fromLogits, double smoothing)
    {
        Tensor x = Tensor.From([0.3, 0.2, 0.5, 0.1, 0.6, 0.3], [2, 3]);
        CrossEntropy loss = new() { FromLogits = fromLogits, LabelSmoothing = smoothing };
        GradientCheck.Verify(predictions => loss.Call(predictions, Tensor.From([2, 0])), x);
        GradientCheck.Verify(predictions => loss.Call(predictions, Tensor.From([0.5, 0.25, 0.25, 0, 0, 1], [2, 3])), x);
    }

    [Fact]
    public void Labels_that_do_not_belong_to_the_predictions_are_refused_with_the_remedy() => Snapshot.Errors("cross_entropy_errors",
    [
        ("labels as a column", () => Call([4, 10], DType.Float32, [4, 1], DType.Int32)),
        ("labels as floats", () => Call([4, 10], DType.Float32, [4], DType.Float32)),
        ("labels as bytes", () => Call([4, 10], DType.Float32, [4], DType.UInt8)),
        ("fewer labels than predictions", () => Call([4, 10], DType.Float32, [3], DType.Int32)),
        ("one-hot labels of other classes", () => Call([4, 10], DType.Float32, [4, 7], DType.Float32)),
        ("one output", () => Call([4, 1], DType.Float32, [4], DType.Int32)),
        ("predictions without classes", () => Call([], DType.Float32, [], DType.Int32)),
        ("labels first", () => Call([4], DType.Int32, [4, 10], DType.Float32)),
        ("a label outside the classes", () => new CrossEntropy().Call(Tensor.Zeros([2, 3]), Tensor.From([0, 3]))),
        ("a label that may mark what does not count", () => new CrossEntropy().Call(Tensor.Zeros([2, 3]), Tensor.From([0, -1]))),
        ("another label than the ignored one", () => new CrossEntropy { IgnoredLabel = 255 }.Call(Tensor.Zeros([2, 3]), Tensor.From([255, 254]))),
        ("an ignored label of a distribution", () => new CrossEntropy { IgnoredLabel = 0 }.Call(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]))),
        ("label smoothing", () => _ = new CrossEntropy { LabelSmoothing = 1 }),
    ]);

    private static Tensor Call(Shape predictions, DType type, Shape labels, DType labelType) => new CrossEntropy().Call(Tensor.Zeros(predictions, type),
        Tensor.Zeros(labels, labelType));
}

namespace Hebb.Networks.Tests.Losses;

/// <summary>The answers to a single yes-or-no question may be class numbers, as a data set of two classes has them.</summary>
public class YesOrNoLabelTests
{
    private static readonly Tensor s_scores = Tensor.From([0.5f, -2f, 3f, -0.25f], [4, 1]), s_column = Tensor.From([1f, 0f, 0f, 1f], [4, 1]);
    private static readonly Tensor[] s_classes = [Tensor.From([1, 0, 0, 1]), Tensor.From([1L, 0L, 0L, 1L]), Tensor.From([true, false, false, true]),
        Tensor.From([(byte)1, (byte)0, (byte)0, (byte)1])];

    [Fact]
    public void Losses_take_class_numbers_for_a_column_of_answers()
    {
        Tensor weights = Tensor.From([1f, 2f, 3f, 4f]);
        foreach (Loss loss in (Loss[])[new BinaryCrossEntropy { ClassWeights = [1, 3] }, new BinaryFocalCrossEntropy(), new Hinge(), new SquaredHinge()])
            foreach (Tensor labels in s_classes)
            {
                Assert.Equal(loss.Call(s_scores, s_column, weights).ToArray<float>(), loss.Call(s_scores, labels, weights).ToArray<float>());
                Plan plan = Plan.Compile(() => loss.Call(s_scores, labels));
                plan.Replay();
                Assert.Equal(loss.Call(s_scores, s_column).ToArray<float>(), plan.ToTensor().ToArray<float>());
            }
    }

    [Fact]
    public void Metrics_take_class_numbers_for_a_column_of_answers()
    {
        Func<Metric>[] metrics = [() => new BinaryAccuracy(), () => new Precision(), () => new Recall(), () => new TrueNegatives(), () => new Auc(),
            () => new HammingDistance(), () => new FScore { IgnoredLabel = 0 }];
        foreach (Func<Metric> make in metrics)
            foreach (Tensor labels in s_classes)
            {
                (Metric expected, Metric actual) = (make(), make());
                expected.Update(s_scores, s_column, Weights(expected));
                actual.Update(s_scores, labels, Weights(actual));
                Assert.Equal(expected.Result, actual.Result);
                Assert.False(double.IsNaN(actual.Result), actual.Name);
            }
        Assert.Equal(Auc.Exact(s_scores, s_column), Auc.Exact(s_scores, s_classes[0]));

        static Tensor? Weights(Metric metric) => metric is HammingDistance ? null : Tensor.From([1f, 2f, 3f, 4f]);
    }

    [Fact]
    public void What_may_be_something_else_is_refused() => Snapshot.Errors("yes_or_no_labels",
    [
        ("amounts in a row", () => new BinaryCrossEntropy().Call(s_scores, Tensor.From([1f, 0f, 0f, 1f]))),
        ("a class too many", () => new BinaryCrossEntropy().Call(s_scores, Tensor.From([1, 0, 2, 1]))),
        ("a class too many for a metric", () => new BinaryAccuracy().Update(s_scores, Tensor.From([1, 0, 2, 1]))),
        ("class numbers where amounts are asked for", () => new MeanSquaredError().Call(s_scores, s_classes[0])),
        ("two questions, one answer", () => new BinaryCrossEntropy().Call(Tensor.Zeros([4, 2]), s_classes[0])),
        ("more answers than predictions", () => new BinaryCrossEntropy().Call(Tensor.Zeros([3, 1]), s_classes[0])),
    ]);
}

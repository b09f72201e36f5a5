namespace Hebb.Networks.Tests.Metrics;

public class CountingMetricTests
{
    [Fact]
    public void A_hand_made_example_counts()
    {
        var precision = new Precision { Threshold = 0.5 };
        precision.Update(Tensor.From([0.9f, 0.8f, 0.7f, 0.6f, 0.2f, 0.1f, 0.3f, 0.4f, 0.5f, 0f]), Tensor.From([1f, 1f, 1f, 0f, 1f, 1f, 0f, 0f, 0f, 0f]));
        Assert.Equal(new AnswerCounts(3, 1, 2, 4), precision.Counts);
        Assert.Equal(0.75, precision.Result);
        Assert.Equal(0.6, precision.Counts.Recall);
        Assert.Equal(0.8, precision.Counts.Specificity);
        Assert.Equal(0.5, precision.Counts.IoU);
        Assert.Equal(2.0 / 3, precision.Counts.FScore(), 1e-15);
        Assert.Equal(0.625, precision.Counts.FScore(2), 1e-15);   // 15 / (15 + 8 + 1)
    }

    [Fact]
    public void Nothing_found_is_zero_and_nothing_seen_is_not_a_number()
    {
        foreach (Metric metric in (Metric[])[new Precision(), new Recall(), new Specificity(), new FScore(), new IoU(), new TruePositives(), new Auc(), new R2()])
            Assert.True(double.IsNaN(metric.Result), metric.Name);
        var precision = new Precision();
        precision.Update(Tensor.From([-1f, -2f]), Tensor.From([0f, 0f]));
        Assert.Equal(0, precision.Result);
        var auc = new Auc();
        auc.Update(Tensor.From([-1f, -2f]), Tensor.From([0f, 0f]));
        Assert.True(double.IsNaN(auc.Result));   // no pair of a yes and a no
    }

    [Fact]
    public void What_is_ignored_does_not_count()
    {
        Tensor scores = Tensor.From([0, 1, 2, 2, 1, 0]).OneHot(3);
        var all = new IoU(3);
        var some = new IoU(3) { IgnoredLabel = 255 };
        some.Update(scores, Tensor.From([0, 1, 2, 255, 255, 1]));
        all.Update(scores[..3], Tensor.From([0, 1, 2]));
        all.Update(scores[5..], Tensor.From([1]));
        Assert.Equal(all.ClassCounts, some.ClassCounts);
        Assert.Equal(4, some.ClassCounts[0].Total);
        Assert.Equal(2.0 / 3, some.Result, 1e-15);   // 1/2, 1/2, 1

        var several = new Recall(2) { Threshold = 0, IgnoredLabel = -1 };
        several.Update(Tensor.From([1f, 1f, -1f, 1f], [2, 2]), Tensor.From([1f, -1f, 1f, 1f], [2, 2]));
        Assert.Equal([0.5, 1.0], several.PerClass);

        var words = new Perplexity { IgnoredLabel = 0 };
        words.Update(Tensor.Zeros([4, 8]), Tensor.From([0, 3, 0, 1]));
        Assert.Equal(8, words.Result, 1e-5);

        Tensor answers = Tensor.From([0, 1, 2, 255, 255, 1]);
        foreach (Metric metric in (Metric[])[new Accuracy { IgnoredLabel = 255 }, new TopKAccuracy(1) { IgnoredLabel = 255 }])
        {
            metric.Update(scores, answers);
            Assert.Equal(0.75, metric.Result);   // three of four right, the last one wrong
            metric.Update(scores[5..], answers[5..], Tensor.From([4f]));
            Assert.Equal(0.375, metric.Result);   // and one more wrong that counts as four
            Assert.Throws<DataException>(() => metric.Update(scores[..1], Tensor.From([254])));
        }
        var oneHot = new Accuracy { IgnoredLabel = 0 };
        oneHot.Update(scores, Tensor.From([0, 1, 1, 0, 0, 0]).OneHot(3));
        Assert.Equal(0.5, oneHot.Result);        // the second and the third count
    }

    [Fact]
    public void One_hot_labels_count_as_their_numbers()
    {
        Tensor scores = Tensor.Normal([20, 4], seed: 1), labels = Tensor.Normal([20, 4], seed: 2).ArgMax(-1);
        AveragedMetric numbers = new FScore(4), oneHot = new FScore(4);
        numbers.Update(scores, labels);
        oneHot.Update(scores, labels.OneHot(4));
        Assert.Equal(numbers.ClassCounts, oneHot.ClassCounts);
        Assert.Equal(20, numbers.Counts.TruePositives + numbers.Counts.FalseNegatives);
    }

    [Fact]
    public void Segmentation_has_a_class_for_each_pixel()
    {
        var iou = new IoU(2);
        iou.Update(Tensor.From([0, 1, 1, 0, 0, 1, 1, 1], [2, 2, 2]).OneHot(2), Tensor.From([0, 1, 0, 0, 0, 1, 1, 0], [2, 2, 2]));
        Assert.Equal([3.0 / 5, 3.0 / 5], iou.PerClass);
        Assert.Equal("mean_iou", iou.Name);
    }

    [Fact]
    public void The_micro_average_of_one_answer_each_is_the_accuracy()
    {
        Tensor scores = Tensor.Normal([100, 7], seed: 3), labels = Tensor.Normal([100, 7], seed: 4).ArgMax(-1);
        Metric[] metrics = [new Accuracy(), new Precision(7) { Average = ClassAverage.Micro }, new FScore(7) { Average = ClassAverage.Micro }];
        foreach (Metric metric in metrics) metric.Update(scores, labels);
        Assert.All(metrics, metric => Assert.Equal(metrics[0].Result, metric.Result, 1e-15));
    }

    [Fact]
    public void Figures_far_from_zero_keep_their_digits()
    {
        Metric r2 = new R2(), pearson = new PearsonCorrelation();
        double[] y = [1e8 + 1, 1e8 + 2, 1e8 + 3, 1e8 + 4], p = [1e8 + 1.5, 1e8 + 2, 1e8 + 3, 1e8 + 3.5];
        foreach (Metric metric in (Metric[])[r2, pearson])
            for (int i = 0; i < 4; i++) metric.Update(Tensor.From([p[i]]), Tensor.From([y[i]]));
        Assert.Equal(0.9, r2.Result, 1e-9);             // 1 - 0.5 / 5
        Assert.Equal(3.5 / Math.Sqrt(5 * 2.5), pearson.Result, 1e-9);
    }

    [Fact]
    public void Sums_add_up()
    {
        var sum = new Sum("skipped");
        sum.Add(Tensor.From([1f, 2f, 3f]));
        sum.Add(Tensor.Scalar(4), weight: 0.5);
        Assert.Equal(8, sum.Result);
        sum.Reset();
        Assert.Equal(0, sum.Result);
    }

    [Fact]
    public void Metrics_say_what_they_are() => Snapshot.Matches("metrics_counting", string.Join('\n', new Precision(), new Precision(3) { Threshold = 0.5 },
        new Recall(3) { Average = ClassAverage.Weighted }, new FScore { Beta = 2 }, new FScore(3), new IoU(3) { Average = ClassAverage.Micro }, new TruePositives(),
        new Auc(), new Auc(AucCurve.PrecisionRecall, 50), new PrecisionAtRecall(0.9), new SpecificityAtSensitivity(0.5), new MeanLoss(new Hinge()), new R2(),
        new Perplexity(), new FScore { Name = "mine", Beta = 2 }));

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("counting_metric_errors",
    [
        ("one class", () => _ = new Precision(1)),
        ("a threshold that is no number", () => _ = new Recall { Threshold = double.NaN }),
        ("a single question without threshold", () => _ = new Recall { Threshold = null }),
        ("a beta of nothing", () => _ = new FScore { Beta = 0 }),
        ("a model of other classes", () => new FScore(3).Update(Tensor.Zeros([2, 4]), Tensor.From([0, 1]))),
        ("several answers of other classes", () => new FScore(3) { Threshold = 0 }.Update(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 4]))),
        ("class numbers for a single question", () => new Precision().Update(Tensor.Zeros([2, 4]), Tensor.From([0, 1]))),
        ("one threshold", () => _ = new Auc(thresholds: 1)),
        ("a share above one", () => _ = new PrecisionAtRecall(90)),
        ("no outputs", () => _ = new R2(0)),
        ("other outputs", () => new R2().Update(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 4]))),
        ("a Hamming threshold that is no number", () => _ = new HammingDistance(double.PositiveInfinity)),
        ("an unknown name", () => Metric.Parse("exactness")),
        ("half a class", () => Metric.Parse("f1(2.5)")),
        ("an open bracket", () => Metric.Parse("f1(")),
    ]);
}

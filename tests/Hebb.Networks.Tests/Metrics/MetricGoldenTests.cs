namespace Hebb.Networks.Tests.Metrics;

/// <summary>Metrics against scikit-learn, and against Keras's thresholds written out in NumPy; taken in by batches of uneven size.</summary>
public class MetricGoldenTests
{
    private const double Tolerance = 1e-12;

    private static readonly Golden s_binary = Golden.Load("metrics/binary"), s_classes = Golden.Load("metrics/classes"),
        s_several = Golden.Load("metrics/several"), s_regression = Golden.Load("metrics/regression");

    [Fact]
    public void A_single_question_is_counted_as_in_scikit_learn()
    {
        foreach (CountingMetric metric in (CountingMetric[])[new Precision { Threshold = 0.5 }, new Recall { Threshold = 0.5 }, new Specificity { Threshold = 0.5 },
            new IoU { Threshold = 0.5 }, new FScore { Threshold = 0.5 }, new FScore { Threshold = 0.5, Beta = 2 }, new FScore { Threshold = 0.5, Beta = 0.5 },
            new TruePositives { Threshold = 0.5 }, new FalsePositives { Threshold = 0.5 }, new TrueNegatives { Threshold = 0.5 },
            new FalseNegatives { Threshold = 0.5 }]) Check(s_binary, metric, metric.Name);
        Check(s_binary, new HammingDistance(0.5), "hamming_distance");
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(11, ".11")]
    public void Curves_are_those_of_Keras(int thresholds, string suffix)
    {
        foreach (CurveMetric metric in (CurveMetric[])[new Auc(AucCurve.Roc, thresholds), new Auc(AucCurve.PrecisionRecall, thresholds),
            new PrecisionAtRecall(0.7, thresholds), new RecallAtPrecision(0.7, thresholds), new SensitivityAtSpecificity(0.8, thresholds),
            new SpecificityAtSensitivity(0.8, thresholds)]) Check(s_binary, metric, metric.Name + suffix);
    }

    [Fact]
    public void The_exact_area_is_that_of_scikit_learn_and_the_one_at_many_thresholds_comes_close()
    {
        Tensor logits = Read(s_binary, "predictions"), labels = Read(s_binary, "labels");
        double exact = s_binary.Float64("value.exact")[0];
        Assert.Equal(exact, Auc.Exact(logits, labels), Tolerance);
        Assert.Equal(exact, Auc.Exact(logits.Sigmoid(), labels), Tolerance);   // any rising scale
        var many = new Auc(thresholds: 100_001);
        many.Update(logits, labels);
        Assert.Equal(exact, many.Result, 1e-6);
    }

    [Theory]
    [InlineData(ClassAverage.Macro)]
    [InlineData(ClassAverage.Micro)]
    [InlineData(ClassAverage.Weighted)]
    public void Classes_are_averaged_as_in_scikit_learn(ClassAverage average)
    {
        string name = average.ToString().ToLowerInvariant();
        foreach ((Golden golden, int classes, double? threshold) in new[] { (s_classes, 5, default(double?)), (s_several, 4, 0.25) })
        {
            AveragedMetric precision = new Precision(classes) { Average = average, Threshold = threshold },
                recall = new Recall(classes) { Average = average, Threshold = threshold }, f1 = new FScore(classes) { Average = average, Threshold = threshold },
                f2 = new FScore(classes) { Average = average, Threshold = threshold, Beta = 2 },
                iou = new IoU(classes) { Average = average, Threshold = threshold };
            Check(golden, precision, "precision." + name);
            Check(golden, recall, "recall." + name);
            Check(golden, f1, "f1." + name);
            Check(golden, f2, "f2." + name);
            Check(golden, iou, "iou." + name);
            Close(golden.Float64("value.precision.each"), precision.PerClass);
            Close(golden.Float64("value.recall.each"), recall.PerClass);
            Close(golden.Float64("value.f1.each"), f1.PerClass);
            Close(golden.Float64("value.iou.each"), iou.PerClass);
        }
    }

    [Fact]
    public void Class_scores_are_those_of_scikit_learn()
    {
        Check(s_classes, new Perplexity(), "perplexity");
        Check(s_classes, new TopKAccuracy(2), "top_2_accuracy");
        Check(s_classes, new Recall(5), "recall.macro");
        Assert.Equal(s_classes.Float64("value.balanced_accuracy")[0], s_classes.Float64("value.recall.macro")[0], Tolerance);   // two names of one figure
    }

    [Fact]
    public void Regression_is_judged_as_in_scikit_learn()
    {
        foreach (MomentsMetric metric in (MomentsMetric[])[new R2(3), new PearsonCorrelation(3), new ConcordanceCorrelation(3)])
        {
            Take(s_regression, metric);
            double[] expected = s_regression.Float64("value." + metric.Name);
            Close(expected, metric.PerOutput);
            Assert.Equal(expected.Average(), metric.Result, Tolerance);
        }
        foreach (Metric metric in (Metric[])[new RootMeanSquaredError(), new MeanCosine(), new MeanLoss(new MeanSquaredError()), new MeanLoss(new MeanAbsoluteError()),
            new MeanLoss(new MeanAbsolutePercentageError()), new MeanLoss(new LogCosh())]) Check(s_regression, metric, metric.Name);
        Metric[] positive = [new MeanLoss(new MeanSquaredLogarithmicError()), new MeanLoss(new Poisson { FromLogs = false })];
        foreach (Metric metric in positive)
        {
            metric.Update(Read(s_regression, "predictions").Abs(), Read(s_regression, "labels").Abs());
            Assert.Equal(s_regression.Float64("value." + metric.Name)[0], metric.Result, Tolerance);
        }
    }

    private static void Check(Golden golden, Metric metric, string name)
    {
        Take(golden, metric);
        double expected = golden.Float64("value." + name)[0];
        Assert.True(Math.Abs(expected - metric.Result) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{name}: {metric.Result}, not {expected}");
    }

    private static void Take(Golden golden, Metric metric)
    {
        Tensor predictions = Read(golden, "predictions"), labels = Read(golden, "labels");
        for (int first = 0, size = 1; first < predictions.Shape[0]; first += size, size = size * 2 + 1)
        {
            int end = Math.Min(first + size, predictions.Shape[0]);
            metric.Update(predictions[first..end], labels[first..end]);
        }
    }

    private static Tensor Read(Golden golden, string name)
    {
        Shape shape = Shape.Create(golden.Shape(name));
        return name == "labels" && golden.Has("value.perplexity") || golden == s_binary && name == "labels" || golden == s_several && name == "labels"
            ? Tensor.From(golden.Int64(name), shape) : Tensor.From(golden.Float64(name), shape);
    }

    private static void Close(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance);
    }
}

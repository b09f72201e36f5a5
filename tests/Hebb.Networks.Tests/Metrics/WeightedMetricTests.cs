using Hebb.Testing;

namespace Hebb.Networks.Tests.Metrics;

/// <summary>Metrics of samples that have weights, against scikit-learn and NumPy; and what a weight means, over every metric.</summary>
public class WeightedMetricTests
{
    private const double Tolerance = 1e-12;

    private static readonly Golden s_binary = Golden.Load("metrics/weighted_binary"), s_classes = Golden.Load("metrics/weighted_classes"),
        s_regression = Golden.Load("metrics/weighted_regression");

    public static TheoryData<string> Names => EveryMetricTests.Names;

    [Fact]
    public void Answers_to_a_single_question_count_by_their_weights()
    {
        foreach (Metric metric in (Metric[])[new Precision { Threshold = 0.5 }, new Recall { Threshold = 0.5 }, new Specificity { Threshold = 0.5 },
            new IoU { Threshold = 0.5 }, new FScore { Threshold = 0.5 }, new FScore { Threshold = 0.5, Beta = 2 }, new TruePositives { Threshold = 0.5 },
            new FalsePositives { Threshold = 0.5 }, new TrueNegatives { Threshold = 0.5 }, new FalseNegatives { Threshold = 0.5 }, new BinaryAccuracy(0.5),
            new HammingDistance(0.5), new Auc(), new Auc(AucCurve.PrecisionRecall), new PrecisionAtRecall(0.7), new RecallAtPrecision(0.7),
            new SensitivityAtSpecificity(0.8), new SpecificityAtSensitivity(0.8)]) Check(s_binary, metric, metric.Name);
    }

    [Theory]
    [InlineData(ClassAverage.Macro)]
    [InlineData(ClassAverage.Micro)]
    [InlineData(ClassAverage.Weighted)]
    public void Classes_count_by_the_weights_of_their_samples(ClassAverage average)
    {
        string name = average.ToString().ToLowerInvariant();
        Check(s_classes, new Precision(4) { Average = average }, "precision." + name);
        Check(s_classes, new Recall(4) { Average = average }, "recall." + name);
        Check(s_classes, new FScore(4) { Average = average }, "f1." + name);
        Check(s_classes, new IoU(4) { Average = average }, "iou." + name);
    }

    [Fact]
    public void Scores_of_classes_count_by_their_weights()
    {
        foreach (Metric metric in (Metric[])[new Accuracy(), new TopKAccuracy(2), new Perplexity(), new MeanLoss(new CrossEntropy())])
            Check(s_classes, metric, metric.Name);
    }

    [Fact]
    public void Errors_and_correlations_count_by_their_weights()
    {
        foreach (Metric metric in (Metric[])[new SquaredError(), new AbsoluteError(), new RootMeanSquaredError(), new MeanCosine(), new MeanLoss(new LogCosh())])
            Check(s_regression, metric, metric.Name);
        foreach (MomentsMetric metric in (MomentsMetric[])[new R2(3), new PearsonCorrelation(3), new ConcordanceCorrelation(3)])
        {
            Take(s_regression, metric);
            double[] expected = s_regression.Float64("value." + metric.Name);
            for (int i = 0; i < 3; i++) Assert.Equal(expected[i], metric.PerOutput[i], Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_says_how_often_a_sample_comes(string name)
    {
        if (name.StartsWith("confusion", StringComparison.Ordinal)) return;   // it takes none
        (Tensor x, Tensor y) = EveryMetricTests.Sample(name);
        int[] times = [.. Enumerable.Range(0, 33).Select(static i => i < 8 ? 0 : i % 4)], rows = [.. times.SelectMany(static (n, i) => Enumerable.Repeat(i, n))];
        Metric repeated = Metric.Parse(name), weighted = Metric.Parse(name);
        repeated.Update(x.Gather(Tensor.From(rows)), y.Cast(DType.Float32).Gather(Tensor.From(rows)).Cast(y.DType));
        Tensor weights = Tensor.From(times).Cast(DType.Float32), spoiled = Tensor.Where(weights.EqualTo(0).ExpandDims(-1), double.NaN, x);
        weighted.Update(spoiled[..8], y[..8], weights[..8]);   // none of them counts
        Assert.True(double.IsNaN(weighted.Result), $"{name}: {weighted.Result} of nothing");
        weighted.Update(spoiled[8..20], y[8..20], weights[8..20]);
        weighted.Update(spoiled[20..], y[20..], weights[20..]);
        Assert.Equal(repeated.Result, weighted.Result, 1e-6 * Math.Max(1, Math.Abs(repeated.Result)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Eager_and_planned_give_the_same_bits_with_weights(string name)
    {
        if (name.StartsWith("confusion", StringComparison.Ordinal)) return;
        (Tensor x, Tensor y) = EveryMetricTests.Sample(name);
        Tensor weights = Tensor.Normal([33], seed: 7).Square();
        Metric eager = Metric.Parse(name), planned = Metric.Parse(name), equal = Metric.Parse(name), plain = Metric.Parse(name);
        Plan plan = Plan.Compile(() =>
        {
            planned.Update(x, y, weights);
            return Tensor.Scalar(0);
        });
        for (int replay = 0; replay < 3; replay++)
        {
            eager.Update(x, y, weights);
            plan.Replay();
            foreach ((Variable one, Variable other) in eager.Weights.Zip(planned.Weights)) TensorAssert.SameBits(one.Detach(), other.Detach());
            equal.Update(x, y, Tensor.Ones([33]));
            plain.Update(x, y);
        }
        Assert.True(double.IsFinite(eager.Result), $"{name}: {eager.Result}");
        Assert.Equal(plain.Result, equal.Result, Tolerance * Math.Max(1, Math.Abs(plain.Result)));
    }

    [Fact]
    public void Roundings_of_weights_are_no_samples()
    {
        Tensor weights = Tensor.From([0.1, 0.7, 0.2, 0.3, 0.6, 0.1]), yes = Tensor.Ones([6]), scores = Tensor.From([3f, -1f, 2f, 1f, -2f, 4f]);
        var specificity = new Specificity();
        var precision = new PrecisionAtRecall(0);
        for (int i = 0; i < 9; i++)
        {
            specificity.Update(scores, yes, weights);
            Assert.Equal(0, specificity.Result);   // there is no answer no: nothing to nothing
            Assert.Equal(0, specificity.Counts.TrueNegatives);
            precision.Update(scores, 1 - yes, weights);
            Assert.Equal(0, precision.Result);     // and here none yes
        }
    }

    [Fact]
    public void Pixels_have_the_weights_of_their_samples_or_their_own()
    {
        Tensor scores = Tensor.Normal([2, 3, 2, 4], seed: 1), labels = Tensor.Normal([2, 3, 2, 4], seed: 2).ArgMax(-1), ofSamples = Tensor.From([0.5f, 2f]),
            ofPixels = ofSamples.Reshape(2, 1, 1).BroadcastTo([2, 3, 2]);
        foreach (Func<Metric> make in (Func<Metric>[])[static () => new IoU(4), static () => new Accuracy(), static () => new Perplexity { IgnoredLabel = 1 }])
        {
            Metric one = make(), other = make(), rows = make();
            one.Update(scores, labels, ofSamples);
            other.Update(scores, labels, ofPixels);
            rows.Update(scores, labels, ofPixels[.., .., 0]);
            Assert.Equal(one.Result, other.Result);
            Assert.Equal(one.Result, rows.Result);
        }
    }

    [Fact]
    public void A_weighted_metric_says_so() => Assert.Equal(
        "accuracy: the share of samples whose greatest score is that of the right class; samples count by their weights", new Accuracy { Weighted = true }.ToString());

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("weighted_metric_errors",
    [
        ("as many as there are not", () => new Accuracy().Update(Tensor.Zeros([4, 3]), Tensor.Zeros([4], DType.Int32), Tensor.Ones([3]))),
        ("a column", () => new Accuracy().Update(Tensor.Zeros([4, 3]), Tensor.Zeros([4], DType.Int32), Tensor.Ones([4, 1]))),
        ("a single number", () => new SquaredError().Update(Tensor.Zeros([4, 3]), Tensor.Zeros([4, 3]), Tensor.Scalar(1))),
        ("one below zero", () => new Recall().Update(Tensor.Zeros([4]), Tensor.Zeros([4]), Tensor.From([1f, 1f, -2f, 1f]))),
        ("one without end", () => new R2().Update(Tensor.Zeros([2, 1]), Tensor.Zeros([2, 1]), Tensor.From([1f, float.PositiveInfinity]))),
        ("a matrix of counts", () => new ConfusionMatrix(3).Update(Tensor.Zeros([4, 3]), Tensor.Zeros([4], DType.Int32), Tensor.Ones([4]))),
    ]);

    private static void Check(Golden golden, Metric metric, string name)
    {
        Take(golden, metric);
        double expected = golden.Float64("value." + name)[0];
        Assert.True(Math.Abs(expected - metric.Result) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{name}: {metric.Result}, not {expected}");
    }

    private static void Take(Golden golden, Metric metric)
    {
        Tensor predictions = Read("predictions"), labels = golden == s_regression ? Read("labels") : Tensor.From(golden.Int64("labels"), Shape.Create(golden.Shape("labels"))),
            weights = Read("weights");
        for (int first = 0, size = 1; first < predictions.Shape[0]; first += size, size = size * 2 + 1)
        {
            Range range = first..Math.Min(first + size, predictions.Shape[0]);
            metric.Update(predictions[range], labels[range], weights[range]);
        }

        Tensor Read(string name) => Tensor.From(golden.Float64(name), Shape.Create(golden.Shape(name)));
    }
}

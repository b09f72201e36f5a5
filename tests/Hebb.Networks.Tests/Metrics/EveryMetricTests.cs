using Hebb.Testing;

namespace Hebb.Networks.Tests.Metrics;

/// <summary>What every metric promises.</summary>
public class EveryMetricTests
{
    // Every name, with numbers where it takes one; and losses as metrics.
    private static readonly string[] s_names =
        [.. Metric.Names.Select(static name => name.Replace("(n)", "(3)", StringComparison.Ordinal).Replace("(x)", "(0.6)", StringComparison.Ordinal)),
            "cross_entropy", "hinge", "kl_divergence"];

    public static TheoryData<string> Names => [.. s_names];

    [Fact]
    public void Every_metric_has_a_name()
    {
        Type[] metrics = [.. typeof(Metric).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract)];
        HashSet<Type> parsed = [.. s_names.Select(static name => Metric.Parse(name).GetType())];
        Assert.Empty(metrics.Except(parsed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Eager_and_planned_give_the_same_bits(string name)
    {
        Metric eager = Metric.Parse(name), planned = Metric.Parse(name);
        (Tensor x, Tensor y) = Sample(name);
        Plan plan = Plan.Compile(() =>
        {
            planned.Update(x, y);
            return Tensor.Scalar(0);
        });
        Assert.All(planned.Weights, static state => Assert.All(state.Cast(DType.Float64).ToArray<double>(), static value => Assert.Equal(0, value)));
        for (int replay = 0; replay < 3; replay++)
        {
            eager.Update(x, y);
            plan.Replay();
            foreach ((Variable one, Variable other) in eager.Weights.Zip(planned.Weights)) TensorAssert.SameBits(one.Detach(), other.Detach());
            Assert.Equal(BitConverter.DoubleToInt64Bits(eager.Result), BitConverter.DoubleToInt64Bits(planned.Result));
        }
        Assert.True(double.IsFinite(eager.Result), $"{name}: {eager.Result}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_add_up_and_a_reset_forgets_them(string name)
    {
        Metric whole = Metric.Parse(name), parts = Metric.Parse(name);
        Assert.True(double.IsNaN(whole.Result), $"{name}: {whole.Result} of nothing");
        (Tensor x, Tensor y) = Sample(name);
        parts.Update(x[..5], y[..5]);
        parts.Reset();
        Assert.True(double.IsNaN(parts.Result));
        whole.Update(x, y);
        parts.Update(x[..7], y[..7]);
        parts.Update(x[7..8], y[7..8]);
        parts.Update(x[8..], y[8..]);
        Assert.Equal(whole.Result, parts.Result, 1e-6);
        Assert.NotEqual("", whole.Meaning);
    }

    // The rule of Metric's remarks, for every metric: what has no value is NaN, until a reset.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_NaN_makes_the_result_NaN_until_a_reset(string name)
    {
        (Tensor x, Tensor y) = Sample(name);
        Metric clean = Metric.Parse(name);
        clean.Update(x, y);
        List<(string Case, Tensor X, Tensor Y)> cases = [("first score", With(x, 0, double.NaN), y), ("last score", With(x, (int)x.Count - 1, double.NaN), y),
            ("all scores", x * double.NaN, y)];
        if (!IsLoss(name) && IsClasses(name)) cases.Add(("one-hot label", x, With(y.OneHot(3), 0, double.NaN)));
        else if (!IsLoss(name)) cases.Add(("label", x, With(y.Cast(DType.Float32), 0, double.NaN)));
        foreach ((string title, Tensor badX, Tensor badY) in cases)
        {
            Metric eager = Metric.Parse(name), planned = Metric.Parse(name);
            Plan plan = Plan.Compile(() =>
            {
                planned.Update(badX, badY);
                return Tensor.Scalar(0);
            });
            eager.Update(badX, badY);
            plan.Replay();
            Assert.True(double.IsNaN(eager.Result) && double.IsNaN(planned.Result), $"{name}, {title}: {eager.Result} and {planned.Result}");
            eager.Update(x, y);
            Assert.True(double.IsNaN(eager.Result), $"{name}, {title}: {eager.Result} after more");
            eager.Reset();
            eager.Update(x, y);
            Assert.Equal(clean.Result, eager.Result);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Infinite_scores_compare_like_other_numbers(string name)
    {
        (Tensor x, Tensor y) = Sample(name);
        Tensor far = x.Greater(1).Cast(DType.Float32) * 1e30 + x, infinite = Tensor.Where(far.Greater(1e20), double.PositiveInfinity, x);
        Metric one = Metric.Parse(name), other = Metric.Parse(name);
        one.Update(far, y);
        other.Update(infinite, y);
        bool isCompared = IsClasses(name) && name is not ("perplexity" or "cross_entropy") || Labels(name) == "answers" && !name.Contains("hinge", StringComparison.Ordinal);
        if (isCompared) Assert.Equal(one.Result, other.Result);
        else Assert.False(double.IsFinite(other.Result), $"{name}: {other.Result}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_batches_are_nothing_seen(string name)
    {
        Metric metric = Metric.Parse(name), whole = Metric.Parse(name);
        (Tensor x, Tensor y) = Sample(name);
        metric.Update(x[..0], y[..0]);
        Assert.True(double.IsNaN(metric.Result), $"{name}: {metric.Result}");
        metric.Update(x, y);
        metric.Update(x[..0], y[..0]);
        whole.Update(x, y);
        Assert.Equal(whole.Result, metric.Result);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Labels_that_cannot_be_are_refused_in_eager_and_in_captured_steps(string name)
    {
        (Tensor x, Tensor y) = Sample(name);
        double[] bad = IsLoss(name) ? [] : IsClasses(name) ? [7, -1] : Labels(name) == "answers" ? [7, -2, double.PositiveInfinity] : [];
        foreach (double label in bad)
        {
            Tensor badY = With(IsClasses(name) ? y : y.Cast(DType.Float32), 3, label);
            Metric metric = Metric.Parse(name);
            DataException error = Assert.Throws<DataException>(() => metric.Update(x, badY));
            Assert.StartsWith($"{metric.GetType().Name}: label ", error.Message, StringComparison.Ordinal);
            Variable labels = new(y.Cast(badY.DType), "labels");
            Metric planned = Metric.Parse(name);
            Plan plan = Plan.Compile(() =>
            {
                planned.Update(x, labels.Detach());
                return Tensor.Scalar(0);
            });
            labels.Assign(badY);
            Assert.Equal(error.Message, Assert.Throws<DataException>(plan.Replay).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_and_types_that_do_not_fit_are_refused_by_the_metric_itself(string name)
    {
        (Tensor x, Tensor y) = Sample(name);
        Metric metric = Metric.Parse(name);
        string asker = metric is MeanLoss loss ? loss.Loss.GetType().Name : metric.GetType().Name;
        Refused<ShapeException>(x, y[..7]);
        Refused<ShapeException>(x[..7], y);
        Refused<ShapeException>(x, y.Reshape([.. y.Shape, 1]));
        Refused<DTypeException>(x.Cast(DType.Int32), y);
        Refused<DTypeException>(x.Cast(DType.Bool), y);
        if (IsClasses(name))
        {
            Refused<DTypeException>(x, y.Cast(DType.Float32));
            if (metric is MeanLoss) return;
            Refused<ShapeException>(x.Reshape(-1), y.OneHot(3).Reshape(-1));
            Refused<ShapeException>(Tensor.Zeros([33, 0]), y);
            Refused<ShapeException>(x[.., ..1], y);
        }

        void Refused<TError>(Tensor predictions, Tensor labels) where TError : HebbException =>
            Assert.StartsWith(asker + ": ", Assert.Throws<TError>(() => metric.Update(predictions, labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_the_remedy() => Snapshot.Errors("every_metric_errors",
    [
        ("a class too many", () => new Accuracy().Update(Tensor.Zeros([2, 3]), Tensor.From([0, 7]))),
        ("a class below zero", () => new TopKAccuracy(2).Update(Tensor.Zeros([2, 3]), Tensor.From([-1L, 0L]))),
        ("a class that is not ignored", () => new IoU(3) { IgnoredLabel = 255 }.Update(Tensor.Zeros([2, 3]), Tensor.From([255, 254]))),
        ("a word outside the vocabulary", () => new Perplexity().Update(Tensor.Zeros([2, 3]), Tensor.From([1, 3]))),
        ("a class number for a yes", () => new BinaryAccuracy().Update(Tensor.Zeros([3]), Tensor.From([0, 1, 2]))),
        ("an answer that is not ignored", () => new Recall { IgnoredLabel = 255 }.Update(Tensor.Zeros([3]), Tensor.From([255, 1, 9]))),
        ("logits for scores", () => new Auc { FromLogits = false }.Update(Tensor.From([-3.5f, 0.5f]), Tensor.From([0, 1]))),
        ("a score for each sample instead of a row", () => new Accuracy().Update(Tensor.Zeros([4]), Tensor.From([0, 1, 1, 0]))),
        ("a score and a label for each sample", () => new Accuracy().Update(Tensor.Zeros([4]), Tensor.Zeros([2], DType.Int32))),
        ("no class at all", () => new Accuracy().Update(Tensor.Zeros([4, 0]), Tensor.From([0, 1, 1, 0]))),
        ("one score of three", () => new Precision(3) { Threshold = 0 }.Update(Tensor.Zeros([4, 1]), Tensor.Zeros([4, 1]))),
        ("no output at all", () => new R2().Update(Tensor.Zeros([4, 0]), Tensor.Zeros([4, 0]))),
        ("an average that is not there", () => _ = new Recall(3) { Average = (ClassAverage)7 }),
        ("a curve that is not there", () => _ = new Auc((AucCurve)7)),
        ("a beta beyond counting", () => _ = new FScore { Beta = 1e200 }),
        ("probabilities that are none", () => new Perplexity { FromLogits = false }.Update(Tensor.From([5f, 3f, -9f], [1, 3]), Tensor.From([1]))),
        ("an exact area of other labels", () => Auc.Exact(Tensor.From([0.5f, 0.7f]), Tensor.From([1, 2]))),
        ("what a model is built from", () => new Accuracy().Update(Model.Input([3]), Tensor.From([1, 2]))),
        ("more classes than there are", () => _ = new Precision(int.MaxValue)),
        ("a matrix beyond memory", () => _ = new ConfusionMatrix(100_000)),
        ("more outputs than there are", () => _ = new R2(int.MaxValue)),
        ("a mean of less than nothing", () => new Mean().Add(Tensor.Scalar(1), weight: -1)),
        ("a mean without end", () => new Mean().Add(Tensor.Scalar(1), weight: double.PositiveInfinity)),
        ("a class number for a loss's yes", () => new MeanLoss(new BinaryCrossEntropy()).Update(Tensor.Zeros([3, 1]), Tensor.From([0f, 1f, 2f], [3, 1]))),
        ("a label that is no number for a loss", () => new MeanLoss(new Hinge()).Update(Tensor.Zeros([2, 1]), Tensor.From([0f, float.NaN], [2, 1]))),
        ("counts after NaN", () => _ = Spoiled()[0, 1]),
        ("a table after NaN", () => Spoiled().ToTable()),
        ("a class that is not there", () => _ = new ConfusionMatrix(3)[-1, 0]),
    ]);

    [Fact]
    public void The_exact_area_is_NaN_where_a_score_or_a_label_is()
    {
        Tensor scores = Tensor.From([0.1f, 0.7f, 0.3f]), labels = Tensor.From([0f, 1f, 1f]);
        Assert.Equal(1, Auc.Exact(scores, labels));
        Assert.True(double.IsNaN(Auc.Exact(With(scores, 0, double.NaN), labels)));
        Assert.True(double.IsNaN(Auc.Exact(scores, With(labels, 2, double.NaN))));
        Assert.True(double.IsNaN(Auc.Exact(scores[..0], labels[..0])));
    }

    private static ConfusionMatrix Spoiled()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Update(Tensor.Full([1, 3], double.NaN), Tensor.From([0]));
        return matrix;
    }

    private static Tensor With(Tensor x, int position, double value)
    {
        double[] values = x.Cast(DType.Float64).ToArray<double>();
        values[position] = value;
        return Tensor.From(values, x.Shape).Cast(x.DType);
    }

    // What a loss makes of labels is its own affair.
    private static bool IsLoss(string name) => Metric.Parse(name) is MeanLoss;

    private static bool IsClasses(string name) => Labels(name) == "classes";

    // What the labels are: classes, numbers, a distribution, or answers to yes-or-no questions.
    private static string Labels(string name) => name switch
    {
        "kl_divergence" => "distribution",
        "accuracy" or "perplexity" or "cross_entropy" => "classes",
        "mean_cosine" => "numbers",
        _ when name.StartsWith("r2", StringComparison.Ordinal) || name.Contains("correlation", StringComparison.Ordinal)
            || name.Contains("error", StringComparison.Ordinal) => "numbers",
        _ => name.EndsWith("(3)", StringComparison.Ordinal) ? "classes" : "answers",
    };

    internal static (Tensor Predictions, Tensor Labels) Sample(string name)
    {
        Tensor x = Tensor.Normal([33, 3], seed: 5), noise = Tensor.Normal([33, 3], seed: 6);
        if (IsClasses(name)) return (x, (x + noise).ArgMax(-1));
        if (name is "kl_divergence") return (x, noise.Softmax());
        if (name is "r2" or "pearson_correlation" or "concordance_correlation") (x, noise) = (x[.., ..1], noise[.., ..1]);
        return (x, Labels(name) == "numbers" ? x + noise : (x + noise).Greater(0));
    }
}

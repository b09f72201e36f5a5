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

    private static (Tensor Predictions, Tensor Labels) Sample(string name)
    {
        Tensor x = Tensor.Normal([33, 3], seed: 5), noise = Tensor.Normal([33, 3], seed: 6);
        bool isClasses = name is "accuracy" or "top_k_accuracy(3)" or "confusion_matrix(3)" or "perplexity" or "cross_entropy" || name.EndsWith("(3)", StringComparison.Ordinal)
            && !name.StartsWith("r2", StringComparison.Ordinal) && !name.Contains("correlation", StringComparison.Ordinal);
        if (isClasses) return (x, (x + noise).ArgMax(-1));
        if (name is "kl_divergence") return (x, noise.Softmax());
        bool isOne = name is "r2" or "pearson_correlation" or "concordance_correlation";
        if (isOne) (x, noise) = (x[.., ..1], noise[.., ..1]);
        bool isNumbers = isOne || name.EndsWith("(3)", StringComparison.Ordinal) || name.Contains("error", StringComparison.Ordinal) || name == "mean_cosine";
        return (x, isNumbers ? x + noise : (x + noise).Greater(0));
    }
}

using Hebb.Testing;

namespace Hebb.Networks.Tests.Losses;

/// <summary>What every loss promises.</summary>
public class EveryLossTests
{
    public static TheoryData<string> Names => [.. LossCase.All.Select(one => one.Name)];

    [Fact]
    public void Every_loss_is_among_the_cases_and_has_a_name_of_its_own()
    {
        Type[] losses = [.. typeof(Loss).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)];
        Assert.Empty(losses.Except(LossCase.All.Select(one => one.Make(Reduction.Mean).GetType())));
        foreach (Loss loss in LossCase.All.Select(one => one.Make(Reduction.Mean))) Assert.IsType(loss.GetType(), Loss.Parse(loss.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_right_to_second_order(string name)
    {
        LossCase one = Find(name);
        GradientCheck.Verify(x => one.Make(Reduction.Mean).Call(x, one.Labels), one.Inputs(DType.Float64));
        GradientCheck.Verify(x => one.Make(Reduction.None).Call(x, one.Labels), one.Inputs(DType.Float64), order: 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Eager_and_planned_give_the_same_bits(string name)
    {
        LossCase one = Find(name);
        foreach (DType type in (ReadOnlySpan<DType>)[DType.Float32, DType.Float64])
        {
            Tensor x = one.Inputs(type);
            Loss loss = one.Make(Reduction.Mean);
            Tensor weights = Tensor.Arange(1, x.Shape[0] + 1);
            SameBits(() => loss.Call(x, one.Labels));
            SameBits(() => loss.Call(x, one.Labels, weights));
            SameBits(() =>
            {
                using var tape = GradientTape.Begin();
                return tape.Gradient(loss.Call(x, one.Labels, weights), x)[x];
            });
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reductions_and_weights_agree_with_the_losses_of_the_samples(string name)
    {
        LossCase one = Find(name);
        Tensor x = one.Inputs(DType.Float64), weights = Tensor.Arange(0, x.Shape[0]) + 0.5;
        double[] losses = one.Make(Reduction.None).Call(x, one.Labels).ToArray<double>();
        Assert.Equal(x.Shape[0], losses.Length);
        int counted = (one.Make(Reduction.Mean) as CategoricalLoss)?.IgnoredLabel is { } ignored ? one.Labels.ToArray<int>().Count(label => label != ignored)
            : losses.Length;
        double[] weighted = [.. losses.Select((loss, i) => loss * (i + 0.5))];
        Assert.Equal(losses.Sum(), one.Make(Reduction.Sum).Call(x, one.Labels).ToScalar(), 1e-12);
        Assert.Equal(losses.Sum() / counted, one.Make(Reduction.Mean).Call(x, one.Labels).ToScalar(), 1e-12);
        Assert.Equal(weighted, one.Make(Reduction.None).Call(x, one.Labels, weights).ToArray<double>());
        Assert.Equal(weighted.Sum(), one.Make(Reduction.Sum).Call(x, one.Labels, weights).ToScalar(), 1e-12);
        Assert.Equal(weighted.Sum() / counted, one.Make(Reduction.Mean).Call(x, one.Labels, weights).ToScalar(), 1e-12);   // not over the sum of the weights
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_and_slopes_are_finite_at_the_ends(string name)
    {
        LossCase one = Find(name);
        bool isBounded = name.Contains("probabilities", StringComparison.Ordinal);
        double end = isBounded ? 1 : name.StartsWith("Poisson", StringComparison.Ordinal) ? 50 : name.StartsWith("Gaussian", StringComparison.Ordinal) ? 20 : 1e4;
        foreach ((double low, double high) in new[] { (isBounded || name.Contains("rates", StringComparison.Ordinal) || name.Contains("variances", StringComparison.Ordinal) ? 0 : -end, end), (0, 0) })
        {
            Tensor x = Tensor.From([.. one.Predictions.Select((_, i) => (float)(i * 5 % 7 < 3 ? low : high))], one.Shape);
            using var tape = GradientTape.Begin();
            Tensor loss = one.Make(Reduction.None).Call(x, one.Labels);
            Assert.All(loss.ToArray<float>(), value => Assert.True(float.IsFinite(value), $"{value} of {low} and {high}"));
            Assert.All(tape.Gradient(loss.Sum(), x)[x].ToArray<float>(), value => Assert.True(float.IsFinite(value), $"slope {value} of {low} and {high}"));
        }
    }

    private static LossCase Find(string name) => LossCase.All.Single(one => one.Name == name);

    private static void SameBits(Func<Tensor> call)
    {
        Tensor expected;
        using (TensorScope.Training()) expected = call().Detach();
        Plan plan = Plan.Compile(call);
        for (int replay = 0; replay < 2; replay++)
        {
            plan.Replay();
            TensorAssert.SameBits(expected, plan.ToTensor());
        }
    }
}

namespace Hebb.Tensors.Tests.Plan;

/// <summary>What a plan says of itself.</summary>
public sealed class PlanSummaryTests
{
    [Fact]
    public void The_table_shows_each_instruction_with_its_work() => Snapshot.Matches("plan_summary", Small(out _).Explain().ToString());

    [Fact]
    public void Bytes_work_and_least_times_are_those_of_the_shapes()
    {
        PlanSummary summary = Small(out _).Explain();
        PlanLine product = summary.Lines[0];
        Assert.Equal(("MatMul > Multiply+Add+Relu > ReluGradient+Multiply", 8 * 16 * 4L, 6 * 8 * 4L), (product.Kernel, product.MultiplyAdds, product.ElementSteps));
        Assert.Equal(4 * (8 * 16 + 16 * 4 + 3 * 8 * 4L + 2), product.Bytes);   // the loops read an input and two single numbers besides, and make one more
        Assert.Equal(Math.Max(product.Bytes / summary.Speed.Bytes, product.Work / summary.Speed.MultiplyAdds), product.LeastSeconds);
        Assert.Equal(2 * 8 * 16 * 4L, summary.MultiplyAdds);   // forward and the kernel's gradient: nothing needs the inputs' gradient
        Assert.All(summary.Lines, static line => Assert.Null(line.Seconds));
        Assert.Null(summary.Seconds);
        Assert.True(summary.SlabBytes >= summary.LiveBytes);
    }

    [Fact]
    public void Every_member_of_a_loop_counts()
    {
        Tensor x = Tensor.Ones([1000]);
        PlanSummary summary = Hebb.Plan.Compile(() => ((x * 2.0 + 1.0) * x).Relu()).Explain();
        PlanLine line = Assert.Single(summary.Lines);
        Assert.Equal((0L, 4000L), (line.MultiplyAdds, line.ElementSteps));
    }

    [Fact]
    public void Measuring_leaves_the_variables_as_they_were()
    {
        Hebb.Plan plan = Small(out Variable weight);
        float[] before = weight.ToArray<float>();
        PlanSummary summary = plan.Explain(replays: 3);
        Assert.Equal(before, weight.ToArray<float>());
        Assert.All(summary.Lines, static line => Assert.True(line.Seconds >= 0));
        Assert.True(summary.Speed.IsMeasured);
        Assert.Contains("GFLOP/s", summary.ToString());
    }

    private static Hebb.Plan Small(out Variable weight)
    {
        Tensor x = Tensor.Normal([8, 16], seed: 1);
        Variable w = weight = new(Tensor.Normal([16, 4], seed: 2), "weight");
        return Hebb.Plan.Compile(() =>
        {
            using var tape = GradientTape.Begin();
            Tensor loss = (x.MatMul(w) * 0.5 + 1.0).Relu().Sum();
            w.Assign(w - tape.Gradient(loss, w)[w] * 0.1);
            return loss;
        });
    }
}

namespace Hebb.Training.Tests.Running;

/// <summary>What a trainer says of its step, which changes nothing.</summary>
public sealed class TrainerExplainTests
{
    [Fact]
    public void The_step_is_shown_with_its_optimizer_and_metrics()
    {
        PlanSummary summary = Small.Trainer().Explain(Small.Data(), batch: 16);
        Assert.Contains(summary.Lines, static line => line.Kernel.StartsWith("MatMul", StringComparison.Ordinal) && line.Shapes.Contains("dense/kernel [6,16]", StringComparison.Ordinal));
        Assert.Contains(summary.Lines, static line => line.Kernel == "Update" || line.Kernel.EndsWith("> Update", StringComparison.Ordinal));
        Assert.Contains(summary.Lines, static line => line.Shapes.Contains("accuracy/count", StringComparison.Ordinal));
        Assert.Equal(6 * 16 + 16 + 2 * 16 + 16 * 3 + 3, summary.Parameters);
        Assert.True(summary.CapturedOps > summary.Lines.Count);
    }

    [Fact]
    public void Each_line_names_its_layer()
    {
        Sequential inner = new([8], "inner") { new Dense(4, Activation.Tanh) };
        Sequential model = new([6], "outer") { new Dense(8, Activation.Relu), inner, new BatchNormalization(), new Dense(3) };
        PlanSummary summary = new Trainer(model) { Optimizer = new Adam(), Loss = new CrossEntropy() }.Explain(Small.Data());
        string[] layers = [.. summary.Lines.Select(static line => line.Layer).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["", "batch_normalization", "dense", "dense_2", "inner/dense"], layers);
        Assert.All(summary.Lines.Where(static line => line.Layer.Length == 0), static line => Assert.DoesNotContain("MatMul", line.Kernel));
        Assert.Equal(2, summary.Lines.Count(static line => line.Layer == "dense" && line.Kernel.StartsWith("MatMul", StringComparison.Ordinal)));   // no input's gradient
        Assert.Equal(3, summary.Lines.Count(static line => line.Layer == "inner/dense" && line.Kernel.StartsWith("MatMul", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_run_after_it_has_the_bits_of_one_without(int replays)
    {
        Trainer plain = Small.Trainer(), explained = Small.Trainer();
        explained.Explain(Small.Data(), batch: 8, replays);
        Assert.Equal((0, null), (explained.Optimizer.Step, explained.Optimizer.RunSteps));
        Assert.Equal(plain.Model.WeightsSha256(), explained.Model.WeightsSha256());
        plain.Fit(Small.Data(), epochs: 2, batch: 8);
        explained.Fit(Small.Data(), epochs: 2, batch: 8);
        explained.Explain(Small.Data(), batch: 8, replays);
        Assert.Equal(plain.Model.WeightsSha256(), explained.Model.WeightsSha256());
        Assert.Equal(Small.WithoutSeconds(plain.History), Small.WithoutSeconds(explained.History));
    }

    [Fact]
    public void What_cannot_be_explained_is_refused() => Snapshot.Errors("trainer_explain_errors",
    [
        ("replays below zero", () => Small.Trainer().Explain(Small.Data(), replays: -1)),
        ("an empty batch", () => Small.Trainer().Explain(Small.Data(), batch: 0)),
        ("data of another shape", () => Small.Trainer().Explain(Dataset.From(new float[10, 4], new int[10]))),
    ]);
}

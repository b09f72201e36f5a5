using Hebb.Kernels;

namespace Hebb.Training.Tests.Running;

public sealed class TrainerEstimateTests
{
    private static Trainer Lenet(params Callback[] callbacks) => new(new Sequential([28, 28, 1], "lenet", 1)
    {
        new Rescaling(1 / 255.0), new Conv2D(6, 5, Activation.Relu), new MaxPooling2D(2), new Conv2D(16, 5, Activation.Relu), new MaxPooling2D(2),
        new Flatten(), new Dense(120, Activation.Relu), new Dense(84, Activation.Relu), new Dense(10),
    })
    { Optimizer = new Adam(), Loss = new CrossEntropy(), Metrics = [new Accuracy()], Callbacks = callbacks };

    private static Trainer Mlp(params Callback[] callbacks) => new(new Sequential([28, 28, 1], "mlp", 1)
    {
        new Flatten(), new Dense(512, Activation.Relu), new Dense(512, Activation.Relu), new Dense(10),
    })
    { Optimizer = new Sgd(0.01) { Momentum = 0.9 }, Loss = new CrossEntropy(), Callbacks = callbacks };

    // The memory that a run holds, to ten per cent; of the weights, which are there before it, too.
    [Theory]
    [InlineData(true, 128, 384)]
    [InlineData(true, 32, 100)]
    [InlineData(false, 128, 300)]
    public void Memory_is_predicted(bool isLenet, int batch, int samples)
    {
        Dataset data = Glyphs.Generate(1, samples, 1).Train;
        long predicted = (isLenet ? Lenet() : Mlp()).Estimate(data, batch).Bytes;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = NativePool.BytesInUse, during = 0;
        On watch = new() { StepEnd = (run, _) => during = NativePool.BytesInUse };
        Trainer trainer = isLenet ? Lenet(watch) : Mlp(watch);
        trainer.Fit(data, 1, batch);
        double ratio = predicted / (double)(during - before);
        Assert.True(ratio is > 0.9 and < 1.1, $"predicted {predicted}, taken {during - before}: {ratio:F3}");
        GC.KeepAlive(trainer);
    }

    [Fact]
    public void An_estimate_adds_up_and_leaves_everything_as_it_was()
    {
        Dataset data = Glyphs.Generate(1, 300, 1).Train;
        Trainer trainer = Lenet();
        string before = trainer.Model.WeightsSha256();
        TrainingEstimate estimate = trainer.Estimate(data, 128);
        Assert.Equal(before, trainer.Model.WeightsSha256());
        Assert.Equal(0, trainer.Optimizer.Step);
        Assert.InRange(estimate.OptimizerBytes, estimate.WeightBytes, 3 * estimate.WeightBytes);
        Assert.InRange(estimate.BatchBytes, (128 + 44) * ((784 * 4) + 4), (128 + 44) * ((784 * 4) + 4) * 5 / 4);
        Assert.Equal((128, 3), (estimate.Batch, estimate.Steps));
        Assert.Equal(estimate.EpochSeconds, estimate.StepSeconds * 300 / 128, 12);
        Assert.True(estimate.MultiplyAdds > 2 * 128 * estimate.Model.MultiplyAdds, "backwards too");
        string[] lines = estimate.ToString().Split('\n');
        Assert.StartsWith("training by Adam in batches of 128: ", lines[^2], StringComparison.Ordinal);
        Assert.Matches(@"^a step: [\d,]+ multiply-adds, [\d.]+ ms; an epoch of 3 steps: [\d.]+ s$", lines[^1]);
    }
}

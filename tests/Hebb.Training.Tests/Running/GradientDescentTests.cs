namespace Hebb.Training.Tests.Running;

/// <summary>The update rule, its end, and the batches of the course notes, by their ids.</summary>
public sealed class GradientDescentTests
{
    [Fact]
    public void A022_each_update_takes_the_rate_times_the_slope_off_until_the_slope_is_gone()
    {
        Variable w = new(Tensor.Scalar(0, DType.Float64), "w");
        Sgd sgd = new(0.1);
        while (true)
        {
            Assert.Equal(3 * (1 - Math.Pow(0.8, sgd.Step)), w.ToScalar(), 1e-12);   // of (w - 3)^2 from 0: w_new - 3 = 0.8 (w_old - 3)
            using var tape = GradientTape.Begin();
            Gradients gradients = tape.Gradient((w - 3).Square(), [w]);
            if (gradients[w].Abs().ToScalar() < 1e-6) break;
            sgd.Apply(gradients);
        }
        Assert.Equal(70, sgd.Step);   // the first k with 6 * 0.8^k < 1e-6
    }

    [Fact]
    public void A022_a_run_ends_where_the_cost_no_longer_falls()
    {
        Tensor x = Tensor.Normal([64, 2], seed: 1);
        Trainer trainer = new(new Sequential([2], seed: 1) { new Dense(1) })
        {
            Optimizer = new Sgd(0.1),
            Loss = new MeanSquaredError(),
            Callbacks = [new EarlyStopping(patience: 1) { MinimumDelta = 1e-6, Monitor = static epoch => epoch.Training.Loss }],
        };
        History history = trainer.Fit(Dataset.From(x, x.Sum(axis: 1, keepDims: true)), epochs: 1000, batch: 64);
        double[] costs = [.. history.Epochs.Select(epoch => epoch.Training.Loss)];
        Assert.InRange(costs.Length, 5, 200);
        Assert.True(costs[^2] - costs[^1] <= 1e-6);
        Assert.All(Enumerable.Range(1, costs.Length - 2), step => Assert.True(costs[step - 1] - costs[step] > 1e-6));
        Assert.StartsWith("no better for 1 epoch", history.StoppedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void A025_five_million_samples_are_5000_mini_batches_of_1000()
    {
        Dataset data = Dataset.From(new float[5_000_000, 1], new float[5_000_000, 1]);
        Assert.Equal(5_000, data.Batches(1_000).Count());
    }

    [Fact]
    public void A027_every_epoch_has_all_samples_in_an_order_of_its_own_that_the_seed_gives_again()
    {
        float[][] first = Epochs(seed: 7), again = Epochs(seed: 7), other = Epochs(seed: 8);
        Assert.Equal(first, again);
        Assert.NotEqual(first[0], first[1]);
        Assert.NotEqual(first[0], other[0]);
        Assert.All(first, epoch => Assert.Equal(Enumerable.Range(0, 50).Select(i => (float)i), epoch.Order()));
    }

    // With single samples, rate 0 and a weight of 0, the loss of a step is its sample's number.
    private static float[][] Epochs(ulong seed)
    {
        List<float> seen = [];
        Trainer trainer = new(new Sequential([1]) { new Dense(1) { KernelInitializer = Initializer.Zeros } })
        {
            Optimizer = new Sgd(0),
            Loss = new MeanAbsoluteError(),
            Seed = seed,
            Callbacks = [new On { StepEnd = (_, loss) => seen.Add((float)loss) }],
        };
        trainer.Fit(Dataset.From(new float[50, 1], [.. Enumerable.Range(0, 50).Select(i => (float)i)]), epochs: 3, batch: 1);
        return [.. seen.Chunk(50)];
    }
}

namespace Hebb.Cli.Tests;

public class RunKeeperTests
{
    [Fact]
    public void A_run_that_dies_within_an_epoch_goes_on_from_the_last_interval_with_the_same_bits()
    {
        using TemporaryFolder folder = new();
        (Dataset data, _) = Glyphs.Generate(seed: 1, train: 320, test: 1);
        string expected = Train(data, null, dieAt: null);

        Assert.Throws<DivideByZeroException>(() => Train(data, folder.File("checkpoint.hebb"), dieAt: (2, 7)));

        Assert.Equal(expected, Train(data, folder.File("checkpoint.hebb"), dieAt: null));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_with_the_step_and_advice()
    {
        (Dataset data, _) = Glyphs.Generate(seed: 1, train: 320, test: 1);

        DataException error = Assert.Throws<DataException>(() => Train(data, null, dieAt: null, rate: 1e35));

        Assert.StartsWith("step ", error.Where[0]);
        Assert.Contains("--learning-rate", error.Fix);
    }

    // Ten steps an epoch, a checkpoint after each; as sudden an end as a test can have.
    private static string Train(Dataset data, string? checkpoint, (int Epoch, int Step)? dieAt, double rate = 1e-3)
    {
        using Interruption interruption = new();
        Model model = Recipe.Find("mlp").MakeFor(data, 5, "glyphs");
        Trainer trainer = new(model)
        {
            Optimizer = new Adam(rate) { Schedule = new CosineDecay() },
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
            Callbacks = [new RunKeeper(checkpoint, interruption, TimeSpan.Zero)],
        };
        if (File.Exists(checkpoint)) trainer.LoadCheckpoint(checkpoint);
        trainer.Fit(data, epochs: 3, batch: 32, progress: new Death(dieAt));
        return model.WeightsSha256();
    }

    private sealed class Death((int, int)? at) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value)
        {
            if ((value.Epoch, value.Step) == at) throw new DivideByZeroException();
        }
    }
}

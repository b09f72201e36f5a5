namespace Hebb.Training.Tests.Running;

/// <summary>What a trainer sees before the first step, and lets pass.</summary>
public sealed class TrainerWarningsTests
{
    private sealed class Own(Model model) : Trainer(model);

    private static Sequential Ending(Activation activation, int units = 3) => new([6], "ending", 3) { new Dense(units, activation) };

    private static History Fit(Activation activation, Loss loss, Dataset? data = null, int units = 3) =>
        new Trainer(Ending(activation, units)) { Optimizer = new Adam(), Loss = loss }.Fit(data ?? Small.Data());

    [Fact]
    public void A_model_whose_ending_does_not_fit_the_loss_is_warned_of()
    {
        Dataset yesOrNo = Dataset.From(new float[4, 6], [0, 1, 1, 0]);
        (Activation Ending, Loss Loss, Dataset? Data)[] cases =
        [
            (Activation.Softmax(), new CrossEntropy(), null), (Activation.Relu, new CategoricalFocalCrossEntropy(), null),
            (Activation.Linear, new CrossEntropy { FromLogits = false }, null), (Activation.Sigmoid, new BinaryCrossEntropy(), yesOrNo),
            (Activation.Linear, new BinaryCrossEntropy { FromLogits = false }, yesOrNo), (Activation.Softmax(), new CategoricalHinge(), null),
            (Activation.Softmax(), new BinaryCrossEntropy { FromLogits = false }, yesOrNo),
        ];
        Snapshot.Matches("fit_warnings",
            string.Join("\n", cases.Select(one => Assert.Single(Fit(one.Ending, one.Loss, one.Data, one.Data is null ? 3 : 1).Warnings))));
    }

    [Fact]
    public void What_fits_is_not_warned_of()
    {
        Assert.Empty(Fit(Activation.Linear, new CrossEntropy()).Warnings);
        Assert.Empty(Fit(Activation.Softmax(), new CrossEntropy { FromLogits = false }).Warnings);
        Assert.Empty(Fit(Activation.Sigmoid, new MeanSquaredError(), Dataset.From(new float[4, 6], new float[4]), 1).Warnings);   // targets are not looked through
        Assert.Empty(new Own(Ending(Activation.Softmax())) { Optimizer = new Adam(), Loss = new CrossEntropy() }.Fit(Small.Data()).Warnings);   // its own business
    }

    [Fact]
    public void It_is_the_first_line_of_the_history_and_of_a_run_that_goes_on()
    {
        string path = Path.Combine(Path.GetTempPath(), $"hebb-{Guid.NewGuid():N}.checkpoint");
        try
        {
            Trainer trainer = new(Ending(Activation.Softmax())) { Optimizer = new Adam(), Loss = new CrossEntropy(), Callbacks = [new Checkpoint(path)] };
            Assert.StartsWith("warning: the model ends with softmax", trainer.Fit(Small.Data(), 1).ToString(), StringComparison.Ordinal);
            trainer.LoadCheckpoint(path);
            History history = trainer.Fit(Small.Data(), 2);
            Assert.Equal(2, history.Epochs.Count);
            Assert.StartsWith("warning: the model ends with softmax", history.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

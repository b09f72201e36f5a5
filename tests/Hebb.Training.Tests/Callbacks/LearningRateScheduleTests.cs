namespace Hebb.Training.Tests.Callbacks;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Each_epoch_has_the_rate_that_the_function_gives()
    {
        List<(int Epoch, double Rate)> asked = [];
        Trainer trainer = new(Small.Model())
        {
            Optimizer = new Sgd(0.4),
            Loss = new CrossEntropy(),
            Callbacks = [new LearningRateSchedule((epoch, rate) =>
            {
                asked.Add((epoch, rate));
                return rate / 2;
            })],
        };
        History history = trainer.Fit(Small.Data(), 3, 8);
        Assert.Equal([(1, 0.4), (2, 0.2), (3, 0.1)], asked);
        Assert.Equal([0.2, 0.1, 0.05], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_rate_that_is_none_is_refused() => Snapshot.Throws<OptionException>("learning_rate_none", () =>
        Small.Trainer(null, new LearningRateSchedule((_, _) => double.NaN)).Fit(Small.Data(), 3, 8));
}

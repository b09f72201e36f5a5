namespace Hebb.Training.Tests.Callbacks;

public sealed class CheckpointTests
{
    [Fact]
    public void The_best_model_is_saved_beside_the_last_checkpoint()
    {
        using TemporaryFolder folder = new();
        string best = folder.File("best.hebb"), last = folder.File("last.hebb");
        List<string> weights = [];
        Trainer trainer = Small.Trainer(null, new Checkpoint(last) { BestModel = best },
            new On { EpochEnd = (run, _) => weights.Add(run.Model.WeightsSha256()) });
        History history = trainer.Fit(Small.Data(), 8, 8, Small.Data(20, seed: 2));
        Assert.Equal(weights[history.Best!.Epoch - 1], Model.Load(best).WeightsSha256());
        Assert.Equal(["best.hebb", "last.hebb"], folder.Files);
        Trainer loaded = Small.Trainer();
        loaded.LoadCheckpoint(last);
        Assert.Equal(trainer.Model.WeightsSha256(), loaded.Model.WeightsSha256());
        Assert.Equal(history.ToCsv(), loaded.History.ToCsv());
    }

    [Fact]
    public void Checkpoints_come_every_so_many_steps()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        List<bool> there = [];
        Small.Trainer(null, new Checkpoint(path) { EverySteps = 3 }, new On { StepBegin = _ => there.Add(File.Exists(path)) }).Fit(Small.Data(), 1, 8);
        Assert.Equal([false, false, false, true, true, true, true], there);
    }

    [Fact]
    public void A_run_that_has_diverged_is_not_saved_over_a_good_checkpoint()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        Trainer trainer = new(Small.Model()) { Optimizer = new Sgd(0.01), Loss = new CrossEntropy(),
            Callbacks = [new LearningRateSchedule((epoch, rate) => epoch == 1 ? rate : 1e30), new Checkpoint(path) { EverySteps = 1 }, new StopOnNaN()] };
        History history = trainer.Fit(Small.Data(), 5, 8);
        Assert.StartsWith("epoch 2", history.StoppedBecause, StringComparison.Ordinal);
        Trainer loaded = new(Small.Model()) { Optimizer = new Sgd(0.01), Loss = new CrossEntropy(), Callbacks = [new LearningRateSchedule((_, rate) => rate)] };
        loaded.LoadCheckpoint(path);
        Assert.All(loaded.Model.Weights, weight => Assert.True(FiniteCheck.IsFinite(weight)));
    }
}

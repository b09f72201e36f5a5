namespace Hebb.Training.Tests.Checkpoints;

/// <summary>A run that was killed and goes on from its checkpoint ends in the same bits as one that was not.</summary>
public sealed class ResumeTests
{
    private const int Epochs = 6, Batch = 8;   // seven steps an epoch, the last of two samples

    private static readonly Dataset s_fit = Small.Data(), s_validation = Small.Data(20, seed: 2);

    private sealed class Killed : Exception;

    [Fact]
    public void A_run_killed_at_any_step_goes_on_to_the_same_bits()
    {
        (string weights, string slots, string history, int best) = Expected();
        foreach (int step in (int[])[1, 2, 3, 7, 8, 9, 13, 14, 15, 22, 30, 35])
        {
            using TemporaryFolder folder = new();
            string path = folder.File("run.hebb");
            Assert.Throws<Killed>(() => Fit(path, killAt: step));
            (Trainer trainer, EarlyStopping stopping) = Fit(path);
            Assert.Equal((step, weights), (step, trainer.Model.WeightsSha256()));
            Assert.Equal((step, slots), (step, Slots(trainer)));
            Assert.Equal((step, history), (step, Small.WithoutSeconds(trainer.History)));
            Assert.Equal(best, stopping.BestEpoch);
        }
    }

    [Fact]
    public void A_run_killed_again_and_again_goes_on_to_the_same_bits()
    {
        (string weights, _, string history, _) = Expected();
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        foreach (int steps in (int[])[3, 4, 5, 8, 6]) Assert.Throws<Killed>(() => Fit(path, killAt: steps));
        Trainer trainer = Fit(path).Trainer;
        Assert.Equal(weights, trainer.Model.WeightsSha256());
        Assert.Equal(history, Small.WithoutSeconds(trainer.History));
    }

    [Fact]
    public void A_cancelled_run_leaves_a_checkpoint_of_its_last_step_and_goes_on_from_there()
    {
        (string weights, _, string history, _) = Expected();
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        using CancellationTokenSource source = new();
        int taken = 0;
        EarlyStopping stopping = new(3);
        Trainer cancelled = Small.Trainer(null, new Checkpoint(path), stopping, new On
        {
            StepEnd = (_, _) =>
            {
                if (++taken == 17) source.Cancel();
            },
        });
        Assert.Equal("cancelled", cancelled.Fit(s_fit, Epochs, Batch, s_validation, cancellation: source.Token).StoppedBecause);
        Trainer trainer = Fit(path).Trainer;
        Assert.Equal(weights, trainer.Model.WeightsSha256());
        Assert.Equal(history, Small.WithoutSeconds(trainer.History));
    }

    [Fact]
    public void A_run_stopped_at_any_step_leaves_a_checkpoint_of_it()
    {
        Trainer whole = Small.Trainer();
        whole.Fit(s_fit, 3, Batch, s_validation);
        foreach (int at in (int[])[1, 6, 7])   // the last: all steps of the epoch are done, and it is not complete
        {
            using TemporaryFolder folder = new();
            string path = folder.File("run.hebb");
            Trainer stopped = Small.Trainer(null, new Checkpoint(path), new On
            {
                StepEnd = (run, _) =>
                {
                    if (run.Epoch == 2 && run.Step == at) run.Stop("enough");
                },
            });
            Assert.Single(stopped.Fit(s_fit, 3, Batch, s_validation).Epochs);
            Trainer resumed = Small.Trainer();
            resumed.LoadCheckpoint(path);
            resumed.Fit(s_fit, 3, Batch, s_validation);
            Assert.Equal((at, whole.Model.WeightsSha256()), (at, resumed.Model.WeightsSha256()));
            Assert.Equal(Small.WithoutSeconds(whole.History), Small.WithoutSeconds(resumed.History));
        }
    }

    [Fact]
    public void A_run_that_early_stopping_ended_stays_ended_and_keeps_its_best_weights()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        // Every epoch after the first is worse.
        Trainer Make() => Small.Trainer(null, new Checkpoint(path), new EarlyStopping(1) { Monitor = epoch => epoch.Epoch });
        Trainer first = Make();
        History history = first.Fit(s_fit, Epochs, Batch);
        Assert.Equal(2, history.Epochs.Count);
        Trainer again = Make();
        again.LoadCheckpoint(path);
        History resumed = again.Fit(s_fit, Epochs, Batch);
        Assert.Equal(Small.WithoutSeconds(history), Small.WithoutSeconds(resumed));
        Assert.Equal(history.StoppedBecause, resumed.StoppedBecause);
        Assert.Equal(first.Model.WeightsSha256(), again.Model.WeightsSha256());
    }

    [Fact]
    public void More_epochs_can_be_asked_for_and_done_ones_are_not_repeated()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        Trainer first = Small.Trainer();
        first.Fit(s_fit, 2, Batch);
        first.SaveCheckpoint(path);
        Trainer second = Small.Trainer();
        second.LoadCheckpoint(path);
        Assert.Equal(2, second.Fit(s_fit, 2, Batch).Epochs.Count);
        Assert.Equal(first.Model.WeightsSha256(), second.Model.WeightsSha256());
        second.LoadCheckpoint(path);
        Assert.Equal([1, 2, 3, 4], second.Fit(s_fit, 4, Batch).Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(4 * 7, second.Optimizer.Step);
    }

    [Fact]
    public void A_learning_rate_by_epoch_goes_on_where_it_was()
    {
        Trainer Make(params Callback[] more) => Small.Trainer(null, [new LearningRateSchedule((_, rate) => rate / 2), .. more]);
        Trainer expected = Make();
        expected.Fit(s_fit, 3, Batch);
        using TemporaryFolder folder = new();
        foreach (int at in (int[])[0, 3, 7])   // at 0 the rate of the epoch was set just before
        {
            string path = folder.File($"{at}.hebb");
            Trainer saving = Make(new On { EpochBegin = run => Save(run, 0), StepEnd = (run, _) => Save(run, run.Step) });
            saving.Fit(s_fit, 3, Batch);
            Trainer resumed = Make();
            resumed.LoadCheckpoint(path);
            History history = resumed.Fit(s_fit, 3, Batch);
            Assert.Equal(Small.WithoutSeconds(expected.History), Small.WithoutSeconds(history));
            Assert.Equal(expected.Model.WeightsSha256(), resumed.Model.WeightsSha256());

            void Save(TrainingRun run, int step)
            {
                if (run.Epoch == 2 && step == at) run.Trainer.SaveCheckpoint(path);
            }
        }
    }

    [Fact]
    public void The_order_of_callbacks_does_not_matter_to_a_checkpoint()
    {
        using TemporaryFolder folder = new();
        (string before, string after) = (folder.File("before.hebb"), folder.File("after.hebb"));
        Trainer trainer = Small.Trainer(null, new Checkpoint(before), new EarlyStopping(4), new Checkpoint(after));
        trainer.Fit(s_fit, 3, Batch, s_validation);
        Assert.Equal(File.ReadAllBytes(before), File.ReadAllBytes(after));
    }

    [Fact]
    public void What_cancelling_would_go_back_to_is_in_the_checkpoint()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb"), atBest = "";
        using CancellationTokenSource first = new(), second = new();
        Trainer Make(params Callback[] callbacks) => new(Small.Model())
        {
            Optimizer = new Sgd(0.1),
            Loss = new CrossEntropy(),
            Callbacks = [new LearningRateSchedule((epoch, rate) => epoch == 3 ? 1e4 : rate), .. callbacks],   // the third epoch ruins the model
        };
        Trainer began = Make(new On
        {
            EpochEnd = (run, epoch) =>
            {
                if (epoch.Epoch == 2) atBest = run.Model.WeightsSha256();
                if (epoch.Epoch == 2) run.Trainer.SaveCheckpoint(path);
            },
        });
        began.Fit(s_fit, 2, Batch, cancellation: first.Token);
        Trainer resumed = Make(new On { EpochEnd = (_, _) => second.Cancel() });
        resumed.LoadCheckpoint(path);
        History history = resumed.Fit(s_fit, 9, Batch, cancellation: second.Token);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(2, history.Best!.Epoch);
        Assert.Equal(atBest, resumed.Model.WeightsSha256());
    }

    private static (string Weights, string Slots, string History, int Best) Expected()
    {
        EarlyStopping stopping = new(3);
        Trainer trainer = Small.Trainer(null, stopping);
        trainer.Fit(s_fit, Epochs, Batch, s_validation);
        return (trainer.Model.WeightsSha256(), Slots(trainer), Small.WithoutSeconds(trainer.History), stopping.BestEpoch);
    }

    // A new trainer each time, as in a new process.
    private static (Trainer Trainer, EarlyStopping Stopping) Fit(string path, int killAt = int.MaxValue)
    {
        EarlyStopping stopping = new(3);
        int steps = 0;
        Trainer trainer = Small.Trainer(Small.Model(), new Checkpoint(path) { EverySteps = 2 }, stopping, new On
        {
            StepBegin = _ =>
            {
                if (steps++ == killAt) throw new Killed();
            },
        });
        if (File.Exists(path)) trainer.LoadCheckpoint(path);
        trainer.Fit(s_fit, Epochs, Batch, s_validation);
        return (trainer, stopping);
    }

    private static string Slots(Trainer trainer) =>
        string.Join(' ', trainer.SlotValues().SelectMany(slot => slot.Variable.ToArray<float>()).Select(value => BitConverter.SingleToUInt32Bits(value)));
}

namespace Hebb.Training.Tests.Callbacks;

public sealed class CallbackTests
{
    private sealed class Log(string name, List<string> lines) : Callback
    {
        public override void OnTrainBegin(TrainingRun run) => Add($"train begins, epochs {run.Epochs}, steps {run.Steps}, batch {run.BatchSize}");

        public override void OnStop(TrainingRun run) => Add("stop");

        public override void OnTrainEnd(TrainingRun run) => Add($"train ended, {run.History.Epochs.Count}");

        public override void OnEpochBegin(TrainingRun run) => Add($"epoch {run.Epoch} begins, step {run.Step}");

        public override void OnEpochEnd(TrainingRun run, EpochRecord epoch) =>
            Add($"epoch {epoch.Epoch} ended, step {run.Step}, history {run.History.Epochs.Count}");

        public override void OnStepBegin(TrainingRun run) => Add($"step {run.Step} begins, {run.Batch!.Count} samples");

        public override void OnStepEnd(TrainingRun run, double loss) =>
            Add($"step {run.Step} ended, loss is the mean so far: {(run.Step == 1 ? run.Loss == loss : run.Loss != loss)}");

        public override void OnEvaluateBegin(TrainingRun run) => Add("evaluation begins");

        public override void OnEvaluateEnd(TrainingRun run, Evaluation validation) => Add($"evaluation ended, {validation.Metrics[0].Name}");

        private void Add(string line) => lines.Add($"{name}: {line}");
    }

    [Fact]
    public void Callbacks_are_called_in_order_at_every_turn()
    {
        List<string> lines = [];
        Small.Trainer(null, new Log("a", lines), new Log("b", lines)).Fit(Small.Data(12), epochs: 2, batch: 8, validation: Small.Data(4));
        Snapshot.Matches("callbacks", string.Join('\n', lines));
    }

    /// <summary>The epoch counts from 1, also where the first has not begun, and where a run goes on.</summary>
    [Fact]
    public void A_run_knows_its_epoch_before_the_first_step()
    {
        string path = Path.Combine(Path.GetTempPath(), $"hebb-{Guid.NewGuid():N}.checkpoint");
        List<(int, int)> seen = [];
        try
        {
            Trainer trainer = Small.Trainer(null, new Checkpoint(path) { EverySteps = 3 }, new On
            {
                TrainBegin = run => seen.Add((run.Epoch, run.Step)),
                StepEnd = (run, _) => { if (run.Epoch == 2 && run.Step == 3 && !run.IsResumed) run.Stop("enough"); },
            });
            trainer.Fit(Small.Data(), 3, 8);
            for (int i = 0; i < 2; i++)   // in the middle of the second epoch, then after the last
            {
                trainer.LoadCheckpoint(path);
                trainer.Fit(Small.Data(), 3, 8);
            }
            Assert.Equal([(1, 0), (2, 3), (3, 0)], seen);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_stop_is_heard_before_better_weights_come_back()
    {
        List<string> weights = [];
        Trainer trainer = Small.Trainer(null, new EarlyStopping(1) { Monitor = epoch => epoch.Epoch }, new On
        {
            EpochEnd = (run, _) => weights.Add(run.Model.WeightsSha256()),
            Stop = run => weights.Add(run.Model.WeightsSha256()),
            TrainEnd = run => weights.Add(run.Model.WeightsSha256()),
        });
        trainer.Fit(Small.Data(), epochs: 9);
        Assert.Equal(4, weights.Count);   // two epochs, the stop, the end
        Assert.Equal(weights[1], weights[2]);
        Assert.Equal(weights[0], weights[3]);
        Assert.NotEqual(weights[0], weights[1]);
        Assert.Equal(weights[3], trainer.Model.WeightsSha256());
    }

    [Fact]
    public void A_run_stops_where_it_is_asked_to()
    {
        History middle = Small.Trainer(null, new On { StepEnd = (run, _) => Stop(run, run.Epoch == 2 && run.Step == 3) }).Fit(Small.Data(), 5, 8);
        Assert.Equal((1, "enough"), (middle.Epochs.Count, middle.StoppedBecause));
        History end = Small.Trainer(null, new On { EpochEnd = (run, epoch) => Stop(run, epoch.Epoch == 2) }).Fit(Small.Data(), 5, 8);
        Assert.Equal((2, "enough"), (end.Epochs.Count, end.StoppedBecause));
        History never = Small.Trainer(null, new On { TrainBegin = run => Stop(run, true) }).Fit(Small.Data(), 5, 8);
        Assert.Equal((0, "enough"), (never.Epochs.Count, never.StoppedBecause));
        Assert.Null(Small.Trainer().Fit(Small.Data(), 1, 8).StoppedBecause);

        static void Stop(TrainingRun run, bool when)
        {
            if (!when) return;
            run.Stop("enough");
            run.Stop("more than enough");
            Assert.True(run.IsStopping);
        }
    }

    [Fact]
    public void What_a_trainer_cannot_do_without_must_be_there()
    {
        Sequential model = Small.Model();
        Snapshot.Errors("trainer_errors",
        [
            ("a callback that is null", () =>
                _ = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new CrossEntropy(), Callbacks = [new StopOnNaN(), null!] }),
            ("a metric that is null", () => _ = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new CrossEntropy(), Metrics = [null!] }),
        ]);
        Assert.Equal("Callbacks", Null(() => _ = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new CrossEntropy(), Callbacks = null! }));
        Assert.Equal("Metrics", Null(() => _ = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new CrossEntropy(), Metrics = null! }));
        Assert.Equal("Optimizer", Null(() => _ = new Trainer(model) { Optimizer = null!, Loss = new CrossEntropy() }));
        Assert.Equal("Loss", Null(() => _ = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = null! }));
        Assert.Equal("Monitor", Null(static () => _ = new EarlyStopping { Monitor = null! }));
        Assert.Equal("Monitor", Null(static () => _ = new ReduceOnPlateau { Monitor = null! }));

        static string? Null(Action make) => Assert.Throws<ArgumentNullException>(make).ParamName;
    }

    [Fact]
    public void Evaluating_in_the_middle_of_an_epoch_leaves_its_metrics_alone()
    {
        Dataset data = Small.Data(), other = Small.Data(30, seed: 8);
        string expected = Small.WithoutSeconds(Small.Trainer().Fit(data, 2, 8));
        List<double> seen = [];
        Trainer trainer = Small.Trainer(null, new On { StepEnd = (run, _) => seen.Add(run.Trainer.Evaluate(other)["accuracy"]) });
        Assert.Equal(expected, Small.WithoutSeconds(trainer.Fit(data, 2, 8)));
        Assert.Equal(14, seen.Count);
        Assert.Equal(trainer.Evaluate(other)["accuracy"], seen[^1]);
    }
}

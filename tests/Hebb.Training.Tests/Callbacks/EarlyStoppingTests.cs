namespace Hebb.Training.Tests.Callbacks;

public sealed class EarlyStoppingTests
{
    // What is watched, epoch by epoch; the run has as many epochs as it has.
    private static (History History, EarlyStopping Stopping, List<string> Weights, Trainer Trainer) Run(int patience, double[] watched, double delta = 0,
        bool restore = true, double? baseline = null, int warmUp = 0)
    {
        EarlyStopping stopping = new(patience)
        {
            Monitor = epoch => watched[epoch.Epoch - 1],
            MinimumDelta = delta,
            RestoreBest = restore,
            Baseline = baseline,
            WarmUpEpochs = warmUp,
        };
        List<string> weights = [];
        Trainer trainer = Small.Trainer(null, stopping, new On { EpochEnd = (run, _) => weights.Add(run.Model.WeightsSha256()) });
        return (trainer.Fit(Small.Data(), watched.Length, 16), stopping, weights, trainer);
    }

    [Fact]
    public void The_run_ends_when_patience_has_and_the_best_weights_come_back()
    {
        var (history, stopping, weights, trainer) = Run(2, [3, 1, 2, 0.5, 0.6, 0.7, 0.1]);
        Assert.Equal(6, history.Epochs.Count);
        Assert.Equal(4, stopping.BestEpoch);
        Assert.Equal("no better for 2 epochs; the best was epoch 4", history.StoppedBecause);
        Assert.Equal(weights[3], trainer.Model.WeightsSha256());
    }

    [Fact]
    public void No_patience_is_patience_for_the_first_that_is_no_better()
    {
        foreach (int patience in (int[])[0, 1]) Assert.Equal(3, Run(patience, [3, 2, 2, 1]).History.Epochs.Count);
    }

    [Fact]
    public void Too_little_better_is_no_better() => Assert.Equal(3, Run(2, [3, 2.95, 2.91, 2], delta: 0.1).History.Epochs.Count);

    [Fact]
    public void A_baseline_must_be_beaten_and_the_best_weights_come_back_all_the_same()
    {
        var (history, stopping, weights, trainer) = Run(3, [5, 4, 4.5, 1], baseline: 2);
        Assert.Equal((3, 2), (history.Epochs.Count, stopping.BestEpoch));
        Assert.Equal("not below 2 in any of 3 epochs; the best was epoch 2", history.StoppedBecause);
        Assert.Equal(weights[1], trainer.Model.WeightsSha256());
        (history, stopping, _, _) = Run(3, [5, 4, 1.9, 1.95, 1.5, 3, 3, 3, 0], baseline: 2);   // in the third epoch, and as usual from there
        Assert.Equal((8, 5), (history.Epochs.Count, stopping.BestEpoch));
        Assert.Equal("no better for 3 epochs; the best was epoch 5", history.StoppedBecause);
        Assert.Equal(2, Run(2, [3, 1.95, 1], delta: 0.1, baseline: 2).History.Epochs.Count);
        Assert.Equal(3, Run(2, [3, 1.85, 1], delta: 0.1, baseline: 2).History.Epochs.Count);
    }

    [Fact]
    public void The_first_epochs_do_not_count_where_they_shall_not()
    {
        var (history, stopping, weights, trainer) = Run(2, [0.1, 9, 9, 3, 2, 4, 5, 1], warmUp: 3);
        Assert.Equal((7, 5), (history.Epochs.Count, stopping.BestEpoch));
        Assert.Equal(weights[4], trainer.Model.WeightsSha256());
        (history, stopping, weights, trainer) = Run(1, [1, 2, 3], warmUp: 3);   // none counts: the run ends as it is
        Assert.Equal((3, 0), (history.Epochs.Count, stopping.BestEpoch));
        Assert.Null(history.StoppedBecause);
        Assert.Equal(weights[2], trainer.Model.WeightsSha256());
    }

    [Fact]
    public void NaN_is_no_better()
    {
        var (history, stopping, _, _) = Run(2, [double.NaN, double.NaN, 1]);
        Assert.Equal((2, 0), (history.Epochs.Count, stopping.BestEpoch));
        const string Never = "what is watched was not a finite number in any of 2 epochs; the weights are those of the last step";
        Assert.Equal(Never, history.StoppedBecause);
        Assert.Equal(Never, Run(2, [double.PositiveInfinity, double.NaN, 1]).History.StoppedBecause);
        Assert.Equal("no better for 2 epochs; the best was epoch 1", Run(2, [1, double.NaN, double.NaN]).History.StoppedBecause);
    }

    [Fact]
    public void The_best_weights_come_back_after_the_last_epoch_too_unless_they_shall_not()
    {
        var (history, _, weights, trainer) = Run(5, [3, 1, 2]);
        Assert.Null(history.StoppedBecause);
        Assert.Equal(weights[1], trainer.Model.WeightsSha256());
        var (_, _, kept, other) = Run(5, [3, 1, 2], restore: false);
        Assert.Equal(kept[2], other.Model.WeightsSha256());
    }

    [Fact]
    public void Without_a_monitor_the_validation_loss_counts()
    {
        List<EpochRecord> records = [];
        EarlyStopping stopping = new(100);
        Trainer trainer = Small.Trainer(null, stopping, new On { EpochEnd = (_, epoch) => records.Add(epoch) });
        trainer.Fit(Small.Data(), 5, 8, Small.Data(20, seed: 2));
        Assert.Equal(records.MinBy(epoch => epoch.Validation!.Loss)!.Epoch, stopping.BestEpoch);
        Assert.Equal(records[stopping.BestEpoch - 1].Validation!.Loss, trainer.Evaluate(Small.Data(20, seed: 2)).Loss);
    }

    [Fact]
    public void A_second_run_forgets_the_first()
    {
        double[] watched = [1, 2, 5, 6];
        EarlyStopping stopping = new(1) { Monitor = epoch => watched[epoch.Epoch - 1] };
        using CancellationTokenSource source = new();
        bool cancels = false;
        string last = "";
        Trainer trainer = Small.Trainer(null, stopping, new On
        {
            StepEnd = (run, _) =>
            {
                if (!cancels) return;
                source.Cancel();
                last = run.Model.WeightsSha256();
            },
        });
        trainer.Fit(Small.Data(), 3, 16);
        cancels = true;
        trainer.Fit(Small.Data(), 3, 16, cancellation: source.Token);
        Assert.Equal(0, stopping.BestEpoch);
        Assert.Equal(last, trainer.Model.WeightsSha256());   // not the first run's best
    }

    [Fact]
    public void Options_out_of_range_are_refused() => Snapshot.Errors("early_stopping_errors",
    [
        ("negative patience", () => _ = new EarlyStopping(-1)),
        ("a negative delta", () => _ = new EarlyStopping { MinimumDelta = -0.1 }),
        ("a delta that is none", () => _ = new EarlyStopping { MinimumDelta = double.NaN }),
        ("a baseline that is none", () => _ = new EarlyStopping { Baseline = double.PositiveInfinity }),
        ("fewer epochs than none", () => _ = new EarlyStopping { WarmUpEpochs = -1 }),
        ("a metric that is not measured", () => Small.Trainer(null, new EarlyStopping { Monitor = static epoch => epoch.Training["auc"] }).Fit(Small.Data())),
        ("validation that is not there", () => Small.Trainer(null, new EarlyStopping { Monitor = static epoch => epoch.Validation!.Loss }).Fit(Small.Data())),
    ]);
}

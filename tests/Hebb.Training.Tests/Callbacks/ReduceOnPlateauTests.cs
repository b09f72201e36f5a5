namespace Hebb.Training.Tests.Callbacks;

public sealed class ReduceOnPlateauTests
{
    [Fact]
    public void The_rate_falls_after_patience_epochs_without_improvement()
    {
        //                                       best  1   2:fall  best
        double[] losses = [1, 0.9, 0.95, 0.90001, 0.8, 0.9, double.NaN, 0.9, 0.9];
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125], Rates(new ReduceOnPlateau(2, 0.5) { Monitor = epoch => losses[epoch.Epoch - 1] }));
    }

    [Fact]
    public void What_was_never_a_number_has_not_improved() =>
        Assert.Equal([1, 0.5, 0.5, 0.25], Rates(new ReduceOnPlateau(2, 0.5) { Monitor = static _ => double.NaN }, 4));

    [Fact]
    public void Epochs_of_the_cooldown_do_not_count() =>
        Assert.Equal([1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125], Rates(new ReduceOnPlateau(2, 0.5) { Cooldown = 2, Monitor = static _ => 1 }));

    [Fact]
    public void It_does_not_fall_below_the_minimum_and_a_lower_one_is_left_alone()
    {
        Assert.Equal([1, 0.5, 0.3, 0.3], Rates(new ReduceOnPlateau(1, 0.5) { MinimumRate = 0.3, Monitor = static _ => 1 }, 4));
        Assert.Equal([1, 1, 1], Rates(new ReduceOnPlateau(1, 0.5) { MinimumRate = 2, Monitor = static _ => 1 }, 3));
    }

    [Fact]
    public void A_run_goes_on_with_what_it_has_waited()
    {
        double[] whole = Rates(Plateau());
        using TemporaryFolder folder = new();
        Trainer first = Trainer(Plateau());
        first.Fit(Small.Data(), 5, 25);
        first.SaveCheckpoint(folder.File("run.hebb"));
        List<double> rates = [];
        Trainer second = Trainer(Plateau(), new On { EpochEnd = (run, _) => rates.Add(run.Trainer.Optimizer.LearningRate) });
        second.LoadCheckpoint(folder.File("run.hebb"));
        second.Fit(Small.Data(), 9, 25);
        Assert.Equal(whole[5..], rates);

        static ReduceOnPlateau Plateau() => new(4, 0.5) { Cooldown = 1, Monitor = static _ => 1 };
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("plateau_errors",
    [
        ("a negative patience", () => _ = new ReduceOnPlateau(-1)),
        ("a factor of one", () => _ = new ReduceOnPlateau(factor: 1)),
        ("a negative delta", () => _ = new ReduceOnPlateau { MinimumDelta = -1 }),
        ("a negative rate", () => _ = new ReduceOnPlateau { MinimumRate = -1 }),
        ("a metric that is not measured", () => Trainer(new ReduceOnPlateau { Monitor = static epoch => epoch.Training["auc"] }).Fit(Small.Data())),
        ("validation that is not there", () => Trainer(new ReduceOnPlateau { Monitor = static epoch => epoch.Validation!.Loss }).Fit(Small.Data())),
        ("a negative cooldown", () => _ = new ReduceOnPlateau { Cooldown = -1 }),
    ]);

    private static double[] Rates(ReduceOnPlateau plateau, int epochs = 9)
    {
        List<double> rates = [];
        Trainer(plateau, new On { EpochEnd = (run, _) => rates.Add(run.Trainer.Optimizer.LearningRate) }).Fit(Small.Data(), epochs, 25);
        return [.. rates];
    }

    private static Trainer Trainer(params Callback[] callbacks) =>
        new(Small.Model()) { Optimizer = new Sgd(1), Loss = new CrossEntropy(), Callbacks = callbacks };
}

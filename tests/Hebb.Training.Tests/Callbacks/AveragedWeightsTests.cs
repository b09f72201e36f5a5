namespace Hebb.Training.Tests.Callbacks;

public sealed class AveragedWeightsTests
{
    private sealed class Killed : Exception;

    [Fact]
    public void Validation_and_the_end_are_of_the_average_and_training_is_not()
    {
        List<string> atStep = [], atEvaluation = [];
        On watch = new()
        {
            StepEnd = (run, _) => atStep.Add(run.Model.WeightsSha256()),
            EvaluateEnd = (run, _) => atEvaluation.Add(run.Model.WeightsSha256()),
        };
        Trainer averaged = Trainer(watch, new AveragedWeights());
        averaged.Fit(Small.Data(), 3, 8, Small.Data(20, seed: 2));
        List<string> plain = [];
        Trainer unaveraged = Trainer(new On { StepEnd = (run, _) => plain.Add(run.Model.WeightsSha256()) });
        unaveraged.Fit(Small.Data(), 3, 8, Small.Data(20, seed: 2));
        Assert.Equal(plain, atStep);
        Assert.Equal(3, atEvaluation.Count);
        Assert.DoesNotContain(atEvaluation[1], plain);
        Assert.Equal(atEvaluation[2], averaged.Model.WeightsSha256());
        Assert.Equal(averaged.History.Epochs[^1].Validation!.Loss, averaged.Evaluate(Small.Data(20, seed: 2)).Loss);
        foreach (Parameter parameter in unaveraged.Model.Parameters)
            Assert.Equal(unaveraged.Optimizer.Average(parameter)!.ToArray<float>(),
                averaged.Model.Parameters.Single(other => other.Name == parameter.Name).ToArray<float>());
    }

    [Fact]
    public void The_best_weights_are_averages_when_it_stands_last()
    {
        using TemporaryFolder folder = new();
        Checkpoint checkpoint = new(folder.File("run.hebb")) { BestModel = folder.File("best.hebb") };
        Trainer trainer = Trainer(checkpoint, new EarlyStopping(20), new AveragedWeights());
        History history = trainer.Fit(Small.Data(), 6, 8, Small.Data(20, seed: 2));
        double best = history.Best!.Validation!.Loss;
        Assert.Equal(best, trainer.Evaluate(Small.Data(20, seed: 2)).Loss);
        Trainer loaded = Small.Trainer(Hebb.Model.Load(folder.File("best.hebb")));
        Assert.Equal(best, loaded.Evaluate(Small.Data(20, seed: 2)).Loss);
    }

    [Fact]
    public void A_killed_run_goes_on_to_the_same_bits()
    {
        Trainer whole = Trainer(new AveragedWeights());
        whole.Fit(Small.Data(), 3, 8, Small.Data(20, seed: 2));
        foreach (int kill in (int[])[3, 7, 8, 15])
        {
            using TemporaryFolder folder = new();
            string path = folder.File("run.hebb");
            int taken = 0;
            On killer = new()
            {
                StepEnd = (_, _) =>
                {
                    if (++taken == kill) throw new Killed();
                },
            };
            Assert.Throws<Killed>(() => Trainer(killer, new Checkpoint(path) { EverySteps = 1 }, new AveragedWeights())
                .Fit(Small.Data(), 3, 8, Small.Data(20, seed: 2)));
            Trainer resumed = Trainer(new AveragedWeights());
            resumed.LoadCheckpoint(path);
            resumed.Fit(Small.Data(), 3, 8, Small.Data(20, seed: 2));
            Assert.Equal((kill, whole.Model.WeightsSha256()), (kill, resumed.Model.WeightsSha256()));
            Assert.Equal(Small.WithoutSeconds(whole.History), Small.WithoutSeconds(resumed.History));
        }
    }

    [Fact]
    public void An_optimizer_that_averages_nothing_is_refused() => Snapshot.Errors("averaged_weights_errors",
    [
        ("no average", () => Small.Trainer(callbacks: new AveragedWeights()).Fit(Small.Data(), 1, 8)),
    ]);

    private static Trainer Trainer(params Callback[] callbacks) => new(Small.Model())
    {
        Optimizer = new Adam(0.02) { AverageDecay = 0.9 },
        Loss = new CrossEntropy(),
        Metrics = [new Accuracy()],
        Callbacks = callbacks,
        Seed = 5,
    };
}

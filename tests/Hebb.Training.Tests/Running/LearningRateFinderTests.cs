namespace Hebb.Training.Tests.Running;

public sealed class LearningRateFinderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_trainer_is_as_it_was(bool eager)
    {
        Trainer searched = Small.Trainer(eager), fresh = Small.Trainer(eager);
        string before = searched.Model.WeightsSha256();
        LearningRateFindings findings = new LearningRateFinder().Find(searched, Small.Data(), batch: 8);
        Assert.True(findings.Trials.Count > 20);
        Assert.Equal(before, searched.Model.WeightsSha256());
        Assert.Equal((0L, 0.02), (searched.Optimizer.Step, searched.Optimizer.LearningRate));
        searched.Fit(Small.Data(), epochs: 2, batch: 8);
        fresh.Fit(Small.Data(), epochs: 2, batch: 8);
        Assert.Equal(fresh.Model.WeightsSha256(), searched.Model.WeightsSha256());
        Assert.Equal(Small.WithoutSeconds(fresh.History), Small.WithoutSeconds(searched.History));
    }

    [Fact]
    public void Rates_rise_by_the_same_multiple_until_the_loss_explodes()
    {
        LearningRateFindings findings = new LearningRateFinder(1e-4, 1000, 57) { ExplodesAt = 2 }.Find(Descent(0.5), Line(), batch: 16);
        LearningRateTrial[] trials = [.. findings.Trials];
        for (int i = 1; i < trials.Length; i++) Assert.Equal(Math.Pow(1e7, 1 / 56.0), trials[i].Rate / trials[i - 1].Rate, 1e-12);
        Assert.True(trials.Length < 57, "such rates do not converge");
        Assert.True(trials[^1].Smoothed > 2 * trials.Min(static trial => trial.Smoothed));
    }

    [Fact]
    public void The_suggestion_is_a_rate_that_learns_and_below_the_one_that_explodes()
    {
        Trainer trainer = Descent(0.5);
        LearningRateFindings findings = new LearningRateFinder(1e-5, 10).Find(trainer, Line(), batch: 16);
        double rate = findings.Suggestion!.Value;
        Assert.InRange(rate, 1e-3, 1);
        Assert.True(rate <= findings.LeastLossRate);
        trainer.Optimizer.LearningRate = rate;
        double loss = trainer.Fit(Line(), epochs: 30, batch: 16).Epochs[^1].Training.Loss;
        Assert.True(loss < 0.01, $"the loss is {loss}");
    }

    [Fact]
    public void What_it_saw_is_a_table()
    {
        LearningRateFindings findings = new([new(1e-3, 2, 2), new(1e-2, 1, 1.5), new(0.1, 0.5, 0.8), new(1, 3, 1)]);
        Assert.Equal((0.1, 0.1), (findings.Suggestion, findings.LeastLossRate));
        Assert.Equal("""
            rate       loss       smoothed
            1.0e-3     2          2
            1.0e-2     1          1.5
            1.0e-1     0.5        0.8
            1.0e+0     3          1
            The loss falls fastest at 1.0e-1, and is least at 1.0e-1.
            """, findings.ToString(), ignoreLineEndingDifferences: true);
        Assert.Null(new LearningRateFindings([new(1e-3, 2, 2), new(1e-2, 3, 2.5)]).Suggestion);
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("learning_rate_finder_errors",
    [
        ("a rate of zero", () => _ = new LearningRateFinder(0)),
        ("a range that falls", () => _ = new LearningRateFinder(1, 0.1)),
        ("two steps", () => _ = new LearningRateFinder(steps: 2)),
        ("a smoothing that keeps all", () => _ = new LearningRateFinder { Smoothing = 1 }),
        ("an explosion below the least", () => _ = new LearningRateFinder { ExplodesAt = 0.5 }),
        ("data of another shape", () => new LearningRateFinder().Find(Small.Trainer(), Line())),
    ]);

    // y = x1 - 2 x2 + 0.5
    private static Dataset Line()
    {
        Tensor x = Tensor.Normal([128, 2], seed: 1);
        return Dataset.From(x, x.MatMul(Tensor.From([1f, -2f], [2, 1])) + 0.5);
    }

    private static Trainer Descent(double rate) => new(new Sequential([2], seed: 1) { new Dense(1) })
    {
        Optimizer = new Sgd(rate),
        Loss = new MeanSquaredError(),
    };
}

namespace Hebb.Training.Tests.Running;

public sealed class TrainerSharingTests
{
    private static readonly Dataset s_data = Small.Data();

    [Fact]
    public void What_a_running_fit_uses_is_refused_to_another()
    {
        Accuracy accuracy = new();
        Adam adam = new();
        Doctor doctor = new() { Every = 1 };
        Snapshot.Errors("sharing_errors",
        [
            ("a metric", () => During(Make(metric: accuracy), () => Make(metric: accuracy).Fit(s_data))),
            ("an optimizer", () => During(Make(adam), () => Make(adam).Fit(s_data))),
            ("a callback", () => During(Make(callback: doctor), () => Make(callback: doctor).Fit(s_data))),
            ("evaluation with a metric", () => During(Make(metric: accuracy), () => Make(metric: accuracy).Evaluate(s_data))),
            ("an optimizer whose step is only estimated", () => During(Make(adam), () => Make(adam).Estimate(s_data))),
        ], hide: $"thread {Environment.CurrentManagedThreadId}");

        Assert.Single(Make(adam, accuracy, doctor).Fit(s_data).Epochs);   // the runs that failed have let go of all
        Trainer next = Make(adam, accuracy, doctor);
        Assert.Single(next.Fit(s_data).Epochs);                           // and one run may follow another
        Assert.Equal(next.Evaluate(s_data)["accuracy"], Make(next.Model, metric: accuracy).Evaluate(s_data)["accuracy"]);
    }

    [Fact]
    public void A_refused_run_leaves_what_it_had_taken_free_and_the_running_one_alone()
    {
        Accuracy own = new(), shared = new();
        Adam adam = new();
        History alone = Make(metric: new Accuracy()).Fit(s_data);
        int refused = 0;
        History history = Make(metric: shared, callback: new On
        {
            StepEnd = (_, _) =>
            {
                Assert.Throws<UsageException>(() => Make(adam, shared).Fit(s_data));
                Assert.Throws<UsageException>(() => Make(metric: shared).Evaluate(s_data));
                Assert.Single(Make(adam, own).Fit(s_data).Epochs);
                refused++;
            },
        }).Fit(s_data);
        Assert.Equal(2, refused);
        Assert.Equal(Small.WithoutSeconds(alone), Small.WithoutSeconds(history));
    }

    [Fact]
    public async Task Of_two_threads_with_one_metric_one_is_refused()
    {
        Accuracy accuracy = new();
        using ManualResetEventSlim began = new(), tried = new();
        Task<History> first = Task.Run(() => Make(metric: accuracy, callback: new On
        {
            StepEnd = (_, _) =>
            {
                began.Set();
                tried.Wait();
            },
        }).Fit(s_data));
        began.Wait();
        UsageException error = Assert.Throws<UsageException>(() => Make(metric: accuracy).Fit(s_data));
        tried.Set();
        Assert.Contains("Accuracy is in use", error.Message, StringComparison.Ordinal);
        Assert.InRange((await first).Epochs[0].Training["accuracy"], 0, 1);
    }

    [Fact]
    public void A_trainer_may_evaluate_within_its_own_run_and_train_again_after_it()
    {
        int evaluated = 0;
        Trainer trainer = Make(callback: new On { EpochEnd = (run, _) => evaluated += run.Trainer.Evaluate(s_data).Loss > 0 ? 1 : 0 });
        trainer.Fit(s_data, 2);
        trainer.Fit(s_data, 2);
        Assert.Equal(4, evaluated);
    }

    // Fails as the action does, in the first step.
    private static void During(Trainer trainer, Action action) => new Trainer(trainer.Model)
    {
        Optimizer = trainer.Optimizer,
        Loss = trainer.Loss,
        Metrics = trainer.Metrics,
        Callbacks = [.. trainer.Callbacks, new On { StepEnd = (_, _) => action() }],
    }.Fit(s_data);

    private static Trainer Make(Optimizer? optimizer = null, Metric? metric = null, Callback? callback = null) => Make(Small.Model(), optimizer, metric, callback);

    private static Trainer Make(Model model, Optimizer? optimizer = null, Metric? metric = null, Callback? callback = null) => new(model)
    {
        Optimizer = optimizer ?? new Adam(),
        Loss = new CrossEntropy(),
        Metrics = [metric ?? new Accuracy()],
        Callbacks = callback is null ? [] : [callback],
    };
}

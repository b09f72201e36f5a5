namespace Hebb.Training.Tests.Running;

/// <summary>Evaluation by plan: the figures of op by op, and nothing allocated for a batch.</summary>
public sealed class TrainerEvaluateTests
{
    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.None)]
    public void Planned_and_eager_evaluation_give_the_same_bits_on_any_number_of_threads(Reduction reduction)
    {
        Sequential model = Small.Model();
        Small.Trainer(model).Fit(Small.Data(), 1);
        int before = Parallelism.Threads;
        try
        {
            foreach ((int count, int batch) in new[] { (50, 50), (50, 16), (7, 16), (1, 1), (300, 256) })
            {
                Parallelism.Threads = 1;
                Evaluation expected = Evaluator(model, reduction, eager: true).Evaluate(Small.Data(count, seed: 2), batch);
                Trainer planned = Evaluator(model, reduction, eager: false);
                foreach (int threads in new[] { 1, 2, 3, 8 })
                {
                    Parallelism.Threads = threads;
                    Evaluation actual = planned.Evaluate(Small.Data(count, seed: 2), batch);
                    Assert.Equal(expected.Loss, actual.Loss);
                    Assert.Equal(expected.Metrics, actual.Metrics);
                }
            }
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Fact]
    public void An_evaluation_in_the_middle_of_a_run_does_not_disturb_it()
    {
        (string undisturbed, string history) = Train(evaluates: false, eager: true);
        Assert.Equal((undisturbed, history), Train(evaluates: true, eager: true));
        Assert.Equal((undisturbed, history), Train(evaluates: false, eager: false));
        Assert.Equal((undisturbed, history), Train(evaluates: true, eager: false));

        static (string, string) Train(bool evaluates, bool eager)
        {
            Sequential model = Small.Model();
            Dataset other = Small.Data(33, seed: 9), third = Small.Data(20, seed: 10);
            Trainer trainer = null!;
            trainer = Small.Trainer(eager, model, new On
            {
                StepEnd = (run, _) =>
                {
                    if (!evaluates || run.Step % 2 == 0) return;
                    trainer.Evaluate(other, batch: 8);
                    trainer.Evaluate(third, batch: 20);
                },
            });
            History history = trainer.Fit(Small.Data(), 3, batch: 16, validation: Small.Data(30, seed: 7));
            return (model.WeightsSha256(), Small.WithoutSeconds(history));
        }
    }

    [Fact]
    public void What_is_trained_loaded_or_added_between_evaluations_counts()
    {
        Dataset data = Small.Data();
        Sequential model = Small.Model();
        Trainer trainer = Small.Trainer(model);
        Evaluation first = trainer.Evaluate(data);
        trainer.Fit(data, 1);
        Evaluation second = trainer.Evaluate(data);
        Assert.NotEqual(first.Loss, second.Loss);
        Assert.Equal(Small.Trainer(eager: true, model).Evaluate(data).Loss, second.Loss);
        foreach (Layer layer in model.Layers) layer.Trainable = false;
        Assert.Equal(second.Loss, trainer.Evaluate(data).Loss);
        model.Add(new ActivationLayer(Activation.Tanh));
        Assert.Equal(Small.Trainer(eager: true, model).Evaluate(data).Loss, trainer.Evaluate(data).Loss);
    }

    [Fact]
    public void A_batch_allocates_nothing()
    {
        Trainer trainer = Small.Trainer();
        (Dataset few, Dataset many) = (Small.Data(64), Small.Data(64 * 50));
        for (int i = 0; i < 40; i++)
        {
            trainer.Evaluate(few, batch: 16);
            trainer.Evaluate(many, batch: 16);
        }
        Assert.Equal(Bytes(few), Bytes(many));

        long Bytes(Dataset data)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Evaluate(data, batch: 16);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static Trainer Evaluator(Model model, Reduction reduction, bool eager) => new(model)
    {
        Eager = eager,
        Optimizer = new Sgd(),
        Loss = new CrossEntropy { Reduction = reduction },
        Metrics = [new Accuracy(), new ConfusionMatrix(3), new TopKAccuracy(2)],
    };
}

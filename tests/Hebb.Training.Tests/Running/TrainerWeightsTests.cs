namespace Hebb.Training.Tests.Running;

/// <summary>Weights of samples and classes, from the dataset through the batch into the loss.</summary>
public sealed class TrainerWeightsTests
{
    private static readonly float[] s_weights = [.. Enumerable.Range(0, 50).Select(i => (i % 4) * 0.5f)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sample_without_weight_changes_nothing_and_a_weight_changes_something(bool isEager)
    {
        Dataset data = Small.Data();
        int[] labels = [.. Enumerable.Range(0, data.Count).Select(data.LabelAt)];
        for (int i = 0; i < labels.Length; i += 4) labels[i] = 2 - labels[i];   // those of weight 0
        Dataset other = Dataset.From(data.Batches(50).First().Inputs, labels, ["a", "b", "c"]);
        string plain = Train(data), weighted = Train(data.WithWeights(s_weights)), changed = Train(other.WithWeights(s_weights));
        Assert.NotEqual(plain, weighted);
        Assert.Equal(weighted, changed);
        Assert.Equal(plain, Train(data.WithWeights([.. Enumerable.Repeat(1f, 50)])));

        string Train(Dataset data)
        {
            Trainer trainer = new(Small.Model()) { Optimizer = new Adam(0.02), Loss = new CrossEntropy(), Eager = isEager, Seed = 5 };
            History history = trainer.Fit(data, epochs: 2, batch: 16);
            return trainer.Model.WeightsSha256() + Small.WithoutSeconds(history);
        }
    }

    [Fact]
    public void Planned_and_eager_training_with_weights_give_the_same_bits_and_so_do_weights_of_classes()
    {
        double[] ofClasses = [1, 2.5, 0.5];
        Dataset data = Small.Data();
        Dataset weighted = data.WithWeights([.. Enumerable.Range(0, data.Count).Select(i => (float)ofClasses[data.LabelAt(i)])]);
        string expected = Train(weighted, new CrossEntropy(), isEager: true);
        Assert.Equal(expected, Train(weighted, new CrossEntropy(), isEager: false));
        Assert.Equal(expected, Train(data, new CrossEntropy { ClassWeights = ofClasses }, isEager: true));
        Assert.Equal(expected, Train(data, new CrossEntropy { ClassWeights = ofClasses }, isEager: false));

        static string Train(Dataset data, Loss loss, bool isEager)
        {
            Trainer trainer = new(Small.Model()) { Optimizer = new Adam(0.02), Loss = loss, Metrics = [new Accuracy()], Eager = isEager, Seed = 5 };
            History history = trainer.Fit(data, epochs: 2, batch: 16, validation: data.Take(20));
            return trainer.Model.WeightsSha256() + Small.WithoutSeconds(history);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_evaluation_is_the_mean_of_the_weighted_losses(bool isEager)
    {
        Dataset data = Small.Data(), weighted = data.WithWeights(s_weights);
        Trainer trainer = new(Small.Model()) { Optimizer = new Adam(), Loss = new CrossEntropy(), Metrics = [new Accuracy()], Eager = isEager };
        Tensor inputs = data.Batches(50).First().Inputs, labels = data.Batches(50).First().Labels;
        float[] losses = new CrossEntropy { Reduction = Reduction.None }.Call(trainer.Model.Predict(inputs), labels).ToArray<float>();
        double expected = losses.Select((loss, i) => (double)loss * s_weights[i]).Sum() / 50;
        for (int i = 0; i < 2; i++)   // plans of the two kinds of data do not take one another's batches
        {
            Assert.Equal(losses.Average(), trainer.Evaluate(data, batch: 16).Loss, 1e-6);
            Assert.Equal(expected, trainer.Evaluate(weighted, batch: 16).Loss, 1e-6);
        }
        Assert.Equal(trainer.Evaluate(data)["accuracy"], trainer.Evaluate(weighted)["accuracy"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Metrics_that_are_weighted_count_samples_by_their_weights(bool isEager)
    {
        Dataset data = Small.Data(), weighted = data.WithWeights(s_weights);
        Trainer trainer = new(Small.Model())
        {
            Optimizer = new Adam(), Loss = new CrossEntropy(), Eager = isEager,
            Metrics = [new Accuracy(), new Accuracy { Weighted = true, Name = "weighted_accuracy" }, new FScore(3) { Weighted = true }],
        };
        Batch all = data.Batches(50).First();
        int[] found = trainer.Model.Predict(all.Inputs).ArgMax(-1).ToArray<int>(), labels = all.Labels.ToArray<int>();
        bool[] isRight = [.. found.Zip(labels, static (one, other) => one == other)];
        double share = isRight.Select((right, i) => right ? (double)s_weights[i] : 0).Sum() / s_weights.Sum(static weight => (double)weight);
        Evaluation evaluation = trainer.Evaluate(weighted, batch: 16);
        Assert.Equal(isRight.Count(static right => right) / 50.0, evaluation["accuracy"]);
        Assert.Equal(share, evaluation["weighted_accuracy"], 1e-12);
        Assert.NotEqual(evaluation["accuracy"], evaluation["weighted_accuracy"]);
        evaluation = trainer.Evaluate(data, batch: 16);   // without weights all count the same
        Assert.Equal(evaluation["accuracy"], evaluation["weighted_accuracy"]);
        EpochRecord epoch = trainer.Fit(weighted, validation: weighted).Epochs[0];
        Assert.NotEqual(epoch.Training["accuracy"], epoch.Training["weighted_accuracy"]);
        Assert.NotEqual(epoch.Validation!["accuracy"], epoch.Validation["weighted_accuracy"]);
    }

    [Fact]
    public void A_planned_step_with_weights_allocates_nothing()
    {
        long last = 0, most = 0;
        int seen = 0;
        Trainer trainer = new(Small.Model())
        {
            Optimizer = new Adam(),
            Loss = new CrossEntropy { ClassWeights = [1, 2, 3] },
            Metrics = [new Accuracy { Weighted = true }, new FScore(3) { Weighted = true }, new TopKAccuracy(2), new Perplexity { Weighted = true }],
            Callbacks = [new On { StepEnd = (run, _) =>
            {
                long now = GC.GetAllocatedBytesForCurrentThread();
                if (run.Epoch == 2 && run.Step > 2)
                {
                    most = Math.Max(most, now - last);
                    seen++;
                }
                last = GC.GetAllocatedBytesForCurrentThread();
            } }],
        };
        trainer.Fit(Small.Data(100).WithWeights([.. s_weights, .. s_weights]), epochs: 2, batch: 10);
        Assert.True(seen >= 5);
        Assert.Equal(0, most);
    }

    [Fact]
    public void Weights_bring_back_a_rare_class()
    {
        const int Count = 400;
        float[] noise = Tensor.Normal([Count], seed: 4).ToArray<float>();
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % 20 == 0 ? 1 : 0)];   // one in twenty
        Dataset data = Dataset.From(Tensor.From([.. noise.Select((value, i) => value + (1.5f * labels[i]))], [Count, 1]), labels);
        double plain = Recall(new CrossEntropy()), balanced = Recall(new CrossEntropy { ClassWeights = data.BalancedClassWeights() });
        Assert.True(plain < 0.35, $"{plain}");
        Assert.True(balanced > 0.6, $"{balanced}");

        double Recall(Loss loss)
        {
            Trainer trainer = new(new Sequential([1], seed: 1) { new Dense(2) }) { Optimizer = new Adam(0.05), Loss = loss };
            trainer.Fit(data, epochs: 20, batch: 100);
            Batch all = data.Batches(Count).First();
            int[] found = trainer.Model.Predict(all.Inputs).ArgMax(-1).Cast(DType.Int32).ToArray<int>();
            return labels.Where((label, i) => label == 1 && found[i] == 1).Count() / (double)labels.Count(label => label == 1);
        }
    }

    [Fact]
    public void Weights_that_do_not_fit_the_loss_are_refused_before_the_first_step() => Snapshot.Errors("fit_weights_errors",
    [
        ("weights of pixels for a loss of samples", () => Make(new CrossEntropy()).Fit(Small.Data().WithWeights(Tensor.Ones([50, 4])))),
        ("a metric that takes no weights", () => new Trainer(Small.Model()) { Optimizer = new Adam(), Loss = new CrossEntropy(),
            Metrics = [new ConfusionMatrix(3) { Weighted = true }] }.Fit(Small.Data().WithWeights(s_weights))),
        ("weights of other classes", () => Make(new CrossEntropy { ClassWeights = [1, 2] }).Fit(Small.Data())),
        ("more outputs than classes for another loss of classes", () => new Trainer(new Sequential([6], "small") { new Dense(7) }) { Optimizer = new Adam(),
            Loss = new CategoricalHinge() }.Fit(Small.Data())),
    ]);

    private static Trainer Make(Loss loss) => new(Small.Model()) { Optimizer = new Adam(), Loss = loss };
}

namespace Hebb.Training.Tests.Running;

public sealed class TrainerChecksTests
{
    [Fact]
    public void Whatever_cannot_work_is_refused_before_the_first_step()
    {
        Dataset data = Small.Data();
        Sequential Net(params Layer[] layers) => new([6], layers, "net");
        Trainer Make(Model model, Loss? loss = null, params Metric[] metrics) => new(model) { Optimizer = new Adam(), Loss = loss ?? new CrossEntropy(),
            Metrics = metrics };
        Sequential frozen = Net(new Dense(3)), broken = Net(new Dense(3));
        frozen.Trainable = false;
        broken.Layers[0].Parameters[1].Assign(Tensor.From([0f, float.NaN, 1f], [3]));
        Tensor left = Model.Input([6]), right = Model.Input([6]);
        Functional two = new([left, right], [(left + right).Apply(new Dense(3))], "two");
        Dataset numbers = Dataset.From(new float[4, 6], new float[4]);
        Trainer unchanged = Make(Net(new Dense(1)), new BinaryCrossEntropy(), new Accuracy());
        string before = unchanged.Model.WeightsSha256();

        Snapshot.Errors("fit_errors",
        [
            ("no epochs", () => Make(Net(new Dense(3))).Fit(data, epochs: 0)),
            ("an empty batch", () => Make(Net(new Dense(3))).Fit(data, batch: 0)),
            ("samples of another shape", () => Make(new Sequential([7], "net") { new Dense(3) }).Fit(data)),
            ("samples that only need reshaping", () => Make(new Sequential([2, 3], "net") { new Flatten(), new Dense(3) }).Fit(data)),
            ("samples of another type", () => Make(Net(new Dense(3))).Fit(Tensor.Zeros([4, 6], DType.Float64), Tensor.Zeros([4], DType.Int32))),
            ("too few outputs", () => Make(Net(new Dense(8), new Dense(2) { Name = "logits" })).Fit(data)),
            ("too many outputs", () => Make(Net(new Dense(8) { Name = "hidden" })).Fit(data)),
            ("too few outputs for the validation data", () => Make(Net(new Dense(2))).Fit(Dataset.From(new float[4, 6], [0, 1, 0, 1]), validation: data)),
            ("targets in a row, predictions in a column of two", () => Make(Net(new Dense(2)), new MeanSquaredError()).Fit(numbers)),
            ("outputs summed over the batch", () =>
                Make(Net(new Dense(3), new Lambda(static x => x.Sum(0))), new MeanSquaredError()).Fit(numbers)),
            ("a loss for targets, given class numbers", () => Make(Net(new Dense(3)), new MeanSquaredError()).Fit(data)),
            ("a metric that does not fit the loss", () => unchanged.Fit(Dataset.From(new float[4, 6], new float[4]))),
            ("two metrics of one name", () => new Trainer(Net(new Dense(3))) { Optimizer = new Adam(), Loss = new CrossEntropy(),
                Metrics = [new Accuracy(), new Accuracy { Weighted = true }] }.Fit(data)),
            ("a metric that counts in a field", () =>
                new Trainer(Net(new Dense(3))) { Optimizer = new Adam(), Loss = new CrossEntropy(), Metrics = [new FieldCount { Name = "count" }] }.Fit(data)),
            ("two inputs", () => Make(two).Fit(data)),
            ("nothing to train", () => Make(frozen).Fit(data)),
            ("a weight that is not a number", () => Make(broken).Fit(data)),
            ("a loss for each sample", () => Make(Net(new Dense(3)), new CrossEntropy { Reduction = Reduction.None }).Fit(data)),
            ("evaluating by zero", () => Make(Net(new Dense(3))).Evaluate(data, 0)),
            ("evaluating with classes that the model does not have", () => Make(Net(new Dense(2))).Evaluate(data)),
            ("a step that gives no single number", () => new NoScalar(Net(new Dense(3))) { Optimizer = new Adam(), Loss = new CrossEntropy() }.Fit(data)),
        ]);
        Assert.Equal(before, unchanged.Model.WeightsSha256());
        Assert.Equal(0, unchanged.Optimizer.Step);
    }

    /// <summary>A captured step does not look at labels, so all of them are looked at before the run; in a view only those that it shows.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Labels_that_make_no_sense_are_refused_before_the_first_step(bool isEager)
    {
        float[] two = [0, 1, 0, 1, 2, 1], three = [0, 1, 0, 1, 1, 3], negative = [1, 2, 0, -1, 5, 0];
        float[,] rows = { { 1, 0, 0 }, { 0, 0, 1 }, { 0, 0, 0 }, { 0.5f, 0.5f, 0 }, { 0, 1, 1 }, { 0, 1, 0 } };
        Trainer Make(Loss loss, int units = 1) => new(new Sequential([2], "net") { new Dense(units) }) { Optimizer = new Adam(), Loss = loss, Eager = isEager };
        float[,] inputs = new float[6, 2];
        Dataset data = Dataset.From(inputs, two);
        Trainer trainer = Make(new BinaryCrossEntropy());

        Snapshot.Errors("fit_labels",
        [
            ("yes and no", () => trainer.Fit(data)),
            ("yes and no in a view", () => trainer.Fit(data.Subset(3, 4))),
            ("yes and no to compare with", () => trainer.Fit(data.Take(4), validation: data)),
            ("yes and no to evaluate", () => trainer.Evaluate(data)),
            ("yes and no as class numbers", () => trainer.Fit(Tensor.Zeros([3, 2]), Tensor.From([0, 1, 2], [3, 1]))),
            ("in double precision", () => trainer.Fit(Tensor.Zeros([3, 2]), Tensor.From([0.0, 1, -0.5], [3, 1]))),
            ("signs", () => Make(new Hinge()).Fit(Dataset.From(inputs, three))),
            ("counts", () => Make(new Poisson()).Fit(Dataset.From(inputs, negative))),
            ("several classes at once", () => Make(new CrossEntropy(), 3).Fit(Dataset.From(inputs, rows))),
            ("a distribution", () => Make(new KLDivergence(), 3).Fit(Dataset.From(inputs, rows))),
        ]);
        Assert.Equal(0, trainer.Optimizer.Step);
        Assert.Single(trainer.Fit(data.Take(4)).Epochs);
        Assert.Single(Make(new CrossEntropy(), 3).Fit(Dataset.From(inputs, rows).Take(4)).Epochs);   // a row of zeros has no label
        Assert.Single(Make(new MeanSquaredError()).Fit(Dataset.From(inputs, negative)).Epochs);
    }

    /// <summary>Padding, say: whole batches of it learn nothing, and the mean is that of the others.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_ignored_label_may_come_after_the_last_class_and_no_other_may(bool isEager)
    {
        float[,] inputs = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 5, -7 } };
        Dataset data = Dataset.From(inputs, [0, 2, 1, 9]), others = data.Take(3);
        Trainer Make(int ignored) => new(new Sequential([2], "net", seed: 1) { new Dense(3) })
        {
            Optimizer = new Sgd(0.5),
            Loss = new CrossEntropy { IgnoredLabel = ignored },
            Eager = isEager,
        };
        Trainer all = Make(9), some = Make(9);
        Assert.Equal(some.Evaluate(others).Loss, all.Evaluate(data).Loss, 1e-6);
        all.Fit(data, epochs: 3, batch: 4);
        some.Fit(others, epochs: 3, batch: 3);
        float[] expected = some.Model.Parameters[0].ToArray<float>(), found = all.Model.Parameters[0].ToArray<float>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-6f);
        string before = all.Model.WeightsSha256();
        all.Fit(data.Subset(3, 3), epochs: 1);
        Assert.Equal(before, all.Model.WeightsSha256());
        Assert.Throws<ShapeException>(() => Make(5).Fit(data));
        Assert.Throws<ShapeException>(() => Make(-1).Fit(data));
    }

    [Fact]
    public void Fit_with_an_open_tape_is_refused_and_says_where_the_tape_was_opened()
    {
        UsageException error = Assert.Throws<UsageException>(() =>
        {
            using var tape = GradientTape.Begin();
            Small.Trainer().Fit(Small.Data());
        });
        Assert.Contains($"{nameof(TrainerChecksTests)}.cs:", error.Values, StringComparison.Ordinal);
        Snapshot.Matches("fit_open_tape", error.Message, hide: error.Values);
        Assert.Single(Small.Trainer().Fit(Small.Data()).Epochs);   // the thread is as good as new
    }

    [Fact]
    public void Held_out_data_may_lack_a_class()
    {
        Dataset lacking = Dataset.From(new float[4, 6], [0, 1, 0, 1]);
        History history = Small.Trainer().Fit(Small.Data(), validation: lacking);
        Assert.NotNull(history.Epochs[0].Validation);
    }

    [Fact]
    public void A_fit_within_a_fit_leaves_the_outer_run_alone()
    {
        Trainer trainer = Nested();
        UsageException error = Assert.Throws<UsageException>(() => trainer.Fit(Small.Data(), 2));
        Snapshot.Matches("fit_within_fit", error.Message, hide: error.Values);
        Assert.Equal(2, Small.Trainer(trainer.Model).Fit(Small.Data(), 2).Epochs.Count);   // the model is free again
    }

    private static Trainer Nested() => Small.Trainer(null, new On { EpochEnd = (run, _) => run.Trainer.Fit(Small.Data()) });

    private sealed class FieldCount : Metric
    {
        private int _count;

        public override string Meaning => "samples seen";

        public override double Result => _count;

        protected override void Accumulate(Tensor predictions, Tensor labels, Tensor? weights) => _count += predictions.Shape[0];
    }

    private sealed class NoScalar(Model model) : Trainer(model)
    {
        protected override Tensor Step(Batch batch) => Model.Call(batch.Inputs);
    }
}

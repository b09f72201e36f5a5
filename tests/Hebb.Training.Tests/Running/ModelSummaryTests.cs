namespace Hebb.Training.Tests.Running;

/// <summary>The summary that predicts training, from the model alone (A235).</summary>
public sealed class ModelSummaryTests
{
    private static Sequential Images() => new([28, 28, 1], "images", 1)
    {
        new Rescaling(1 / 255.0), new Conv2D(6, 5), new BatchNormalization(), Activation.Relu, new MaxPooling2D(2), new Flatten(), new Dropout(0.3), new Dense(10),
    };

    private static Sequential Words() => new(Model.Input([12], DType.Int32), "words", 1) { new Embedding(500, 8), new Flatten(), new Dense(1) };

    private static Sequential Tagger() => new([7, 6], "tagger", 1) { new Dense(16, Activation.Tanh), new Dense(5) };

    // What the trainer predicts of data of these shapes; of one batch, and the memory to the byte.
    [Theory]
    [InlineData("images")]
    [InlineData("words")]
    [InlineData("tagger")]
    public void It_is_the_estimate_of_a_trainer_with_data(string name)
    {
        const int Batch = 24;
        (Sequential model, Dataset data, Loss loss) = name switch
        {
            "images" => (Images(), Glyphs.Generate(1, Batch, 1).Train, (Loss)new CrossEntropy()),
            "words" => (Words(), Dataset.From(Tensor.Ones([Batch, 12], DType.Int32), Tensor.Ones([Batch, 1])), new MeanSquaredError()),
            _ => (Tagger(), Dataset.From(Tensor.Normal([Batch, 7, 6], seed: 1), Tensor.Zeros([Batch, 7], DType.Int32), ["a", "b", "c", "d", "e"]), new CrossEntropy()),
        };
        TrainingEstimate expected = new Trainer(model) { Optimizer = new Adam(), Loss = loss }.Estimate(data, Batch), summary = model.Summary(Batch);
        Assert.Equal((expected.WeightBytes, expected.OptimizerBytes, expected.WorkBytes), (summary.WeightBytes, summary.OptimizerBytes, summary.WorkBytes));
        if (name != "images") Assert.Equal(expected.BatchBytes, summary.BatchBytes);   // images that are kept as bytes, and become floats
        Assert.Equal(expected.MultiplyAdds, summary.MultiplyAdds);
        Assert.Equal((Batch, 1, "Adam"), (summary.Batch, summary.Steps, summary.Optimizer));
    }

    [Fact]
    public void It_prints_the_layers_the_memory_and_the_time()
    {
        string text = Images().Summary(batch: 32).ToString();
        Assert.StartsWith(Images().Summary() + "\n", text, StringComparison.Ordinal);
        string[] lines = text.Split('\n');
        Assert.Matches(@"^training by Adam in batches of 32: [\d.]+ MB \(weights [\d.]+ KB, optimizer [\d.]+ KB, batches [\d.]+ KB, work [\d.]+ [KM]B\)$", lines[^2]);
        Assert.Matches(@"^a step: [\d,]+ multiply-adds, \d+\.\d\d ms$", lines[^1]);
        Assert.True(Images().Summary(batch: 32).StepSeconds > 0);
    }

    [Fact]
    public void It_leaves_the_model_as_it_was()
    {
        Sequential model = Images(), untouched = Images();
        model.Summary(batch: 8);
        Assert.Equal(untouched.Weights.Select(static weight => weight.Cast(DType.Float64).ToArray<double>()), model.Weights.Select(static weight => weight.Cast(DType.Float64).ToArray<double>()));
    }

    [Fact]
    public void Mistakes_are_explained() => Snapshot.Errors("summary_errors",
    [
        ("an empty batch", () => Images().Summary(0)),
        ("less than none", () => Images().Summary(-32)),
        ("more than anyone has", () => Images().Summary(int.MaxValue)),
        ("two inputs", () =>
        {
            Tensor x = Model.Input([2]), y = Model.Input([2]);
            new Functional([x, y], [x + y], "two").Summary(32);
        }),
        ("one number for all samples", () => Single().Summary(32)),
        ("one number for all samples, by a trainer", () => new Trainer(Single()) { Optimizer = new Adam(), Loss = new MeanSquaredError() }
            .Estimate(Dataset.From(new float[3, 4], new float[3]))),
        ("nothing to train", () => new Sequential([2], "still") { Activation.Relu }.Summary(32)),
        ("a layer that was not adapted", () => new Sequential([2], "raw") { new Normalization(), new Dense(1) }.Summary(32)),
        ("an open tape", () =>
        {
            using var tape = GradientTape.Begin(file: "Program.cs", line: 7);
            Images().Summary(32);
        }),
    ]);

    private static Functional Single()
    {
        Tensor x = Model.Input([4]);
        return new(x, x.Apply(new Dense(1)).Mean(), "mean");
    }

    [Fact]
    public void A_batch_that_fits_nowhere_is_refused()
    {
        Assert.Throws<MemoryException>(() => new Sequential([1_000_000, 100], "long", 1) { new Dense(1) }.Summary(16_000_000));
        Assert.Throws<MemoryException>(() => new Sequential([1], "wide", 1) { new Dense(2_000_000), new Dense(1) }.Summary(2_000_000));
    }
}

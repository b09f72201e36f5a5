using System.Runtime.CompilerServices;
using System.Text;

namespace Hebb.Training.Tests;

/// <summary>What Hebb says when a newcomer errs in training: the end of <c>docs/mistakes.md</c>, from Training on, is written by this test, and must be what is
/// committed.</summary>
/// <remarks>To rewrite it: run the test with <c>HEBB_UPDATE_SNAPSHOTS=1</c>, after <c>Hebb.Networks.Tests</c>, then read the diff.</remarks>
public sealed class MistakesTests
{
    private readonly StringBuilder _text = new();
    private int _count;

    [Fact]
    public void Every_common_mistake_in_training_gets_a_message_that_helps()
    {
        string path = Path.Combine(Path.GetDirectoryName(Golden.Load("layers/dense").Path)!, "../../../docs/mistakes.md");
        string file = File.ReadAllText(path).ReplaceLineEndings("\n");
        int own = file.IndexOf("\n## Training\n", StringComparison.Ordinal);
        string before = own < 0 ? file : file[..own];
        _count = before.Split("\n### ").Length - 1;

        Dataset data = Small.Data(), targets = Dataset.From(new float[4, 6], new float[4]);
        Trainer Train(Layer last, Loss? loss = null, Metric[]? metrics = null) => new(new Sequential([6], "digits") { new Dense(8, Activation.Relu), last })
        {
            Optimizer = new Adam(),
            Loss = loss ?? new CrossEntropy(),
            Metrics = metrics ?? [],
        };
        Trainer trainer = Train(new Dense(3));
        Model model = trainer.Model;
        Tensor x = Tensor.Zeros([4, 6]);
        using TemporaryFolder folder = new();
        string checkpoint = folder.File("run.hebb");
        Trainer first = Train(new Dense(3));
        first.Fit(data, 1, 8);
        first.SaveCheckpoint(checkpoint);

        Section("Training");
        Mistake("No last layer with a unit for each class", () => Train(new Dropout(0.5)).Fit(data));
        Mistake("Too few classes in the last layer", () => Train(new Dense(2)).Fit(data));
        Mistake("Data of another shape", () => trainer.Fit(new float[10, 4], new int[10]));
        Mistake("A loss for targets, and class numbers", () => Train(new Dense(3), new MeanSquaredError()).Fit(data));
        Mistake("Two classes as 1 and 2", () => Train(new Dense(1), new BinaryCrossEntropy()).Fit(new float[3, 6], new float[] { 1, 2, 1 }));
        Mistake("Cross entropy for a single output", () => Train(new Dense(1)).Fit(targets));
        Mistake("A metric for classes, and targets", () => Train(new Dense(1), new MeanSquaredError(), [new Accuracy()]).Fit(targets));
        Mistake("Fit within a tape", () => FitWithinTape(trainer, data), hide: $"{nameof(MistakesTests)}.cs");
        Mistake("No epochs", () => trainer.Fit(data, epochs: 0));
        Mistake("An empty batch", () => trainer.Fit(data, batch: 0));
        Mistake("Predicting while the model is trained", () => PredictInCallback(model, data, x), hide: "called from thread");
        Mistake("A schedule to the end of a run that nobody knows the end of", () => Step(model, data, new Adam { Schedule = new CosineDecay() }));
        Mistake("Everything is frozen", () => FitFrozen(data));
        Mistake("A learning rate below zero", () => new Adam(-0.001));
        Mistake("A checkpoint into a folder that is not there", () => FitInto(data, new Checkpoint("rums/run.hebb")));
        Mistake("Going on with another model", () => Resume(Train(new Dense(4)), checkpoint));
        Mistake("Going on with another batch size", () => Resume(Train(new Dense(3)), checkpoint).Fit(data, 3, batch: 16));

        Section("Captured steps");
        Mistake("Choosing by a value within a step", () => FitWithStep(loss => loss.ToScalar() > 10 ? loss * 0.1 : loss));
        Mistake("Printing a value within a step", () => FitWithStep(loss => Print(loss)));
        Mistake("A shape that depends on values", () => FitWithStep(loss => loss * Tensor.Ones([(int)loss.ToScalar()]).Mean()));
        Mistake("A layer that counts in a field", () => FitWith(new Counting()));
        Mistake("A layer with random numbers of its own", () => FitWith(new Noisy()));
        Mistake("A layer that does something else every other time", () => FitWith(new Moody()));
        Mistake("A tensor that is made from values in each step", () => FitWithStep(loss => loss * Tensor.From([0.5f]).Mean()));
        Mistake("A loss that remembers the one before", () => FitWithStep(loss => Remembered = loss + (Remembered ?? loss) * 0.1));

        Section("Data");
        Mistake("Fewer labels than inputs", () => Dataset.From(new float[10, 6], new int[9]));
        Mistake("A label outside the classes", () => Dataset.From(new float[3, 6], [0, 1, 2], ["cat", "dog"]));
        Mistake("A gap in the data", () => Dataset.From(new[,] { { 0f, float.NaN } }, [0]));
        Mistake("A fraction in percent", () => data.Split(20, seed: 1));

        if (Environment.GetEnvironmentVariable("HEBB_UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, before + _text);
        else Assert.Equal(_text.ToString(), file[own..]);
    }

    private Tensor? Remembered { get; set; }

    // A trainer whose Step changes the loss.
    private static History FitWithStep(Func<Tensor, Tensor> change) =>
        new Changed(Small.Model(), change) { Optimizer = new Adam(), Loss = new CrossEntropy() }.Fit(Small.Data());

    private static History FitWith(Layer layer)
    {
        Sequential model = new([6], "digits") { new Dense(8), layer, new Dense(3) };
        return new Trainer(model) { Optimizer = new Adam(), Loss = new CrossEntropy() }.Fit(Small.Data());
    }

    private static Tensor Print(Tensor tensor)
    {
        _ = tensor.ToString();   // as Console.WriteLine does
        return tensor;
    }

    private static History FitWithinTape(Trainer trainer, Dataset data)
    {
        using var tape = GradientTape.Begin();
        return trainer.Fit(data);
    }

    private static History PredictInCallback(Model model, Dataset data, Tensor x) =>
        Small.Trainer(model, new On { EpochEnd = (_, _) => model.Predict(x) }).Fit(data);

    private static Tensor Step(Model model, Dataset data, Optimizer optimizer)
    {
        Batch batch = data.Batches().First();
        using var tape = GradientTape.Begin();
        Tensor loss = new CrossEntropy().Call(model.Call(batch.Inputs), batch.Labels);
        optimizer.Apply(tape.Gradient(loss, model.Parameters));
        return loss.Detach();
    }

    private static History FitFrozen(Dataset data)
    {
        Sequential model = Small.Model();
        foreach (Layer layer in model) layer.Trainable = false;
        return Small.Trainer(model).Fit(data);
    }

    private static History FitInto(Dataset data, Callback callback) => Small.Trainer(null, callback).Fit(data);

    private static Trainer Resume(Trainer trainer, string checkpoint)
    {
        trainer.LoadCheckpoint(checkpoint);
        return trainer;
    }

    private sealed class Changed(Model model, Func<Tensor, Tensor> change) : Trainer(model)
    {
        protected override Tensor Step(Batch batch)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = change(Loss.Call(Model.Call(batch.Inputs), batch.Labels));
            Optimizer.Apply(tape.Gradient(loss, Parameters));
            return loss;
        }
    }

    private sealed class Counting : Layer
    {
        private int _calls;

        protected override Tensor Forward(Tensor x) => x * (1.0 / ++_calls);
    }

    private sealed class Noisy : Layer
    {
        private readonly Random _random = new(1);

        protected override Tensor Forward(Tensor x) => x * (1 + (0.1 * _random.NextDouble()));
    }

    private sealed class Moody : Layer
    {
        private bool _isGlad;

        protected override Tensor Forward(Tensor x) => (_isGlad = !_isGlad) ? x.Relu() : x.Tanh();
    }

    private void Section(string title) => _text.Append($"\n## {title}\n");

    private void Mistake(string title, Func<object?> act, string? hide = null, [CallerArgumentExpression(nameof(act))] string code = "")
    {
        HebbException error = Assert.ThrowsAny<HebbException>(() => _ = act());
        Assert.DoesNotContain("  \n", error.Message, StringComparison.Ordinal);
        // Folders, lines and threads are others each time.
        IEnumerable<string> lines = error.Message.Split('\n')
            .Select(line => hide is not null && line.Contains(hide, StringComparison.Ordinal) ? "  …" : line);
        string message = string.Join('\n', lines).Replace(Directory.GetCurrentDirectory(), "…", StringComparison.Ordinal);
        int folder = message.IndexOf(Path.Combine(Path.GetTempPath(), "hebb-test-"), StringComparison.Ordinal);
        if (folder >= 0) message = message[..folder] + "…" + message[message.IndexOf('/', folder + Path.GetTempPath().Length)..];
        _text.Append($"\n### {++_count}. {title}\n\n```csharp\n{code["() => ".Length..]};\n```\n```\n{message}\n```\n");
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hebb;

/// <summary>The pages for those who come from Keras and PyTorch: every block of C# on them is somewhere below, line for line, and runs.</summary>
public sealed class ComingFromTests
{
    private static readonly Regex Block = new("```csharp\n(?<code>.*?)```", RegexOptions.Singleline);

    [Theory]
    [InlineData("coming-from-keras.md", 6)]
    [InlineData("coming-from-pytorch.md", 3)]
    public void Every_block_on_the_page_is_compiled_here(string page, int blocks)
    {
        string file = ThisFile();
        string text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs", page));
        // These tests see what is internal, and so must repeat it.
        string compiled = string.Join('\n', Lines(File.ReadAllText(file))).Replace("protected internal", "protected", StringComparison.Ordinal);
        MatchCollection found = Block.Matches(text);
        Assert.Equal(blocks, found.Count);
        foreach (Match block in found) Assert.Contains(string.Join('\n', Lines(block.Groups["code"].Value)), compiled, StringComparison.Ordinal);
    }

    [Fact]
    public void From_Keras()
    {
        var (train, _) = Glyphs.Generate(seed: 1, train: 600, test: 100);

        var model = new Sequential([28, 28, 1])
        {
            new Rescaling(1 / 255.0),
            new Conv2D(6, 5, Activation.Relu) { Padding = Padding.Same },
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(10),
        };
        var trainer = new Trainer(model)
        {
            Optimizer = new Adam(3e-3),
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
            Callbacks = [new EarlyStopping(patience: 3)],
        };
        var (fit, validation) = train.Split(0.1, seed: 1);
        History history = trainer.Fit(fit, epochs: 2, batch: 128, validation: validation, progress: new TextProgress(Console.Out));
        Assert.Equal(2, history.Epochs.Count);
        double before = trainer.Evaluate(validation).Loss;

        string file = Path.Combine(Path.GetTempPath(), $"hebb-keras-{Guid.NewGuid():N}.hebb");
        model.Save(file);
        var evaluator = new Trainer(Model.Load(file)) { Optimizer = new Sgd(), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
        Evaluation result = evaluator.Evaluate(validation);
        Batch everything = validation.Batches(validation.Count).First();
        Tensor scores = evaluator.Model.Predict(everything.Inputs), labels = everything.Labels;
        File.Delete(file);
        Assert.Equal(before, result.Loss);
        Assert.Equal([60, 10], scores.Shape.Span.ToArray());
        Assert.Equal([60], labels.Shape.Span.ToArray());

        var crossEntropy = new CrossEntropy();
        var optimizer = new Adam(1e-3);
        foreach (Batch batch in fit.Shuffle(seed: 1).Batches(64))
        {
            using var tape = GradientTape.Begin();
            Tensor loss = crossEntropy.Call(model.Call(batch.Inputs), batch.Labels);
            optimizer.Apply(tape.Gradient(loss, model.Parameters).ClipByGlobalNorm(1));
        }

        Assert.True(trainer.Evaluate(validation).Loss < before);
    }

    [Fact]
    public void Branches_and_a_layer_of_your_own()
    {
        Tensor image = Model.Input([32, 32, 3]);
        Tensor shortcut = image.Apply(new Conv2D(64, 1));
        Tensor x = image.Apply(new Conv2D(64, 3) { Padding = Padding.Same, UseBias = false }).Apply(new BatchNormalization()).Relu();
        var block = new Functional(image, (x + shortcut).Relu());
        Assert.Equal([2, 32, 32, 64], block.Predict(Tensor.Ones([2, 32, 32, 3])).Shape.Span.ToArray());
        Assert.Equal([4, 5], new GatedLinear(5).Call(Tensor.Ones([4, 3])).Shape.Span.ToArray());

        var saved = new Sequential([3]) { new GatedLinear(5) };
        string file = Path.Combine(Path.GetTempPath(), $"hebb-gated-{Guid.NewGuid():N}.hebb");
        saved.Save(file);

        LayerRegistry registry = LayerRegistry.Default.With("GatedLinear", config => new GatedLinear((int)config["units"]!));
        Model gated = Model.Load(file, registry);

        File.Delete(file);
        Assert.Equal(saved.Predict(Tensor.Ones([4, 3])).ToArray<float>(), gated.Predict(Tensor.Ones([4, 3])).ToArray<float>());
    }

    [Fact]
    public void From_PyTorch()
    {
        TextWriter console = Console.Out;
        Console.SetOut(TextWriter.Null);
        Tensor points = Tensor.Normal([64, 2], seed: 1), classes = Tensor.From(points.ToArray<float>().Chunk(2).Select(static p => p[0] > p[1] ? 1 : 0).ToArray());

        var net = new Sequential([2]) { new Dense(16, Activation.Tanh), new Dense(2) };
        var adam = new Adam(1e-2) { Epsilon = 1e-8, CorrectsEpsilon = true };   // PyTorch's form
        for (int epoch = 0; epoch < 20; epoch++)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = new CrossEntropy().Call(net.Call(points), classes);
            adam.Apply(tape.Gradient(loss, net.Parameters).ClipByGlobalNorm(1));
        }

        var loop = new Trainer(net) { Optimizer = new Adam(1e-2), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
        loop.Fit(points, classes, epochs: 20, batch: 32);
        Tensor probabilities = net.Predict(points).Softmax(axis: -1);

        Assert.InRange(loop.Evaluate(Dataset.From(points, classes))["accuracy"], 0.9, 1);
        Assert.Equal(64, probabilities.Sum().ToScalar(), 1e-3);

        Variable w = new(Tensor.From([1f, 2f]), "w");
        using (var tape = GradientTape.Begin())
        {
            Tensor gradient = tape.Gradient(w.Square().Sum(), [w])[w];
            Console.WriteLine(gradient);   // 2, 4
        }
        Console.SetOut(console);
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];

    private static string ThisFile([CallerFilePath] string path = "") => path;

    public sealed class GatedLinear(int units) : Layer
    {
        private readonly Dense _value = new(units), _gate = new(units, Activation.Sigmoid);
        private Parameter _scale = null!;
        protected override IEnumerable<Module> Children => [_value, _gate];
        protected override void Build(Shape input) => _scale = AddParameter("scale", [units], Initializer.Ones);
        protected override Tensor Forward(Tensor x) => _value.Call(x) * _gate.Call(x) * _scale;
        protected internal override void Configure(JsonObject config) => config["units"] = units;
    }
}

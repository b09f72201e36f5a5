namespace Hebb.Training.Tests.Running;

/// <summary>From texts, numbers and codes to a trained model that is saved with what made numbers of them.</summary>
public sealed class TextTrainingTests
{
    private static readonly string[] s_texts =
    [
        "A fine film, finely played.", "Fine, and moving!", "A dull film.", "Dull and long; dull.", "It moves: a fine thing", "Long, long, and dull",
        "what a fine cast", "What a dull cast...",
    ];

    private static readonly int[] s_labels = [1, 1, 0, 0, 1, 0, 1, 0];

    [Theory]
    [InlineData(OutputMode.Int)]
    [InlineData(OutputMode.MultiHot)]
    [InlineData(OutputMode.Count)]
    [InlineData(OutputMode.TfIdf)]
    public void A_model_learns_from_texts_and_predicts_from_texts_when_it_is_loaded(OutputMode mode)
    {
        (Sequential planned, Evaluation result) = Train(mode, isEager: false);
        (Sequential eager, _) = Train(mode, isEager: true);
        Assert.Equal(1, result["accuracy"]);
        string[] news = ["fine, fine!", "a long and dull thing"];
        float[] logits = planned.Predict(news).ToArray<float>();
        Assert.Equal(eager.Predict(news).ToArray<float>(), logits);
        Assert.True(logits[1] > logits[0] && logits[2] > logits[3]);

        string folder = Directory.CreateTempSubdirectory("hebb-test-").FullName, file = Path.Combine(folder, "reviews.hebb");
        planned.Save(file);
        Assert.Equal(logits, Model.Load(file).Predict(news).ToArray<float>());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Bins_and_codes_are_part_of_a_model_of_several_inputs()
    {
        // A price that depends on the bin of the age and on the code: what a line through the age alone cannot tell.
        float[] ages = [.. Enumerable.Range(0, 80).Select(i => (float)i)];
        int[] codes = [.. Enumerable.Range(0, 80).Select(i => i % 3 * 100)];
        int[] labels = [.. ages.Select((age, i) => (age is < 20 or >= 60) == (codes[i] == 200) ? 1 : 0)];
        var bins = new Discretization(bins: 4) { OutputMode = OutputMode.OneHot }.Adapt(Tensor.From(ages, [80, 1]));
        var lookup = new IntegerLookup { OutputMode = OutputMode.OneHot }.Adapt(Tensor.From(codes, [80, 1]));
        Assert.Equal([19.75, 39.5, 59.25], bins.Boundaries);
        Tensor both = Tensor.From([.. ages.Zip(codes, (age, code) => (float[])[age, code]).SelectMany(pair => pair)], [80, 2]);
        Tensor input = Model.Input([2]);
        Tensor features = Tensor.Concat([input.Slice(1, 0, 1).Apply(bins), input.Slice(1, 1, 1).Apply(lookup)], axis: 1);
        var model = new Functional(input, features.Apply(new Dense(16, Activation.Relu)).Apply(new Dense(2)), seed: 1);
        var trainer = new Trainer(model) { Optimizer = new Adam(0.05), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
        Dataset data = Dataset.From(both, labels);
        trainer.Fit(data, epochs: 60);
        Assert.Equal(1, trainer.Evaluate(data)["accuracy"]);
    }

    private static (Sequential Model, Evaluation Result) Train(OutputMode mode, bool isEager)
    {
        TextVectorization words = new TextVectorization(6) { OutputMode = mode }.Adapt(s_texts);
        Sequential model = new([6], seed: 1) { words };
        if (mode == OutputMode.Int) model.Add(new Embedding(words.Size, 8));
        model.Add(new Flatten());
        model.Add(new Dense(2));
        var trainer = new Trainer(model) { Optimizer = new Adam(0.05), Loss = new CrossEntropy(), Metrics = [new Accuracy()], Eager = isEager };
        Dataset data = Dataset.From(words.Encode(s_texts), s_labels, ["bad", "good"]);
        trainer.Fit(data, epochs: 40, batch: 4);
        return (model, trainer.Evaluate(data));
    }
}

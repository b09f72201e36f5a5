namespace Hebb.Training.Tests.Running;

/// <summary>Training of tables of which a batch reads a few rows.</summary>
public sealed class EmbeddingTrainingTests
{
    private const int Words = 50, Length = 6;

    [Theory, InlineData("sgd"), InlineData("adagrad"), InlineData("lazy adam"), InlineData("adam"), InlineData("momentum")]
    public void Planned_and_eager_training_give_the_same_bits(string optimizer)
    {
        (float[] eager, _) = Train(optimizer, isEager: true, epochs: 2);
        (float[] planned, _) = Train(optimizer, isEager: false, epochs: 2);
        Assert.Equal(eager, planned);
    }

    [Fact]
    public void Which_of_two_topics_words_belong_to_is_learned()
    {
        (_, Evaluation result) = Train("lazy adam", isEager: false, epochs: 10);
        Assert.Equal(1, result["accuracy"]);
    }

    [Fact]
    public void Words_that_do_not_occur_keep_their_rows_where_steps_go_by_rows()
    {
        foreach (string optimizer in (string[])["sgd", "adagrad", "lazy adam"])
        {
            Sequential model = Network(), untrained = Network();
            Fit(model, optimizer, isEager: false, epochs: 2);
            float[] before = Table(untrained), after = Table(model);
            Assert.Equal(before[^4..], after[^4..]);   // the last word is in no text
            Assert.NotEqual(before[..4], after[..4]);
        }
    }

    private static (float[] Weights, Evaluation Result) Train(string optimizer, bool isEager, int epochs)
    {
        Sequential model = Network();
        Trainer trainer = Fit(model, optimizer, isEager, epochs);
        return ([.. model.Weights.SelectMany(static weight => weight.ToArray<float>())], trainer.Evaluate(Texts()));
    }

    private static Trainer Fit(Sequential model, string optimizer, bool isEager, int epochs)
    {
        Trainer trainer = new(model)
        {
            Optimizer = optimizer switch
            {
                "sgd" => new Sgd(0.5),
                "momentum" => new Sgd(0.5) { Momentum = 0.9 },
                "adagrad" => new Adagrad(0.1),
                _ => new Adam(0.02) { Lazy = optimizer == "lazy adam" },
            },
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
            Eager = isEager,
        };
        trainer.Fit(Texts(), epochs, batch: 16);
        return trainer;
    }

    private static Sequential Network() => new([Length]) { new Embedding(Words, 4), new Flatten(), new Dense(2) };

    private static float[] Table(Sequential model) => ((Embedding)model.Layers[0]).Embeddings.ToArray<float>();

    // Texts of one topic are made of even words, those of the other of odd ones.
    private static Dataset Texts()
    {
        Random random = new(1);
        int[] labels = [.. Enumerable.Range(0, 120).Select(static text => text % 2)];
        int[] words = [.. labels.SelectMany(label => Enumerable.Range(0, Length).Select(_ => 2 * random.Next(Words / 2 - 1) + label))];
        return Dataset.From(Tensor.From(words, [labels.Length, Length]), labels);
    }
}

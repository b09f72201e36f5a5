namespace Hebb.Training.Tests.Running;

/// <summary>What holds for samples that were not trained on, and what does not (A130, A138, A140, A145).</summary>
public sealed class GeneralizationTests
{
    [Fact]
    public void A_large_network_learns_random_labels_by_heart_and_guesses_the_rest()
    {
        Trainer trainer = Network(10, 128, 128);
        trainer.Fit(Coins(5), epochs: 100);
        Assert.Equal(1, trainer.Evaluate(Coins(5))["accuracy"]);
        Assert.InRange(trainer.Evaluate(Coins(6))["accuracy"], 0.3, 0.7);

        static Dataset Coins(long seed) => Dataset.From(Tensor.Normal([64, 10], seed: seed), Tensor.Integers([64], 0, 2, seed + 100).ToArray<int>());
    }

    [Fact]
    public void More_units_and_layers_lower_the_bias_and_raise_the_variance()
    {
        Assert.Equal(["high bias", "low bias and low variance", "high variance"], new int[][] { [], [6], [64, 64, 64] }.Select(static hidden =>
        {
            Trainer trainer = Network(5, hidden);
            trainer.Fit(Parabola(600, seed: 1), epochs: 100);
            (double train, double dev) = (1 - trainer.Evaluate(Parabola(600, seed: 1))["accuracy"], 1 - trainer.Evaluate(Parabola(1000, seed: 2))["accuracy"]);
            return BiasVariance.Diagnose(train, dev, bayesError: 0.1).Label;
        }));
    }

    [Fact]
    public void Early_stopping_gives_back_the_model_from_before_its_patience()
    {
        EarlyStopping stopping = new(patience: 10);
        Trainer trainer = Network(5, [64, 64, 64], stopping);
        Dataset dev = Parabola(500, seed: 2);
        History history = trainer.Fit(Parabola(400, seed: 1), epochs: 200, validation: dev);
        Assert.Equal(history.Epochs.Count - 10, stopping.BestEpoch);   // step k - p
        Assert.True(history.Epochs.Count < 200);
        Assert.Equal(history.Epochs[stopping.BestEpoch - 1].Validation!.Loss, trainer.Evaluate(dev).Loss);
        Assert.Equal(history.Epochs.Min(static epoch => epoch.Validation!.Loss), trainer.Evaluate(dev).Loss);
    }

    [Fact]
    public void Several_networks_together_are_better_than_each_and_dropout_gets_some_of_that()
    {
        (Dataset few, Dataset held) = (Small.Data(60, seed: 11), Small.Data(1000, seed: 12));
        Sequential[] members = [.. Enumerable.Range(1, 5).Select(seed => Trained((ulong)seed, 0))];
        double alone = members.Average(member => Loss(member)), together = Loss(members), dropout = Loss(Trained(1, 0.5));
        Assert.True(together < 0.9 * alone, $"together {together}, alone {alone}");
        Assert.True(dropout < 0.9 * alone, $"with dropout {dropout}, alone {alone}");

        Sequential Trained(ulong seed, double rate)
        {
            Sequential model = new([6], seed: seed) { new Dense(64, Activation.Relu), new Dropout(rate), new Dense(64, Activation.Relu), new Dropout(rate), new Dense(3) };
            new Trainer(model) { Optimizer = new Adam(0.003), Loss = new CrossEntropy() }.Fit(few, epochs: 60);
            return model;
        }

        // The loss of the mean of what they say.
        double Loss(params Sequential[] models)
        {
            Tensor input = Model.Input([6]);
            Tensor[] each = [.. models.Select(model => input.Apply(model).Softmax(axis: -1))];
            Functional mean = new(input, each.Length == 1 ? each[0] : new Average().Call(each));
            return new Trainer(mean) { Optimizer = new Sgd(), Loss = new CrossEntropy { FromLogits = false } }.Evaluate(held).Loss;
        }
    }

    private static Trainer Network(int inputs, params int[] hidden) => Network(inputs, hidden, []);

    private static Trainer Network(int inputs, int[] hidden, params Callback[] callbacks)
    {
        Sequential model = new([inputs], seed: 1);
        foreach (int units in hidden) model.Add(new Dense(units, Activation.Relu));
        model.Add(new Dense(2));
        return new(model) { Optimizer = new Adam(0.003), Loss = new CrossEntropy(), Metrics = [new Accuracy()], Callbacks = callbacks };
    }

    // Rows of five numbers, of which two count, above or below a parabola; one label in ten is wrong.
    private static Dataset Parabola(int count, long seed)
    {
        Tensor x = Tensor.Uniform([count, 5], -2, 2, seed), isFlipped = Tensor.Uniform([count], seed: seed + 100).Less(0.1);
        Tensor isAbove = (x[.., 1] - x[.., 0].Square() + 1).Greater(0);
        return Dataset.From(x, isAbove.NotEqualTo(isFlipped).Cast(DType.Int32).ToArray<int>());
    }
}

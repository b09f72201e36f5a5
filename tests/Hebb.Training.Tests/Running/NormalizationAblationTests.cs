namespace Hebb.Training.Tests.Running;

/// <summary>What normalization is good for (A122): the same network, with and without.</summary>
public sealed class NormalizationAblationTests
{
    [Fact]
    public void A_deep_network_from_a_poor_start_learns_with_batch_normalization_and_not_without()
    {
        double with = Train(batchNormalization: true, rate: 0.1), without = Train(batchNormalization: false, rate: 0.1);
        Assert.True(with < 0.5, $"with {with}");
        Assert.True(without > 1, $"without {without}");   // ln 3 = 1.1 is a guess among three classes
    }

    [Fact]
    public void It_bears_a_learning_rate_ten_times_as_high()
    {
        foreach (double rate in (double[])[0.1, 1])
        {
            double loss = Train(batchNormalization: true, rate);
            Assert.True(loss < 0.5, $"rate {rate}: loss {loss}");
        }
    }

    [Fact]
    public void Normalized_inputs_are_learned_from_where_raw_ones_are_not()
    {
        Dataset raw = Dataset.From(Small.Data(200).Batches(200).Single().Inputs * Tensor.From([1f, 1000f, 0.001f, 1f, 50f, 1f]) + 300.0,
            Tensor.From([.. Enumerable.Range(0, 200).Select(Small.Data(200).LabelAt)]));
        Normalization normalization = new();
        normalization.Adapt(raw);
        double with = Loss(new([6], seed: 1) { normalization, new Dense(3) }), without = Loss(new([6], seed: 1) { new Dense(3) });
        Assert.True(with < 0.4, $"with {with}");
        Assert.True(!(without < 1), $"without {without}");

        double Loss(Sequential model) =>
            new Trainer(model) { Optimizer = new Sgd(0.5), Loss = new CrossEntropy() }.Fit(raw, epochs: 20).Epochs[^1].Training.Loss;
    }

    private static double Train(bool batchNormalization, double rate)
    {
        Sequential model = new([6], seed: 1);
        for (int depth = 0; depth < 6; depth++)
        {
            model.Add(new Dense(24) { UseBias = false, KernelInitializer = Initializer.Normal(0.05) });   // signals shrink by four in every layer
            if (batchNormalization) model.Add(new BatchNormalization());
            model.Add(Activation.Relu);
        }
        model.Add(new Dense(3));
        Trainer trainer = new(model) { Optimizer = new Sgd(rate), Loss = new CrossEntropy() };
        return trainer.Fit(Small.Data(300), epochs: 30).Epochs[^1].Training.Loss;
    }
}

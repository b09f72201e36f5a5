namespace Hebb.Networks.Tests.Metrics;

public class MetricTests
{
    [Fact]
    public void Accuracy_counts_over_batches_and_begins_anew()
    {
        var accuracy = new Accuracy();
        accuracy.Update(Tensor.From([0.1f, 0.9f, 0.8f, 0.2f], [2, 2]), Tensor.From([1, 1]));
        accuracy.Update(Tensor.From([5f, 1f], [1, 2]), Tensor.From([0L]));
        Assert.Equal(2.0 / 3, accuracy.Result, 1e-15);
        accuracy.Reset();
        Assert.True(double.IsNaN(accuracy.Result));
    }

    [Fact]
    public void Accuracy_of_one_hot_labels_is_that_of_their_class_numbers()
    {
        Tensor scores = Tensor.From([1f, 2f, 3f, 3f, 2f, 1f, 0f, 5f, 1f], [3, 3]);
        Metric numbers = new Accuracy(), oneHot = new Accuracy();
        numbers.Update(scores, Tensor.From([2, 1, 1]));
        oneHot.Update(scores, Tensor.From([0f, 0f, 1f, 0f, 1f, 0f, 0f, 1f, 0f], [3, 3]));
        Assert.Equal(2.0 / 3, numbers.Result, 1e-15);
        Assert.Equal(numbers.Result, oneHot.Result);
    }

    [Fact]
    public void Binary_accuracy_takes_logits_and_probabilities()
    {
        Tensor labels = Tensor.From([1f, 0f, 1f, 0f], [4, 1]);
        Metric logits = new BinaryAccuracy(), probabilities = new BinaryAccuracy(threshold: 0.5);
        logits.Update(Tensor.From([2f, -1f, -1f, -3f], [4, 1]), labels);
        probabilities.Update(Tensor.From([0.9f, 0.6f, 0.4f, 0.1f], [4, 1]), labels);
        Assert.Equal(0.75, logits.Result);
        Assert.Equal(0.5, probabilities.Result);
    }

    [Fact]
    public void Errors_are_means_over_all_outputs()
    {
        Metric squared = new SquaredError(), absolute = new AbsoluteError();
        foreach (Metric metric in new[] { squared, absolute })
        {
            metric.Update(Tensor.From([1f, 2f, 3f, 4f], [2, 2]), Tensor.From([1f, 0f, 3f, 7f], [2, 2]));
            metric.Update(Tensor.From([1f, 1f], [1, 2]), Tensor.From([1f, 1f], [1, 2]));
        }
        Assert.Equal(13.0 / 6, squared.Result, 1e-15);
        Assert.Equal(5.0 / 6, absolute.Result, 1e-15);
    }

    [Fact]
    public void A_long_epoch_is_counted_exactly()
    {
        var mean = new Mean();
        Tensor ones = Tensor.Ones([1 << 20]);
        for (int i = 0; i < 40; i++) mean.Add(ones);   // a sum in Float32 would stop growing at 2^24
        mean.Add(Tensor.Scalar(1 + (40 << 20)));
        Assert.Equal(((40 << 20) + 1.0 + (40 << 20)) / ((40 << 20) + 1), mean.Result, 1e-7);
    }

    [Fact]
    public void A_mean_weighs_its_numbers()
    {
        var loss = new Mean("loss");
        loss.Add(Tensor.Scalar(1), weight: 32);
        loss.Add(Tensor.Scalar(4), weight: 16);
        Assert.Equal(2, loss.Result);
        loss.Reset();
        Assert.True(double.IsNaN(loss.Result));
    }

    [Fact]
    public void Updating_inside_a_tape_leaves_the_gradient_alone()
    {
        var weight = new Variable(Tensor.From([1f, 2f], [1, 2]), "w");
        var accuracy = new Accuracy();
        using var tape = GradientTape.Begin();
        Tensor loss = new CrossEntropy().Call(weight, Tensor.From([1]));
        accuracy.Update(weight, Tensor.From([1]));
        Assert.True(tape.Gradient(loss, weight)[weight].ToArray<float>()[0] > 0);
        Assert.Equal(1, accuracy.Result);
    }

    [Fact]
    public void A_metric_says_what_it_is() =>
        Snapshot.Matches("metrics", string.Join('\n', new Accuracy(), new BinaryAccuracy(), new BinaryAccuracy(0.5), new SquaredError(), new AbsoluteError(),
            new Accuracy { Name = "top" }));

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("metric_errors",
    [
        ("labels as a column", () => new Accuracy().Update(Tensor.Zeros([4, 3]), Tensor.Zeros([4, 1], DType.Int32))),
        ("a curve for three classes", () => new Auc().Update(Tensor.Zeros([4, 3]), Tensor.Zeros([4], DType.Int32))),
        ("one output", () => new Accuracy().Update(Tensor.Zeros([4, 1]), Tensor.Zeros([4, 1]))),
        ("binary labels without their axis", () => new BinaryAccuracy().Update(Tensor.Zeros([4, 1]), Tensor.Zeros([4]))),
        ("a threshold that is no number", () => _ = new BinaryAccuracy(double.NaN)),
    ]);
}

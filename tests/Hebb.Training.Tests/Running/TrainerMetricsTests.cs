namespace Hebb.Training.Tests.Running;

/// <summary>Metrics in a run: the same figures by plan and op by op, each epoch's its own.</summary>
public sealed class TrainerMetricsTests
{
    [Fact]
    public void Figures_of_epochs_are_the_same_bits_eagerly_and_by_plan()
    {
        double[] eager = Figures(isEager: true), planned = Figures(isEager: false);
        Assert.Equal(eager, planned);
        Assert.All(eager, static value => Assert.True(double.IsFinite(value)));
        Assert.Equal(3 * 2 * 6, eager.Length);
        Assert.NotEqual(eager[..12], eager[12..24]);   // each epoch has its own
    }

    /// <summary>A data set of two classes trains a single logit as the same answers in a column do, weights of the classes included.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_classes_are_the_labels_of_a_single_logit(bool isEager)
    {
        Tensor x = Tensor.Normal([70, 3], seed: 1), yes = x.Sum(-1, keepDims: true).Greater(0.5);
        Dataset classes = Dataset.From(x, yes.Squeeze(-1).Cast(DType.Int32)), column = Dataset.From(x, yes.Cast(DType.Float32));
        Assert.Equal(Losses(column), Losses(classes));

        double[] Losses(Dataset data)
        {
            Trainer trainer = new(new Sequential([3], seed: 3) { new Dense(1) })
            {
                Optimizer = new Adam(0.02),
                Loss = new BinaryCrossEntropy { ClassWeights = classes.BalancedClassWeights() },
                Metrics = [new BinaryAccuracy(), new Recall(), new Auc()],
                Eager = isEager,
            };
            History history = trainer.Fit(data, epochs: 2, batch: 16, validation: data);
            return [.. history.Epochs.SelectMany(static epoch => epoch.Training.Metrics).Select(static value => value.Value),
                .. history.Epochs.Select(static epoch => epoch.Training.Loss), trainer.Evaluate(data).Loss];
        }
    }

    private static double[] Figures(bool isEager)
    {
        Tensor x = Tensor.Normal([70, 3], seed: 1), y = (x.Sum(-1, keepDims: true) + Tensor.Normal([70, 1], seed: 2)).Greater(0).Cast(DType.Float32);
        Dataset data = Dataset.From(x, y);
        Trainer trainer = new(new Sequential([3], seed: 3) { new Dense(5, Activation.Tanh), new Dense(1) })
        {
            Optimizer = new Adam(0.02),
            Loss = new BinaryCrossEntropy(),
            Metrics = [new FScore(), new Auc(), new Auc(AucCurve.PrecisionRecall), new PearsonCorrelation(), new MeanLoss(new Hinge()), new RootMeanSquaredError()],
            Eager = isEager,
        };
        History history = trainer.Fit(data, epochs: 3, batch: 16, validation: data);
        return [.. history.Epochs.SelectMany(static epoch => epoch.Training.Metrics.Concat(epoch.Validation!.Metrics)).Select(static value => value.Value)];
    }
}

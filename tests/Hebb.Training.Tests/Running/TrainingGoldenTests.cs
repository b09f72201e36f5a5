namespace Hebb.Training.Tests.Running;

/// <summary>Thirty steps of Adam in Float64: the loss of every step and the weights at the end, as PyTorch has them.</summary>
public sealed class TrainingGoldenTests
{
    [Fact]
    public void A_perceptron_of_two_layers()
    {
        Tensor x = Model.Input([4], DType.Float64);
        Verify("mlp", new(x, x.Apply(new Dense(8, Activation.Tanh)).Apply(new Dense(3))), ["dense_1.kernel", "dense_1.bias", "dense_2.kernel", "dense_2.bias"]);
    }

    [Fact]
    public void A_convolutional_network()
    {
        Tensor x = Model.Input([8, 8, 1], DType.Float64);
        Tensor features = x.Apply(new Conv2D(4, 3, Activation.Relu) { Padding = Padding.Same }).Apply(new MaxPooling2D(2))
            .Apply(new Conv2D(5, 3, Activation.Relu));
        Verify("cnn", new(x, features.Apply(new Flatten()).Apply(new Dense(3))), ["conv2d_1.kernel", "conv2d_1.bias", "conv2d_2.kernel", "conv2d_2.bias",
            "dense.kernel", "dense.bias"]);
    }

    private static void Verify(string name, Functional model, string[] names)
    {
        Golden golden = Golden.Load("training/" + name);
        Variable[] weights = [.. model.Weights];
        Assert.Equal(names.Length, weights.Length);
        for (int i = 0; i < names.Length; i++)
        {
            Assert.Equal(golden.Shape("initial." + names[i]), Extents(weights[i].Shape));
            weights[i].Assign(Tensor.From(golden.Float64("initial." + names[i]), weights[i].Shape));
        }
        int[] labels = [.. golden.Int64("labels").Select(label => (int)label)];
        Dataset data = Dataset.From(Tensor.From(golden.Float64("inputs"), [.. golden.Shape("inputs")]), labels, ["0", "1", "2"]);
        Trainer trainer = new(model)
        {
            Optimizer = new Adam(double.Parse(golden.Setting("learning_rate"), System.Globalization.CultureInfo.InvariantCulture)) 
            {
                Epsilon = 1e-8,
                CorrectsEpsilon = true,
            },
            Loss = new CrossEntropy(),
        };
        // One step an epoch. The order within the batch is another, so sums differ in their last bits.
        History history = trainer.Fit(data, epochs: 30, batch: data.Count);
        double[] losses = golden.Float64("loss");
        for (int step = 0; step < 30; step++) Assert.Equal(losses[step], history.Epochs[step].Training.Loss, 1e-10);
        for (int i = 0; i < names.Length; i++)
        {
            double[] expected = golden.Float64("final." + names[i]), actual = weights[i].ToArray<double>();
            for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 1e-9);
        }
    }

    private static int[] Extents(Shape shape)
    {
        int[] extents = new int[shape.Rank];
        for (int i = 0; i < extents.Length; i++) extents[i] = shape[i];
        return extents;
    }
}

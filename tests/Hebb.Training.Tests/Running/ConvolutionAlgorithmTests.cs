namespace Hebb.Training.Tests.Running;

public sealed class ConvolutionAlgorithmTests
{
    /// <summary>
    /// The runs part after some steps, as any two that differ in last bits do: over eight seeds the losses of the last epoch differed by 0.1 to 3.2 %,
    /// four times up and four times down.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Training_ends_as_well_with_Winograd_s_algorithm_as_without(ulong seed)
    {
        double auto = LastLoss(ConvolutionAlgorithm.Auto, seed), direct = LastLoss(ConvolutionAlgorithm.Direct, seed);
        Assert.NotEqual(direct, auto);
        Assert.InRange(auto, 0.95 * direct, 1.05 * direct);
    }

    private static double LastLoss(ConvolutionAlgorithm algorithm, ulong seed)
    {
        Sequential model = new([28, 28, 1], seed: seed)
        {
            new Rescaling(1 / 255.0),
            new Conv2D(16, 3, Activation.Relu) { Padding = Padding.Same },
            new MaxPooling2D(2),
            new Conv2D(32, 3, Activation.Relu) { Padding = Padding.Same, Algorithm = algorithm },
            new Conv2D(16, 3, Activation.Relu) { Algorithm = algorithm },
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(10),
        };
        Trainer trainer = new(model) { Optimizer = new Adam(2e-3), Loss = new CrossEntropy(), Seed = 3 };
        return trainer.Fit(Glyphs.Generate(seed: 1, train: 2_000, test: 10).Train, epochs: 3, batch: 50).Epochs[^1].Training.Loss;
    }
}

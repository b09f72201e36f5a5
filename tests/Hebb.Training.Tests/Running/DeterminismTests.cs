namespace Hebb.Training.Tests.Running;

public sealed class DeterminismTests
{
    [Fact]
    public void The_weights_have_the_same_bits_on_any_number_of_threads()
    {
        float[] pixels = Tensor.Uniform([96, 12, 12, 1], seed: 1).ToArray<float>();
        int[] labels = [.. Enumerable.Range(0, 96).Select(i => pixels[144 * i] > 0.5f ? 1 : 0)];
        Dataset data = Dataset.From(Tensor.From(pixels, [96, 12, 12, 1]), labels);
        int threads = Parallelism.Threads;
        try
        {
            HashSet<string> hashes = [];
            foreach (int count in (int[])[1, 2, 3, 8, 2])
            {
                Parallelism.Threads = count;
                Sequential model = new([12, 12, 1], seed: 7)
                {
                    new Conv2D(6, 5, Activation.Relu) { Padding = Padding.Same }, new MaxPooling2D(2), new BatchNormalization(), new Dropout(0.25),
                    new Flatten(), new Dense(120, Activation.Relu), new Dense(2),
                };
                Trainer trainer = new(model) { Optimizer = new Adam(3e-3), Loss = new CrossEntropy(), Metrics = [new Accuracy()],
                    Clipping = GradientClipping.ByGlobalNorm(1) };
                History history = trainer.Fit(data, 2, 40);
                hashes.Add(model.WeightsSha256() + Small.WithoutSeconds(history));
            }
            Assert.Single(hashes);
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Hebb.Benchmarks.Training;

/// <summary>How good two textbook networks get on MNIST: a deep auto-encoder beside principal components, and a multilayer perceptron with dropout and
/// batch normalization. Their settings were chosen on 5,000 images held out of the training set.</summary>
internal static class MnistFigures
{
    private const int Code = 30;

    /// <summary>Trains the auto-encoder; prints its squared error on the test set, and that of as many principal components.</summary>
    public static void Autoencoder(TextWriter output)
    {
        (Dataset trainDigits, Dataset testDigits) = Mnist.Load();
        Tensor train = Pixels(trainDigits), test = Pixels(testDigits);
        Activation elu = Activation.Elu();
        var encoder = new Sequential([784], "encoder", seed: 1) { new Dense(1000, elu), new Dense(500, elu), new Dense(250, elu), new Dense(Code) };
        var decoder = new Sequential([Code], "decoder", seed: 2) { new Dense(250, elu), new Dense(500, elu), new Dense(1000, elu), new Dense(784) };
        var autoencoder = new Sequential([784], "autoencoder", seed: 3) { encoder, decoder };
        var trainer = new Trainer(autoencoder)
        {
            Optimizer = new Adam(1e-3) { Schedule = new CosineDecay() },
            Loss = new BinaryCrossEntropy(),   // of each pixel, from logits
        };
        PrincipalComponents components = PrincipalComponents.Of(train, Code);
        output.WriteLine($"Squared error per image, summed over 784 pixels from 0 to 1; code of {Code} numbers.\n");
        output.WriteLine("| | training images (first 10,000) | test images | seconds |");
        output.WriteLine("|---|---|---|---|");
        Tensor some = train.Slice(0, 0, 10_000);
        Line(output, $"principal components, {Code}", SquaredError(some, Rebuild), SquaredError(test, Rebuild), null);
        long start = Stopwatch.GetTimestamp();
        trainer.Fit(train, train, epochs: 30, batch: 128);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Line(output, $"784-1000-500-250-{Code}-250-500-1000-784, ELU, 30 epochs", SquaredError(some, Decode), SquaredError(test, Decode), seconds);

        Tensor Rebuild(Tensor images) => components.Reconstruct(components.Transform(images));
        Tensor Decode(Tensor images) => decoder.Predict(encoder.Predict(images)).Sigmoid();
    }

    /// <summary>Trains the perceptron from five seeds; prints its accuracies on the test set.</summary>
    public static void Perceptron(TextWriter output)
    {
        (Dataset train, Dataset test) = Mnist.Load();
        output.WriteLine("784-1024-1024-10 with batch normalization, dropout 0.1 of the pixels and 0.4 of the units, labels smoothed by 0.1,");
        output.WriteLine("Adam 2e-3 with cosine decay, batch 128, 20 epochs.\n");
        output.WriteLine("| seed | test accuracy | seconds |");
        output.WriteLine("|---|---|---|");
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var model = new Sequential([28, 28, 1], "perceptron", seed)
            {
                new Rescaling(1 / 255.0), new Flatten(), new Dropout(0.1),
                Hidden(), new BatchNormalization(), Activation.Relu, new Dropout(0.4),
                Hidden(), new BatchNormalization(), Activation.Relu, new Dropout(0.4),
                new Dense(10),
            };
            var trainer = new Trainer(model)
            {
                Seed = seed,
                Optimizer = new Adam(2e-3) { Schedule = new CosineDecay() },
                Loss = new CrossEntropy { LabelSmoothing = 0.1 },
                Metrics = [new Accuracy()],
            };
            long start = Stopwatch.GetTimestamp();
            trainer.Fit(train, epochs: 20, batch: 128);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {seed} | {100 * trainer.Evaluate(test)["accuracy"]:0.00} % | {seconds:0} |"));
        }
    }

    private static Dense Hidden() => new(1024) { UseBias = false, KernelInitializer = Initializer.HeNormal };

    private static void Line(TextWriter output, string what, double train, double test, double? seconds) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {train:0.00} | {test:0.00} | {seconds:0} |"));

    private static Tensor Pixels(Dataset data)
    {
        Batch all = data.Batches(data.Count).First();
        return (all.Inputs.Cast(DType.Float32) / 255.0).Reshape(data.Count, 784).Detach();
    }

    private static double SquaredError(Tensor images, Func<Tensor, Tensor> rebuild)
    {
        const int Part = 1000;
        double sum = 0;
        for (int start = 0; start < images.Shape[0]; start += Part)
        {
            Tensor part = images.Slice(0, start, Math.Min(Part, images.Shape[0] - start));
            sum += (rebuild(part) - part).Square().Sum().ToScalar();
        }
        return sum / images.Shape[0];
    }
}

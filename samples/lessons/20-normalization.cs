// Lesson 20: normalization, of the inputs (A120) and between the layers (A121 to A125); preparing data as part of the model (A127).
using Hebb;

Console.WriteLine("Inputs: subtract the mean, divide by the deviation. Ages 20, 30, 40, 50, 60, and later somebody of 90:");
Tensor ages = Tensor.From([20f, 30, 40, 50, 60], [5, 1]);
Normalization inputs = new();
inputs.Adapt(ages);                                      // on the training part alone
Print("(x - mean) / sigma", inputs.Call(ages));
Print("(x - mean) / sigma^2", (ages - 40) / 200);         // the mean is 40, the variance 200
Print("90, in use", inputs.Call(Tensor.From([90f], [1, 1])));
Console.WriteLine("(The notes divide by sigma^2. Right: by sigma; only then the variance is 1. Test data get the mean and deviation of the training data.)");

Console.WriteLine("\nWhy: features of size 1 and 100 make a long valley. Gradient descent on least squares, 100 steps at the best rate for each:");
Tensor raw = Tensor.Normal([64, 2], seed: 1) * Tensor.From([1f, 100f]), target = raw.MatMul(Tensor.From([1f, 0.01f], [2, 1]));
Normalization scaled = new();
scaled.Adapt(raw);
Console.WriteLine($"raw         loss {Fit(raw, target, 1e-4):F6}");
Console.WriteLine($"normalized  loss {Fit(scaled.Call(raw), target, 0.5):F6}");

Console.WriteLine("\nBatch normalization of a batch 1, 2, 3, 6: mean 3, variance 3.5, and then gamma and beta, which are learned:");
Tensor batch = Tensor.From([1f, 2, 3, 6], [4, 1]);
Print("normalized", Normalize(new BatchNormalization { Epsilon = 1e-7 }, batch));
double sigma = Math.Sqrt(3.5 + 1e-7);
Print("gamma = sigma", Normalize(new BatchNormalization { Epsilon = 1e-7 }, batch, sigma));
Print("gamma = sigma, beta = mean", Normalize(new BatchNormalization { Epsilon = 1e-7 }, batch, sigma, 3));
Console.WriteLine("(The notes: the identity, if gamma = sqrt(var + eps). Right: and if beta = mean. And x and y are two things: y = gamma x^ + beta.)");

BatchNormalization running = new();
for (int step = 0; step < 500; step++) Normalize(running, batch);
Print("in use, after 500 steps", running.Call(Tensor.From([3f], [1, 1])));
(float runningMean, float runningVariance) = (running.RunningMean.ToArray<float>()[0], running.RunningVariance.ToArray<float>()[0]);
Console.WriteLine($"In use there is no batch: running mean {runningMean:F2} and variance {runningVariance:F2} stand in (not in the notes).");

Console.WriteLine("\nWhat it gains: six layers whose weights begin too small, and three classes (a guess costs ln 3 = 1.10):");
Dataset data = ThreeClasses();
Console.WriteLine("                          loss after epoch 1    5   10");
foreach ((string what, Place place, double rate) in ((string, Place, double)[])[("without, rate 0.1", Place.None, 0.1), ("without, rate 1", Place.None, 1),
    ("before relu, rate 0.1", Place.Before, 0.1), ("before relu, rate 1", Place.Before, 1), ("after relu, rate 0.1", Place.After, 0.1)])
{
    History history = new Trainer(Deep(place)) { Optimizer = new Sgd(rate), Loss = new CrossEntropy() }.Fit(data, epochs: 10);
    Console.WriteLine($"{what,-26}           {string.Join("  ", ((int[])[1, 5, 10]).Select(epoch => $"{history.Epochs[epoch - 1].Training.Loss:F1}"))}");
}
Console.WriteLine("(\"Internal covariance shift\" in the notes is covariate shift: a layer's inputs change their distribution as those before it learn.)");

Console.WriteLine("\nWhich numbers share a mean? Of [2, 2, 2, 4], two images of 2 x 2 pixels and 4 channels, all different:");
Tensor images = Tensor.Normal([2, 2, 2, 4], mean: 5, standardDeviation: 3, seed: 2);
foreach ((string over, Layer layer, int[] axes) in ((string, Layer, int[])[])[
    ("batch: a channel of all images", new BatchNormalization(), [0, 1, 2]), ("layer: the channels of a pixel", new LayerNormalization(), [3]),
    ("instance: a channel of an image", new InstanceNormalization(), [1, 2]), ("group of all: an image", new GroupNormalization(1), [1, 2, 3])])
{
    float[] means = Normalize(layer, images).Mean(axes).ToArray<float>();
    Console.WriteLine($"{over,-32} {means.Length,2} means, {(means.All(mean => Math.Abs(mean) < 1e-4) ? "all 0" : "not 0")}");
}
Console.WriteLine("Batch norm needs large batches; layer norm is for sequences, instance norm for style, group norm for small batches.");

Console.WriteLine("\nLocal response normalization (AlexNet): x / (2 + 1e-4 * squares of the 5 channels around it)^0.75. Of 100, 0, 0, 0, 50:");
Print("LocalResponseNormalization", new LocalResponseNormalization().Call(Tensor.From([100f, 0, 0, 0, 50], [1, 1, 1, 5])));
Console.WriteLine($"by hand                    {100 / Math.Pow(2 + (1e-4 * 10000), 0.75):F3} and {50 / Math.Pow(2 + (1e-4 * 2500), 0.75):F3}");

Console.WriteLine("\nPreparing data is part of the model and saved with it (A127), so that it cannot be done otherwise in use. Texts in, shares out:");
TextVectorization words = new TextVectorization(4).Adapt(["a good film", "a bad film", "good story, good cast", "bad, bad story"]);
var reviews = new Sequential([4], "reviews", seed: 1) { words, new Embedding(words.Size, 2), new Flatten(), new Dense(1, Activation.Sigmoid) };
Console.WriteLine($"words {string.Join(", ", words.Vocabulary.Select((word, i) => $"{i + 2} {word}"))}");
Console.WriteLine($"\"A GOOD, long story!\" is {string.Join(' ', words.Encode("A GOOD, long story!").ToArray<int>())}   (1: not in the vocabulary)");
Tensor loaded = Reloaded(reviews).Predict("A GOOD, long story!"), own = reviews.Predict("A GOOD, long story!");
Console.WriteLine($"the loaded model says the same of it: {loaded.ToScalar() == own.ToScalar()}");
var scaling = new Sequential([1], "ages", seed: 1) { inputs, new Dense(1) };
(loaded, own) = (Reloaded(scaling).Predict(ages), scaling.Predict(ages));
Console.WriteLine($"and ages are scaled by the figures from above: {loaded.ToArray<float>().SequenceEqual(own.ToArray<float>())}");

static Model Reloaded(Model model)
{
    string file = Path.Combine(Path.GetTempPath(), $"lesson-20-{Guid.NewGuid():N}.hebb");
    model.Save(file);
    Model loaded = Model.Load(file);
    File.Delete(file);
    return loaded;
}

static double Fit(Tensor x, Tensor y, double rate)
{
    Trainer trainer = new(new Sequential([2], seed: 1) { new Dense(1) }) { Optimizer = new Sgd(rate), Loss = new MeanSquaredError() };
    return trainer.Fit(Dataset.From(x, y), epochs: 100, batch: 64).Epochs[^1].Training.Loss;
}

static Tensor Normalize(Layer layer, Tensor x, double gamma = 1, double beta = 0)
{
    using var tape = GradientTape.Begin(training: true);
    Tensor y = layer.Call(x);
    if ((gamma, beta) == (1, 0)) return y.Detach();
    layer.Parameters[0].Assign(Tensor.From([(float)gamma]));
    layer.Parameters[1].Assign(Tensor.From([(float)beta]));
    return layer.Call(x).Detach();
}

static Sequential Deep(Place place)
{
    Sequential model = new([6], seed: 1);
    for (int layer = 0; layer < 6; layer++)
    {
        model.Add(new Dense(24) { UseBias = false, KernelInitializer = Initializer.Normal(0.05) });
        if (place == Place.Before) model.Add(new BatchNormalization());
        model.Add(Activation.Relu);
        if (place == Place.After) model.Add(new BatchNormalization());
    }
    model.Add(new Dense(3));
    return model;
}

// Rows of six numbers; the class is the largest of the first three.
static Dataset ThreeClasses()
{
    Tensor x = Tensor.Normal([300, 6], seed: 1);
    return Dataset.From(x, x[.., ..3].ArgMax(axis: 1).ToArray<int>());
}

static void Print(string what, Tensor values) =>
    Console.WriteLine($"{what,-26} {string.Join("  ", values.ToArray<float>().Select(value => $"{value + 0f,6:F3}"))}");

enum Place { None, Before, After }

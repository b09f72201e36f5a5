namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Healthy runs on which no rule was tuned: they were written down before any of them was looked at. The doctor has nothing to say.</summary>
public sealed class HeldOutHealthyRunTests
{
    private static void Silent(Trainer trainer, Dataset train, Dataset? validation, int epochs, int batch = 32)
    {
        trainer.Fit(train, epochs, batch, validation);
        var doctor = (Doctor)trainer.Callbacks[0];
        Assert.True(doctor.Findings.Count == 0, $"{doctor}\n{trainer.History}");
    }

    private static Trainer Trainer(Model model, Optimizer optimizer, Loss loss, ulong seed = 11) => new(model)
    {
        Optimizer = optimizer,
        Loss = loss,
        Callbacks = [new Doctor()],
        Seed = seed,
    };

    [DataFact("tabular")]
    public void Irises()
    {
        var (train, validation, layer) = RealTables.Classes("iris.csv", 3, 21);
        Silent(Trainer(new Sequential([4], "iris", 21) { layer, new Dense(8, Activation.Tanh), new Dense(3) }, new Adam(0.01), new CrossEntropy()), train,
            validation, 60, 16);
    }

    [DataFact("tabular")]
    public void Wines()
    {
        var (train, validation, layer) = RealTables.Classes("wine_data.csv", 3, 22);
        Silent(Trainer(new Sequential([13], "wine", 22) { layer, new Dense(32, Activation.Relu), new Dropout(0.2), new Dense(3) }, new AdamW(5e-3),
            new CrossEntropy()), train, validation, 30, 16);
    }

    [DataFact("tabular")]
    public void Tumours_as_a_yes_or_no_question()
    {
        var (train, validation, layer) = RealTables.Numbers("breast_cancer.csv", 1, header: true, 23);
        Silent(Trainer(new Sequential([30], "tumours", 23) { layer, new Dense(16, Activation.Relu), new Dense(1) }, new Sgd(0.02) { Momentum = 0.9 },
            new BinaryCrossEntropy()), train, validation, 25);
    }

    [DataFact("tabular")]
    public void Prices_of_houses()
    {
        var (train, validation, layer) = RealTables.Numbers("boston_house_prices.csv", 0.1f, header: true, 24);
        Silent(Trainer(new Sequential([13], "houses", 24) { layer, new Dense(32, Activation.Relu), new Dense(16, Activation.Relu), new Dense(1) },
            new Adam(3e-3), new MeanSquaredError()), train, validation, 40);
    }

    [DataFact("tabular")]
    public void Digits_of_eight_by_eight_by_a_convolutional_net()
    {
        var (train, validation, _) = RealTables.Classes("digits.csv.gz", 10, 25);
        Silent(Trainer(new Sequential([64], "digits", 25)
        {
            new Rescaling(1 / 16.0), new Reshape([8, 8, 1]), new Conv2D(16, 3, Activation.Relu) { Padding = Padding.Same }, new MaxPooling2D(2),
            new Conv2D(32, 3, Activation.Relu) { Padding = Padding.Same }, new GlobalAveragePooling2D(), new Dense(10),
        }, new Adam(5e-3), new CrossEntropy()), train, validation, 12);
    }

    [DataFact("tabular")]
    public void Digits_of_eight_by_eight_as_numbers_by_Huber_loss()
    {
        var (train, validation, _) = RealTables.Numbers("digits.csv.gz", 0.1f, header: false, 26);
        Silent(Trainer(new Sequential([64], "value", 26) { new Rescaling(1 / 16.0), new Dense(64, Activation.Silu), new Dense(1) },
            new Nadam(2e-3), new Huber()), train, validation, 15);
    }

    [Fact]
    public void Digits_by_a_net_with_batch_normalization_and_one_cycle()
    {
        (Dataset train, Dataset validation) = Glyphs.Generate(seed: 31, 1500, 1).Train.Split(0.2, seed: 31);
        Silent(Trainer(new Sequential([28, 28, 1], "cycle", 31)
        {
            new Rescaling(1 / 255.0), new Conv2D(8, 3) { Stride = 2, UseBias = false }, new BatchNormalization(), new ActivationLayer(Activation.Relu),
            new Conv2D(16, 3) { Stride = 2, UseBias = false }, new BatchNormalization(), new ActivationLayer(Activation.Relu),
            new Flatten(), new Dense(10),
        }, new Sgd(0.1) { Momentum = 0.9, Schedule = new OneCycle() }, new CrossEntropy()), train, validation, 5);
    }

    [Fact]
    public void Digits_by_a_perceptron_with_leaky_units_and_weight_decay()
    {
        (Dataset train, Dataset validation) = Glyphs.Generate(seed: 32, 1500, 1).Train.Split(0.2, seed: 32);
        Silent(Trainer(new Sequential([28, 28, 1], "leaky", 32)
        {
            new Rescaling(1 / 255.0), new Flatten(), new Dense(100, Activation.LeakyRelu()), new Dense(50, Activation.LeakyRelu()), new Dense(10),
        }, new AdamW(1e-3) { WeightDecay = 0.05 }, new CrossEntropy()), train, validation, 8, 50);
    }

    [Fact]
    public void Digits_by_rectified_units_one_epoch_long()
    {
        (Dataset train, Dataset validation) = Glyphs.Generate(seed: 33, 2000, 1).Train.Split(0.1, seed: 33);
        Silent(Trainer(new Sequential([28, 28, 1], "one epoch", 33)
        {
            new Rescaling(1 / 255.0), new Flatten(), new Dense(128, Activation.Relu), new Dense(64, Activation.Relu), new Dense(10),
        }, new Adam(1e-3), new CrossEntropy()), train, validation, 1, 20);
    }

    [Fact]
    public void Clouds_by_Adagrad_without_validation()
    {
        Silent(Trainer(new Sequential([6], "adagrad", 34) { new Dense(24, Activation.Elu()), new Dense(24, Activation.Elu()), new Dense(3) },
            new Adagrad(0.05), new CrossEntropy()), Tables.Blobs(450, 1.3, seed: 34), null, 15);
    }

    [Fact]
    public void Clouds_by_layer_normalization_and_Lion()
    {
        (Dataset train, Dataset validation) = Tables.Blobs(500, 1.1, seed: 35).Split(0.3, seed: 35);
        Silent(Trainer(new Sequential([6], "lion", 35) { new Dense(20), new LayerNormalization(), new ActivationLayer(Activation.Gelu), new Dense(3) },
            new Lion(1e-3), new CrossEntropy()), train, validation, 20);
    }

    [Fact]
    public void Words_of_two_topics_by_an_embedding()
    {
        int[] words = Tensor.Integers([400, 6], 0, 20, seed: 36).ToArray<int>(), topics = Tensor.Integers([400], 0, 2, seed: 37).ToArray<int>();
        for (int i = 0; i < words.Length; i++) words[i] += 20 * topics[i / 6];
        (Dataset train, Dataset validation) = Dataset.From(Tensor.From(words, [400, 6]), topics).Split(0.25, seed: 38);
        Silent(Trainer(new Sequential([6], "topics", 36) { new Embedding(40, 8), new Flatten(), new Dense(8, Activation.Relu), new Dense(2) },
            new Adam(5e-3), new CrossEntropy()), train, validation, 12);
    }

    [Fact]
    public void A_curve_by_tanh_units_and_small_batches()
    {
        Tensor x = Tensor.Uniform([300, 1], -1, 1, seed: 39);
        (Dataset train, Dataset validation) = Dataset.From(x, (x * 3.0).Sin().Detach()).Split(0.2, seed: 39);
        Silent(Trainer(new Sequential([1], "curve", 39) { new Dense(20, Activation.Tanh), new Dense(1) }, new Sgd(0.05) { Momentum = 0.9 },
            new MeanSquaredError()), train, validation, 60, 4);
    }

    [Fact]
    public void A_sparse_autoencoder_of_digits_by_binary_cross_entropy()
    {
        Dataset digits = Glyphs.Generate(seed: 40, 600, 1).Train;
        Tensor pixels = (digits.Batches(600).First().Inputs / 255.0).Reshape(600, 784).Detach();
        (Dataset train, Dataset validation) = Dataset.From(pixels, pixels).Split(0.2, seed: 40);
        Silent(Trainer(new Sequential([784], "sparse", 40) { new Dense(100, Activation.Relu), new ActivityRegularization(new L1(1e-5)), new Dense(784) },
            new Adam(1e-3), new BinaryCrossEntropy()), train, validation, 12);
    }
}

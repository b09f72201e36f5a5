namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Ten runs in which nothing is wrong: other nets, data, losses and optimizers. The doctor has nothing to say.</summary>
public sealed class HealthyRunTests
{
    private static void Silent(Trainer trainer, Dataset train, Dataset validation, int epochs, int batch = 32)
    {
        trainer.Fit(train, epochs, batch, validation);
        var doctor = (Doctor)trainer.Callbacks[0];
        Assert.True(doctor.Findings.Count == 0, $"{doctor}\n{trainer.History}");
        Assert.Equal("The doctor has found nothing wrong.", doctor.ToString());
    }

    private static Trainer Trainer(Model model, Optimizer optimizer, Loss loss) => new(model) { Optimizer = optimizer, Loss = loss,
        Callbacks = [new Doctor()], Seed = 2 };

    private static (Dataset Train, Dataset Validation) Split(Dataset data) => data.Split(0.25, seed: 3);

    private static (Dataset Train, Dataset Validation) Digits(int count = 2000) => Split(Glyphs.Generate(seed: 1, count, 1).Train);

    [Fact]
    public void Softmax_regression_by_plain_gradient_descent()
    {
        (Dataset train, Dataset validation) = Split(Tables.Blobs());
        Silent(Trainer(new Sequential([6], "softmax", 1) { new Dense(3) { KernelInitializer = Initializer.Zeros } }, new Sgd(0.1), new CrossEntropy()), train,
            validation, 20);
    }

    [Fact]
    public void A_rectified_net_by_Adam()
    {
        (Dataset train, Dataset validation) = Split(Tables.Blobs());
        Silent(Trainer(new Sequential([6], "relu", 1) { new Dense(32, Activation.Relu), new Dense(32, Activation.Relu), new Dense(3) }, new Adam(1e-3),
            new CrossEntropy()), train, validation, 20);
    }

    [Fact]
    public void Rings_by_tanh_units_and_momentum()
    {
        (Dataset train, Dataset validation) = Split(Tables.Rings());
        Silent(Trainer(new Sequential([2], "rings", 1) { new Dense(16, Activation.Tanh), new Dense(16, Activation.Tanh), new Dense(2) },
            new Sgd(0.05) { Momentum = 0.9 }, new CrossEntropy()), train, validation, 40);
    }

    [Fact]
    public void Rings_as_a_yes_or_no_question_by_sigmoid_units()
    {
        (Dataset train, Dataset validation) = Split(Tables.AsNumbers(Tables.Rings()));
        Silent(Trainer(new Sequential([2], "sigmoid", 1) { new Dense(16, Activation.Sigmoid), new Dense(1, Activation.Sigmoid) }, new Adam(0.03),
            new BinaryCrossEntropy { FromLogits = false }), train, validation, 60);
    }

    [Fact]
    public void A_line_fitted_by_least_squares()
    {
        (Dataset train, Dataset validation) = Split(Tables.Line());
        Silent(Trainer(new Sequential([6], "line", 1) { new Dense(1) }, new Sgd(0.05), new MeanSquaredError()), train, validation, 20);
    }

    [Fact]
    public void A_regression_by_a_net_with_Huber_loss_and_RmsProp()
    {
        (Dataset train, Dataset validation) = Split(Tables.Line(600));
        Silent(Trainer(new Sequential([6], "huber", 1) { new Dense(32, Activation.Elu()), new Dense(1) }, new RmsProp(3e-3), new Huber()), train,
            validation, 30);
    }

    [Fact]
    public void Digits_by_a_convolutional_net()
    {
        (Dataset train, Dataset validation) = Digits(1200);
        Silent(Trainer(new Sequential([28, 28, 1], "lenet", 1)
        {
            new Rescaling(1 / 255.0), new Conv2D(6, 5, Activation.Relu), new MaxPooling2D(2), new Conv2D(12, 5, Activation.Relu), new MaxPooling2D(2),
                new Flatten(),
            new Dense(64, Activation.Relu), new Dense(10),
        }, new Adam(3e-3) { Schedule = new CosineDecay() }, new CrossEntropy()), train, validation, 4, 64);
    }

    [Fact]
    public void Digits_with_batch_normalization_and_dropout_by_AdamW()
    {
        (Dataset train, Dataset validation) = Digits();
        Silent(Trainer(new Sequential([28, 28, 1], "normalized", 1)
        {
            new Rescaling(1 / 255.0), new Flatten(), new Dense(64) { UseBias = false }, new BatchNormalization(), new ActivationLayer(Activation.Relu),
                new Dropout(0.5),
            new Dense(10),
        }, new AdamW(3e-3) { WeightDecay = 0.01 }, new CrossEntropy { LabelSmoothing = 0.1 }), train, validation, 6, 64);
    }

    [Fact]
    public void An_autoencoder_of_digits()
    {
        Dataset digits = Glyphs.Generate(seed: 2, 800, 1).Train;
        Tensor pixels = (digits.Batches(800).First().Inputs / 255.0).Reshape(800, 784).Detach();
        (Dataset train, Dataset validation) = Split(Dataset.From(pixels, pixels));
        Silent(Trainer(new Sequential([784], "autoencoder", 1) { new Dense(64, Activation.Relu), new Dense(16), new Dense(64, Activation.Relu),
            new Dense(784, Activation.Sigmoid) },
            new Adam(2e-3), new MeanSquaredError()), train, validation, 15);
    }

    [Fact]
    public void A_residual_net_with_clipped_Nesterov_steps()
    {
        (Dataset train, Dataset validation) = Split(Tables.Blobs(600));
        Tensor input = Model.Input([6]);
        Tensor x = input.Apply(new Dense(16, Activation.Gelu));
        for (int i = 0; i < 6; i++) x += x.Apply(new Dense(16, Activation.Relu)).Apply(new Dense(16));
        Functional model = new(input, x.Apply(new Dense(3)), "residual", 1);
        Silent(new(model)
        {
            Optimizer = new Sgd(0.01) { Momentum = 0.9, Nesterov = true },
            Loss = new CrossEntropy(),
            Clipping = GradientClipping.ByGlobalNorm(1),
            Callbacks = [new Doctor()],
            Seed = 2,
        }, train, validation, 20);
    }
}

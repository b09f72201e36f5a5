namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Each fault once more, in a network that no rule was tuned on: digits, other depths, other layers, losses and optimizers. Nothing else must be
/// found.</summary>
public sealed class HeldOutFaultTests
{
    private sealed class Formula(Func<Tensor, Tensor> formula) : Layer
    {
        protected override Tensor Forward(Tensor x) => formula(x);
    }

    // Divides by the square of a number whose square is none any more.
    private sealed class Relative : Loss
    {
        public override string Name => "relative";

        protected override Tensor Forward(Tensor predictions, Tensor labels) =>
            ((predictions - labels).Square() / ((labels * 0.0) + 1e-30).Square()).Mean(axis: 1);
    }

    private static readonly Lazy<Dataset> s_digits = new(static () => Scaled(Glyphs.Generate(seed: 51, 1000, 1).Train, 1 / 255f));

    private static Dataset Scaled(Dataset data, float factor)
    {
        Batch all = data.Batches(data.Count).First();
        return Dataset.From((all.Inputs * factor).Detach(), all.Labels.ToArray<int>(), [.. data.ClassNames]);
    }

    private static Finding Only(FindingKind kind, Model model, Optimizer optimizer, Dataset? data = null, Loss? loss = null, Dataset? validation = null,
        int epochs = 6, int batch = 25)
    {
        Doctor doctor = new();
        Trainer trainer = new(model) { Optimizer = optimizer, Loss = loss ?? new CrossEntropy(), Callbacks = [doctor], Seed = 52 };
        History history = trainer.Fit(data ?? s_digits.Value, epochs, batch, validation);
        Assert.True(doctor.Findings.Count == 1 && doctor.Findings[0].Kind == kind, $"expected {kind} alone:\n{doctor}\n{history}");
        return doctor.Findings[0];
    }

    private static Sequential Digits(params Layer[] layers)
    {
        Sequential model = new([28, 28, 1], "digits", 53) { new Flatten() };
        foreach (Layer layer in layers) model.Add(layer);
        model.Add(new Dense(10) { Name = "scores" });
        return model;
    }

    [Fact]
    public void Vanishing_gradients() => Only(FindingKind.VanishingGradients,
        Digits([.. Enumerable.Range(0, 15).Select(static _ => new Dense(30, Activation.Sigmoid))]), new Adam(1e-4), epochs: 3);

    [Fact]
    public void Exploding_gradients() => Only(FindingKind.ExplodingGradients,
        Digits([.. Enumerable.Range(0, 8).Select(static _ => new Dense(64, Activation.LeakyRelu()) { KernelInitializer = Initializer.Normal(0.8) })]),
        new RmsProp(1e-4), epochs: 3);

    [Fact]
    public void Dead_units()
    {
        Sequential model = new([28, 28, 1], "dead", 54)
        {
            new Conv2D(8, 5, Activation.Relu) { Stride = 3, BiasInitializer = Initializer.Constant(-30), Name = "hopeless" }, new Flatten(), new Dense(10),
        };
        Assert.Equal("hopeless", Only(FindingKind.DeadUnits, model, new Sgd(0.01)).Layer);
    }

    [Fact]
    public void Saturated_units() => Assert.Equal("flat", Only(FindingKind.SaturatedUnits,
        Digits(new Dense(50, Activation.Tanh) { KernelInitializer = Initializer.Normal(3), Name = "flat" }), new Sgd(0.01)).Layer);

    [Fact]
    public void A_learning_rate_that_is_too_high() => Only(FindingKind.LearningRateTooHigh, Digits(new Dense(40, Activation.Tanh)),
        new RmsProp(1));

    [Fact]
    public void A_learning_rate_that_is_too_low() => Only(FindingKind.LearningRateTooLow, Digits(new Dense(40, Activation.Relu)), new Adam(2e-8));

    [Fact]
    public void Not_a_number()
    {
        Finding finding = Only(FindingKind.NotANumber, Digits(new Formula(x => (x - 0.001).Sqrt()) { Name = "root" }, new Dense(20, Activation.Relu)),
            new Adam(1e-3));
        Assert.Contains("'root'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_loss() => Only(FindingKind.InfiniteLoss, new Sequential([6], "relative", 55) { new Dense(1) }, new Sgd(0.01), Tables.Line(),
        new Relative());

    [Fact]
    public void A_constant_output() => Only(FindingKind.ConstantOutput, Digits(new Dense(30, Activation.Tanh), new Rescaling(0)), new Sgd(0.05));

    [Fact]
    public void Symmetric_units() => Assert.Equal("copies", Only(FindingKind.SymmetricUnits, new Sequential([28, 28, 1], "digits", 53)
    {
        new Flatten(),
        new Dense(30, Activation.Sigmoid) { KernelInitializer = Initializer.Constant(0.01), Name = "copies" },
        new Dense(10) { KernelInitializer = Initializer.Zeros },   // drawn at random, it would tell them apart
    }, new Sgd(0.1)).Layer);

    [Fact]
    public void Labels_shuffled_against_inputs()
    {
        Dataset data = s_digits.Value;
        Batch all = data.Batches(data.Count).First();
        int[] labels = all.Labels.ToArray<int>();
        Dataset shuffled = Dataset.From(all.Inputs, [.. labels[371..], .. labels[..371]], [.. data.ClassNames]);
        (Dataset train, Dataset validation) = shuffled.Split(0.3, seed: 56);
        Only(FindingKind.ShuffledLabels, Digits(new Dense(40, Activation.Relu)), new Adam(1e-3), train, validation: validation);
    }

    [Fact]
    public void Unnormalized_inputs() => Only(FindingKind.UnnormalizedInputs, Digits(new Dense(40, Activation.Tanh)), new Adam(1e-3),
        Scaled(s_digits.Value, 255));

    [Fact]
    public void Class_imbalance()
    {
        Dataset data = s_digits.Value;
        Only(FindingKind.ClassImbalance, Digits(new Dense(40, Activation.Relu)), new Adam(1e-3),
            data.Subset([.. Enumerable.Range(0, data.Count).Where(i => data.LabelAt(i) != 7 || i % 15 == 0)]));
    }

    [Fact]
    public void Overfitting()
    {
        (Dataset train, Dataset validation) = Tables.Shuffled(Tables.Blobs(150, 2.5, seed: 57), every: 4).Split(0.4, seed: 57);
        Only(FindingKind.Overfitting, new Sequential([6], "overfit", 57) { new Dense(100, Activation.Tanh), new Dense(50, Activation.Tanh), new Dense(3) },
            new Adam(5e-3), train, validation: validation, epochs: 120);
    }

    [Fact]
    public void Underfitting() => Only(FindingKind.Underfitting,
        new Sequential([2], "bottleneck", 58) { new Dense(1), new Dense(8, Activation.Linear), new Dense(2) }, new Sgd(0.1), Tables.Rings(600), epochs: 30);

    [Fact]
    public void An_output_activation_that_does_not_fit_the_loss() => Assert.Equal("last", Only(FindingKind.OutputActivation,
        new Sequential([6], "negative", 59) { new Dense(20, Activation.Tanh), new Dense(1, Activation.Tanh) { Name = "last" } }, new Adam(0.01), Tables.Line(),
        new Huber()).Layer);

    [Fact]
    public void A_layer_that_no_gradient_reaches() => Assert.Equal("cut_off", Only(FindingKind.UnreachedLayer,
        Digits(new Dense(20, Activation.Tanh) { Name = "cut_off" }, new Formula(static x => x.Sign())), new Sgd(0.1)).Layer);

    [Fact]
    public void Batch_normalization_of_one_sample() => Only(FindingKind.BatchNormalizationOfOne,
        Digits(new Dense(20), new BatchNormalization(), new ActivationLayer(Activation.Tanh)), new Sgd(0.01), s_digits.Value.Take(200), epochs: 1, batch: 1);

    [Fact]
    public void Dropout_that_is_too_strong() => Assert.Equal("too_much", Only(FindingKind.DropoutTooStrong,
        Digits(new Dropout(0.97) { Name = "too_much" }, new Dense(30, Activation.Tanh)), new Sgd(0.05), epochs: 10).Layer);

    [Fact]
    public void Held_out_data_in_training() => Assert.Equal(60, Only(FindingKind.HeldOutDataInTraining, Digits(new Dense(30, Activation.Relu)),
        new Adam(1e-3), s_digits.Value, validation: s_digits.Value.Subset([.. Enumerable.Range(0, 60).Select(static i => 13 * i)]))["shared"]);
}

namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Each fault is planted, and nothing else must be found.</summary>
public sealed class DoctorTests
{
    private sealed class Formula(Func<Tensor, Tensor> formula) : Layer
    {
        protected override Tensor Forward(Tensor x) => formula(x);
    }

    private static Finding Only(FindingKind kind, Doctor doctor)
    {
        Assert.True(doctor.Findings.Count == 1 && doctor.Findings[0].Kind == kind, $"expected {kind} alone:\n{doctor}");
        return doctor.Findings[0];
    }

    private static Doctor Run(Model model, Optimizer optimizer, Loss? loss = null, Dataset? data = null, Dataset? validation = null, int epochs = 10,
        int batch = 32,
        Doctor? doctor = null)
    {
        doctor ??= new();
        new Trainer(model) { Optimizer = optimizer, Loss = loss ?? new CrossEntropy(), Callbacks = [doctor], Seed = 5 }
            .Fit(data ?? Tables.Blobs(), epochs, batch, validation);
        return doctor;
    }

    private static Sequential Deep(int layers, Func<Dense> dense)
    {
        Sequential model = new([6], "deep", 3);
        for (int i = 0; i < layers; i++) model.Add(dense());
        model.Add(new Dense(3));
        return model;
    }

    [Fact]
    public void Vanishing_gradients()
    {
        Finding finding = Only(FindingKind.VanishingGradients, Run(Deep(12, () => new(16, Activation.Sigmoid)), new Sgd(0.1)));
        Assert.Equal("dense", finding.Layer);
        Assert.True(finding["scale_by_largest"] < 1e-4);
    }

    [Fact]
    public void Exploding_gradients()
    {
        Finding finding = Only(FindingKind.ExplodingGradients,
            Run(Deep(10, () => new(32, Activation.Relu) { KernelInitializer = Initializer.Normal(1) }), new Adam(1e-3)));
        Assert.True(finding["gradient_per_weight"] > 1e3);
    }

    [Fact]
    public void Dead_units()
    {
        Finding finding = Only(FindingKind.DeadUnits, Run(new Sequential([6], "dead", 3)
        {
            new Dense(16, Activation.Relu),
            new Dense(16, Activation.Relu) { BiasInitializer = Initializer.Constant(-20), Name = "hopeless" },
            new Dense(3),
        }, new Adam(1e-3)));
        Assert.Equal(("hopeless", 1.0), (finding.Layer, finding["dead"]));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void Saturated_units(string activation)
    {
        Finding finding = Only(FindingKind.SaturatedUnits, Run(new Sequential([6], "saturated", 3)
        {
            new Dense(16, Activation.Parse(activation)) { KernelInitializer = Initializer.Normal(20), Name = "flat" },
            new Dense(3),
        }, new Adam(1e-3)));
        Assert.Equal("flat", finding.Layer);
        Assert.True(finding["saturated"] > 0.8);
    }

    [Fact]
    public void A_learning_rate_that_is_too_high()
    {
        Finding finding = Only(FindingKind.LearningRateTooHigh, Run(Tables.Net(), new Sgd(10)));
        Assert.Equal(10, finding["learning_rate"]);
        Assert.Equal([FindingKind.NotANumber, FindingKind.LearningRateTooHigh],
            Run(Tables.Net(), new Sgd(100)).Findings.Select(static found => found.Kind));   // it overflows in the end
        Only(FindingKind.LearningRateTooHigh, Run(Tables.Net(), new Adam(3)));
    }

    [Fact]
    public void A_learning_rate_that_is_too_low()
    {
        Finding finding = Only(FindingKind.LearningRateTooLow, Run(Tables.Net(), new Adam(1e-7)));
        Assert.True(finding["update_per_weight"] < 1e-4);
        Only(FindingKind.LearningRateTooLow, Run(Tables.Net(), new Sgd(1e-6)));
    }

    [Fact]
    public void Not_a_number_with_the_op_the_layer_and_the_batch_and_the_weights_from_before()
    {
        // Sample 77 makes the logarithm's argument negative; the doctor looks into every seventh step, and repeats those since.
        Dataset blobs = Tables.Blobs();
        float[] inputs = blobs.Batches(blobs.Count).First().Inputs.ToArray<float>();
        inputs[77 * 6] = 40;
        Dataset data = Dataset.From(Tensor.From(inputs, [blobs.Count, 6]), [.. Enumerable.Range(0, blobs.Count).Select(blobs.LabelAt)]);
        Sequential model = new([6], "logarithm", 3) { new Formula(x => (30 - x).Log()) { Name = "logarithm" }, new Dense(8), new Dropout(0.2), new Dense(3) };
        List<string> before = [];
        Doctor doctor = new() { Every = 7 };
        Trainer trainer = new(model)
        {
            Optimizer = new Adam(0.01),
            Loss = new CrossEntropy(),
            Callbacks = [new On { StepBegin = run => before.Add(run.Model.WeightsSha256()) }, doctor],
            Seed = 6,
        };
        History history = trainer.Fit(data, 3, 8);
        Finding finding = Only(FindingKind.NotANumber, doctor);
        Assert.Matches(@"of Log in layer 'logarithm', on the batch \(samples [\d, ]+\.\.\.\), first in sample 77;", finding.Message);
        Assert.True(finding["step"] > 1, $"{finding}");
        Assert.Contains("first that is not finite", history.StoppedBecause, StringComparison.Ordinal);
        Assert.Equal(before[^1], model.WeightsSha256());
        Assert.Equal(before.Count - 1, trainer.Optimizer.Step);
    }

    [Fact]
    public void A_weight_that_is_not_a_number_though_the_last_loss_was_one()
    {
        Sequential model = new([6], "root", 3) { new Dense(8), new Formula(x => (x * 0.0).Sqrt()), new Dense(3) };
        Finding finding = Only(FindingKind.NotANumber, Run(model, new Adam(0.01)));
        Assert.Contains("while the gradients were computed", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_loss()
    {
        Sequential model = new([6], "infinite", 3) { new Dense(8, Activation.Relu), new Dense(3) };
        Finding finding = Only(FindingKind.InfiniteLoss, Run(model, new Adam(0.01), new Unsafe()));
        Assert.Contains("of Log", finding.Message, StringComparison.Ordinal);
    }

    // The logarithm of a probability that was rounded to zero.
    private sealed class Unsafe : CategoricalLoss
    {
        public override string Name => "unsafe";

        protected override Tensor OfClassNumbers(Tensor predictions, Tensor labels) =>
            -(predictions * 1e4).Softmax().GatherAlong(labels.ExpandDims(-1), -1).Log().Squeeze(-1);

        protected override Tensor OfTargets(Tensor predictions, Tensor targets) => throw new NotSupportedException();
    }

    [Fact]
    public void A_constant_output()
    {
        Only(FindingKind.ConstantOutput, Run(Tables.Net(), new Sgd(0.01) { WeightDecay = 20 }));
        Only(FindingKind.ConstantOutput,
            Run(new Sequential([6], "masked", 3) { new Dense(16, Activation.Tanh), new Formula(x => x * 0.0), new Dense(3) }, new Adam(0.01)));
    }

    [Fact]
    public void Symmetric_units()
    {
        Finding finding = Only(FindingKind.SymmetricUnits, Run(new Sequential([6], "symmetric", 3)
        {
            new Dense(16, Activation.Tanh) { KernelInitializer = Initializer.Constant(0.1), Name = "copies" },
            new Dense(3) { KernelInitializer = Initializer.Constant(0.1) },
        }, new Adam(0.01)));
        Assert.Equal(("copies", 1.0), (finding.Layer, finding["twins"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Labels_shuffled_against_inputs(bool validated)
    {
        Dataset data = Tables.Shuffled(Tables.Blobs(600));
        (Dataset fit, Dataset? validation) = validated ? data.Split(0.3, seed: 1) : (data, null);
        Finding finding = Only(FindingKind.ShuffledLabels, Run(Tables.Net(), new Adam(0.003), data: fit, validation: validation));
        Assert.True(finding["neighbour_gain"] < 0.1);
    }

    [Fact]
    public void Unnormalized_inputs()
    {
        Finding finding = Only(FindingKind.UnnormalizedInputs, Run(Tables.Net(), new Adam(0.01), data: Tables.Scaled(Tables.Blobs(), 300)));
        Assert.True(finding["greatest_rms"] > 100);
        Only(FindingKind.UnnormalizedInputs, Run(Tables.Net(), new Adam(0.01), data: Tables.Scaled(Tables.Blobs(), 1e-4f)));
    }

    [Fact]
    public void Class_imbalance()
    {
        Dataset data = Tables.Blobs(900);
        Dataset rare = data.Subset([.. Enumerable.Range(0, 900).Where(i => data.LabelAt(i) != 2 || i % 20 == 2)]);
        Finding finding = Only(FindingKind.ClassImbalance, Run(Tables.Net(), new Adam(0.01), data: rare));
        Assert.Equal(300, finding["most"]);
        Assert.Empty(Run(Tables.Net(), new Adam(0.01), new CrossEntropy { ClassWeights = rare.BalancedClassWeights() }, rare).Findings);
    }

    [Fact]
    public void Overfitting()
    {
        Dataset noisy = Tables.Shuffled(Tables.Blobs(240, spread: 2), every: 3);
        (Dataset fit, Dataset validation) = noisy.Split(0.5, seed: 2);
        Finding finding = Only(FindingKind.Overfitting, Run(Tables.Net(128), new Adam(0.01), data: fit, validation: validation, epochs: 60));
        Assert.True(finding["validation_loss"] > 2 * finding["training_loss"]);
    }

    [Fact]
    public void Underfitting()
    {
        Finding finding = Only(FindingKind.Underfitting,
            Run(new Sequential([2], "line", 3) { new Dense(2) }, new Adam(0.03), data: Tables.Rings(), epochs: 20));
        Assert.True(finding["neighbour_gain"] > 0.8 && finding["training_gain"] < 0.1);
    }

    /// <summary>Two classes are as much to a single logit as the same answers in a column.</summary>
    [Fact]
    public void Underfitting_of_a_single_logit()
    {
        Doctor Of(Dataset data) => Run(new Sequential([2], "line", 3) { new Dense(1) }, new Adam(0.03), new BinaryCrossEntropy(), data, epochs: 20);
        Assert.Equal(Only(FindingKind.Underfitting, Of(Tables.AsNumbers(Tables.Rings()))).ToString(), Of(Tables.Rings()).ToString()[3..]);
    }

    [Fact]
    public void An_output_activation_that_does_not_fit_the_loss()
    {
        Sequential Ending(Activation activation, int units = 3) => new([6], "ending", 3) { new Dense(16, Activation.Relu),
            new Dense(units, activation) { Name = "last" } };
        Assert.Equal("last", Only(FindingKind.OutputActivation, Run(Ending(Activation.Softmax()), new Adam(0.01))).Layer);
        Only(FindingKind.OutputActivation, Run(Ending(Activation.Linear), new Adam(0.01), new CrossEntropy { FromLogits = false }));
        Only(FindingKind.OutputActivation, Run(Ending(Activation.Relu), new Adam(0.01)));
        Only(FindingKind.OutputActivation, Run(Ending(Activation.Sigmoid, 1), new Adam(0.01), new MeanSquaredError(), Tables.Line()));
        Assert.Empty(Run(Ending(Activation.Softmax()), new Adam(0.01), new CrossEntropy { FromLogits = false }).Findings);
    }

    [Fact]
    public void A_layer_that_no_gradient_reaches()
    {
        Finding finding = Only(FindingKind.UnreachedLayer, Run(new Sequential([6], "cut", 3)
        {
            new Dense(16, Activation.Relu) { Name = "below" },
            new Formula(x => x.Greater(0).Cast(DType.Float32)),
            new Dense(3),
        }, new Adam(0.01)));
        Assert.Equal("below", finding.Layer);
    }

    [Fact]
    public void Batch_normalization_of_one_sample() => Only(FindingKind.BatchNormalizationOfOne,
        Run(new Sequential([6], "one", 3) { new Dense(16), new BatchNormalization(), new ActivationLayer(Activation.Relu), new Dense(3) }, new Adam(0.003),
            epochs: 3,
            batch: 1));

    [Fact]
    public void Dropout_that_is_too_strong()
    {
        Finding finding = Only(FindingKind.DropoutTooStrong, Run(new Sequential([6], "dropped", 3)
        {
            new Dense(16, Activation.Relu),
            new Dropout(0.95) { Name = "too_much" },
            new Dense(3),
        }, new Adam(0.003), epochs: 15));
        Assert.Equal(("too_much", 0.95), (finding.Layer, finding["rate"]));
    }

    [Fact]
    public void Held_out_data_in_training()
    {
        Dataset data = Tables.Blobs();
        Finding finding = Only(FindingKind.HeldOutDataInTraining, Run(Tables.Net(), new Adam(0.01), data: data, validation: data.Subset([1, 5, 9, 30, 200])));
        Assert.Equal(5, finding["shared"]);
    }

    [Fact]
    public void A_run_with_a_doctor_has_the_weights_of_one_without()
    {
        string Train(params Callback[] callbacks)
        {
            Trainer trainer = Small.Trainer(null, callbacks);
            trainer.Fit(Small.Data(), 4, 8, Small.Data(20, 2));
            return trainer.Model.WeightsSha256() + Small.WithoutSeconds(trainer.History);
        }

        Assert.Equal(Train(), Train(new Doctor { Every = 3 }));
    }

    [Fact]
    public void Each_kind_is_told_of_once_when_it_is_first_seen()
    {
        List<Finding> told = [];
        Run(Tables.Net(), new Sgd(10), doctor: new() { Found = told.Add });
        Assert.Equal([FindingKind.LearningRateTooHigh], told.Select(finding => finding.Kind));
    }
}

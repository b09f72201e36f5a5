namespace Hebb.Networks.Tests.Saving;

public sealed class ModelSavingTests
{
    private static readonly LayerRegistry s_registry = LayerRegistry.Default.With("GatedLinear", config => new GatedLinear((int)config["units"]!));

    [Fact]
    public void A_stack_of_every_kind_of_layer_predicts_the_same_bits_after_loading()
    {
        Sequential model = new([10, 10, 2], "everything", seed: 7)
        {
            new Rescaling(1 / 255.0, -0.5),
            new Conv2D(4, (3, 2), Activation.LeakyRelu(0.1)) { Padding = Padding.Same, UseBias = false, KernelInitializer = Initializer.HeNormal },
            new BatchNormalization { Momentum = 0.9, UnbiasedRunningVariance = true, Center = false },
            Activation.Elu(0.5),
            new MaxPooling2D(2),
            new Conv2D(3, 2) { Dilation = 2, BiasInitializer = Initializer.Constant(0.25), Algorithm = ConvolutionAlgorithm.Direct },
            new AveragePooling2D(2) { Stride = 1, Padding = Padding.Same },
            new Dropout(0.3),
            new Reshape(-1, 3),
            new Dense(5, Activation.Gelu) { UseBias = false },
            new Flatten(),
            new Dense(3) { Name = "logits" },
        };
        model.ClassNames = ["ant", "größe", ""];
        Train(model, Tensor.Normal([4, 10, 10, 2], seed: 1));
        Model loaded = RoundTrip(model);
        SamePredictions(model, loaded, Tensor.Normal([3, 10, 10, 2], seed: 2));
        Assert.Equal(("everything", 7UL), (loaded.Name, loaded.Seed));
        Assert.Equal(model.ClassNames, loaded.ClassNames);
        Assert.Equal(model.Summary().ToString(), loaded.Summary().ToString());
        Assert.Equal(model.Layers.Select(layer => layer.ToString()), ((Sequential)loaded).Layers.Select(layer => layer.ToString()));
        Assert.Equal(model.Weights.Select(weight => weight.Name), loaded.Weights.Select(weight => weight.Name));
        Assert.Equal([ConvolutionAlgorithm.Auto, ConvolutionAlgorithm.Direct],
            ((Sequential)loaded).Layers.OfType<Conv2D>().Select(layer => layer.Algorithm));
    }

    [Fact]
    public void A_graph_with_shared_layers_branches_bare_ops_and_two_outputs_predicts_the_same_bits_after_loading()
    {
        Tensor left = Model.Input([6]), right = Model.Input([6]);
        Dense shared = new(4, Activation.Tanh);
        Tensor a = left.Apply(shared), b = right.Apply(shared);
        Tensor joined = new Concatenate().Call(a, b, (a - b).Square() * 0.5);
        Tensor sum = new Add().Call(a, b).Relu();
        Functional model = new([left, right], [joined.Apply(new Dense(2)), 1.0 - sum.Mean(axis: -1, keepDims: true)], "siamese");
        Functional loaded = (Functional)RoundTrip(model);
        Tensor x = Tensor.Normal([3, 6], seed: 1), y = Tensor.Normal([3, 6], seed: 2);
        (Tensor[] expected, Tensor[] actual) = (model.PredictAll([x, y]), loaded.PredictAll([x, y]));
        Assert.Equal(2, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i].ToArray<float>(), actual[i].ToArray<float>());
        Assert.Equal(model.Layers.Count, loaded.Layers.Count);
        Assert.Equal(model.Weights.Count(), loaded.Weights.Count());
    }

    [Fact]
    public void Models_nest_and_an_inner_one_may_be_shared()
    {
        Sequential inner = new([4], "encoder", seed: 3) { new Dense(4, Activation.Relu), new Dropout(0.5), new BatchNormalization() };
        Tensor x = Model.Input([4]);
        Functional model = new(x, x.Apply(inner).Apply(inner).Apply(new Dense(2)), "outer", seed: 5);
        Train(model, Tensor.Normal([8, 4], seed: 1));
        Model loaded = RoundTrip(model);
        SamePredictions(model, loaded, Tensor.Normal([5, 4], seed: 2));
        Assert.Contains("encoder/dense/kernel", loaded.Weights.Select(weight => weight.Name));

        Sequential stack = new([4]) { inner, new Dense(1) };
        SamePredictions(stack, RoundTrip(stack), Tensor.Normal([5, 4], seed: 2));
    }

    [Fact]
    public void A_layer_of_ones_own_is_saved_and_loaded()
    {
        Sequential model = new([3]) { new GatedLinear(4), new GatedLinear(2) };
        Train(model, Tensor.Normal([8, 3], seed: 1));
        SamePredictions(model, RoundTrip(model, s_registry), Tensor.Normal([5, 3], seed: 2));
    }

    [Fact]
    public void A_layer_that_configures_nothing_is_told_apart_on_loading()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "silent.hebb");
        new Sequential([4], "silent") { new Silent(3) }.Save(path);
        LayerRegistry registry = LayerRegistry.Default.With("Silent", config => new Silent((int)config["units"]!));
        Snapshot.Throws<DataException>("load_silent", () => Model.Load(path, registry), hide: folder.Path);
        Assert.Equal([2, 3], Model.Load(path, LayerRegistry.Default.With("Silent", _ => new Silent(3))).Predict(Tensor.Ones([2, 4])).Shape);
    }

    private sealed class Silent(int units) : Layer
    {
        private Parameter _kernel = null!;

        protected override void Build(Shape input) => _kernel = AddParameter("kernel", [input[^1], units], Initializer.GlorotUniform);

        protected override Tensor Forward(Tensor x) => x.MatMul(_kernel);
    }

    [Fact]
    public void What_could_not_be_loaded_is_not_saved()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "deep.hebb");
        Sequential deep = new([2], "deep") { new Dense(2) };
        for (int level = 0; level < 20; level++) deep = new([2], "deep") { deep };
        deep.Save(path);
        SamePredictions(deep, Model.Load(path), Tensor.Ones([1, 2]));
        for (int level = 0; level < 20; level++) deep = new([2], "deep") { deep };
        byte[] before = File.ReadAllBytes(path);
        Snapshot.Throws<UsageException>("save_too_deep", () => deep.Save(path));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_is_frozen_stays_frozen()
    {
        GatedLinear gated = new(4);
        Sequential model = new([3]) { gated, new Dense(2) };
        gated.Gate.Trainable = false;
        model.Layers[1].Trainable = false;
        Model loaded = RoundTrip(model, s_registry);
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name), loaded.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(3, loaded.Parameters.Count);
    }

    [Fact]
    public void Float64_and_other_types_survive()
    {
        Tensor x = Model.Input([3], DType.Float64);
        Functional model = new(x, x.Apply(new Dense(2)) * 0.1, "double");
        Model loaded = RoundTrip(model);
        Tensor input = Tensor.From([0.1, -2, 3], [1, 3]);
        Assert.Equal(model.Predict(input).ToArray<double>(), loaded.Predict(input).ToArray<double>());
        Assert.All(loaded.Weights, weight => Assert.Equal(DType.Float64, weight.DType));
    }

    [Fact]
    public void Dropout_goes_on_where_it_stopped()
    {
        Sequential model = new([32], seed: 9) { new Dropout(0.5) };
        Tensor x = Tensor.Ones([2, 32]);
        Train(model, x);
        Model loaded = RoundTrip(model);
        Assert.Equal(InTraining(model, x), InTraining(loaded, x));
        Assert.NotEqual(InTraining(model, x), InTraining(model, x));
    }

    [Fact]
    public void Training_goes_on_the_same_after_loading()
    {
        Sequential model = new([4], seed: 2) { new Dense(8, Activation.Relu), new Dropout(0.2), new BatchNormalization(), new Dense(1) };
        Tensor x = Tensor.Normal([8, 4], seed: 1);
        Model loaded = RoundTrip(model);
        for (int i = 0; i < 3; i++)
        {
            Train(model, x);
            Train(loaded, x);
        }
        SamePredictions(model, loaded, x);
    }

    [Fact]
    public void Equal_models_give_equal_files()
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["a.hebb", "b.hebb"]) new Sequential([4], seed: 1) { new Dense(3) }.Save(folder.File(name));
        Assert.Equal(File.ReadAllBytes(folder.File("a.hebb")), File.ReadAllBytes(folder.File("b.hebb")));
    }

    [Fact]
    public void A_snapshot_does_not_change_while_the_model_trains()
    {
        Sequential model = new([4]) { new Dense(8, Activation.Relu), new BatchNormalization(), new Dense(1) };
        Tensor x = Tensor.Normal([8, 4], seed: 1);
        Train(model, x);
        float[] before = model.Predict(x).ToArray<float>();
        Model snapshot = model.Snapshot();
        Train(model, x);
        Assert.Equal(before, snapshot.Predict(x).ToArray<float>());
        Assert.NotEqual(before, model.Predict(x).ToArray<float>());
    }

    [Fact]
    public void Weights_alone_go_to_an_equal_model_and_to_no_other()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("weights.safetensors");
        Sequential model = new([4], seed: 1) { new Dense(3), new Dense(2) };
        model.SaveWeights(path);
        Sequential equal = new([4], seed: 2) { new Dense(3), new Dense(2) };
        equal.LoadWeights(path);
        SamePredictions(model, equal, Tensor.Normal([5, 4], seed: 2));
        Snapshot.Errors("load_weights_errors",
        [
            ("a weight is missing", () => new Sequential([4]) { new Dense(3), new Dense(2), new Dense(1) }.LoadWeights(path)),
            ("a weight is left over", () => new Sequential([4]) { new Dense(3) }.LoadWeights(path)),
            ("another shape", () => new Sequential([4]) { new Dense(3), new Dense(5) }.LoadWeights(path)),
        ], hide: folder.Path);
    }

    [Fact]
    public void The_architecture_reads_well()
    {
        Tensor image = Model.Input([8, 8, 1]);
        Tensor x = image.Apply(new Conv2D(2, 3, Activation.Relu) { Padding = Padding.Same });
        Functional model = new(image, (x + image * 2.0).Apply(new GlobalAveragePooling2D()).Apply(new Dense(3) { Trainable = false }), "reads_well",
            seed: 1) { ClassNames = ["a", "b", "c"] };
        Snapshot.Matches("architecture", System.Text.Encoding.UTF8.GetString(ArchitectureWriter.Write(model)));
    }

    [Fact]
    public void What_a_file_cannot_hold_is_refused_on_saving()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.hebb");
        Tensor x = Model.Input([4]);
        Dense dense = new(4);
        Sequential inner = new([4], "inner") { dense };
        Snapshot.Errors("save_errors",
        [
            ("a constant tensor", () => new Functional(x, x + Tensor.Ones([4])).Save(path)),
            ("a variable", () => new Functional(x, x * new Variable(Tensor.Scalar(2), "factor")).Save(path)),
            ("an op that only layers use", () => new Functional(x, Op.Apply(new DropoutOp(0.5, 1), x, Tensor.Scalar(0, DType.Int64))).Save(path)),
            ("a layer in two models", () => new Functional(x, x.Apply(inner).Apply(dense), "outer").Save(path)),
        ], hide: folder.Path);
        Assert.Empty(folder.Files);
    }

    private static Model RoundTrip(Model model, LayerRegistry? registry = null)
    {
        using TemporaryFolder folder = new();
        model.Save(folder.File("model.hebb"));
        return Model.Load(folder.File("model.hebb"), registry);
    }

    private static void SamePredictions(Model expected, Model actual, Tensor x) =>
        Assert.Equal(expected.Predict(x).ToArray<float>(), actual.Predict(x).ToArray<float>());

    // One step by hand, so that weights, running averages and counters are not what they start as.
    private static void Train(Model model, Tensor x)
    {
        using var tape = GradientTape.Begin();
        Tensor loss = model.Call(x).Square().Mean();
        IReadOnlyList<Parameter> parameters = model.Parameters;
        if (parameters.Count == 0) return;
        Gradients gradients = tape.Gradient(loss, parameters);
        foreach (Parameter parameter in parameters) parameter.Assign(parameter - gradients[parameter] * 0.1);
    }

    private static float[] InTraining(Model model, Tensor x)
    {
        using var tape = GradientTape.Begin();
        return model.Call(x).ToArray<float>();
    }
}

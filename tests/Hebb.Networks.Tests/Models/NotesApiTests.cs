namespace Hebb.Networks.Tests.Models;

/// <summary>What the course notes do with Keras, line by line (A221 to A235).</summary>
public sealed class NotesApiTests
{
    private static Sequential TwoThreeFour() => new([3], "notes", seed: 1)
    {
        new Dense(2, Activation.Relu) { Name = "layer1" },
        new Dense(3, Activation.Relu) { Name = "layer2" },
        new Dense(4) { Name = "layer3" },
    };

    [Fact]   // A221, A223
    public void Tensors_have_any_number_of_axes()
    {
        Assert.Equal([0, 1, 2, 3, 4], ((Tensor[])[Tensor.Scalar(7), Tensor.From(1f, 2), Tensor.Zeros([2, 3]), Tensor.Ones([2, 3, 4]), Tensor.Zeros([1, 2, 3, 4])]).Select(t => t.Rank));
        Assert.Equal([3f, 8], (Tensor.From(1f, 2) * Tensor.From(3f, 4)).ToArray<float>());            // np.multiply
        Assert.Equal([2, 3], Tensor.Normal([2, 3], seed: 1).Shape.Span.ToArray());                    // np.random.randn
        Assert.All(Tensor.Uniform([100], seed: 1).ToArray<float>(), value => Assert.InRange(value, 0, 1));   // np.random.rand
    }

    [Fact]   // A226
    public void The_stack_of_two_three_and_four_units_takes_ones_of_three_by_three()
    {
        Sequential model = TwoThreeFour();
        Tensor y = model.Call(Tensor.Ones([3, 3]));
        Assert.Equal([3, 4], y.Shape.Span.ToArray());
        float[] values = y.ToArray<float>();
        Assert.Equal(values[..4], values[8..]);   // equal rows give equal rows
        Assert.All(model.Call(Tensor.Zeros([3, 3])).ToArray<float>(), value => Assert.Equal(0, value));   // the biases start at zero
    }

    [Fact]   // A227: layer3(layer2(layer1(x))); the notes write model(keras.layers.Layer3(...))
    public void Layers_can_be_called_one_inside_the_other()
    {
        Sequential model = TwoThreeFour();
        (Layer layer1, Layer layer2, Layer layer3) = (model.Layers[0], model.Layers[1], model.Layers[2]);
        Tensor x = Tensor.Normal([5, 3], seed: 2);
        Assert.Equal(model.Call(x).ToArray<float>(), layer3.Call(layer2.Call(layer1.Call(x))).ToArray<float>());
        Assert.Equal(model.Call(x).ToArray<float>(), x.Apply(layer1).Apply(layer2).Apply(layer3).ToArray<float>());
    }

    [Fact]   // A228
    public void A_stack_is_listed_counted_added_to_and_popped()
    {
        Sequential model = new([3]);
        model.Add(new Dense(2));
        model.Add(new Dense(3));
        model.Add(Activation.Relu);
        Assert.Equal((3, "dense_2"), (model.Layers.Count, model.Layers[1].Name));
        Assert.IsType<ActivationLayer>(model.Pop());
        Assert.Equal((2, 3), (model.Layers.Count, model.Outputs[0].Shape[1]));
        model.Pop();
        model.Pop();
        Assert.Empty(model.Layers);
    }

    [Fact]   // A229: (1, 4) times (4, 3) plus (3); the notes' picture has a 3 x 3 matrix, which does not fit
    public void A_dense_layer_has_a_kernel_and_a_bias_once_it_has_seen_its_input()
    {
        Dense layer = new(3);
        Assert.Empty(layer.Weights);
        Tensor y = layer.Call(Tensor.Ones([1, 4]));
        Assert.Equal([1, 3], y.Shape.Span.ToArray());
        Assert.Equal(["[4, 3]", "[3]"], layer.Weights.Select(weight => weight.Shape.ToString()));
        Assert.Equal((Tensor.Ones([1, 4]).MatMul(layer.Kernel) + layer.Bias!).ToArray<float>(), y.ToArray<float>());
        Assert.Throws<ShapeException>(() => layer.Call(Tensor.Ones([1, 3])));
    }

    [Fact]   // A230
    public void The_functional_example_of_784_inputs_is_a_graph()
    {
        Tensor input = Model.Input([784]);
        Functional model = new(input, input.Apply(new Dense(64, Activation.Relu)).Apply(new Dense(64, Activation.Relu)).Apply(new Dense(10)), "mnist_model");
        Assert.Equal((784 * 64) + 64 + (64 * 64) + 64 + (64 * 10) + 10, model.Summary().TrainedParameters);
        Assert.Equal([2, 10], model.Predict(Tensor.Zeros([2, 784])).Shape.Span.ToArray());
    }

    [Fact]   // A017, A230
    public void Several_inputs_and_outputs_and_a_shared_layer()
    {
        Tensor image = Model.Input([4]), radar = Model.Input([4]), extra = Model.Input([2]);
        Dense shared = new(3, Activation.Tanh) { Name = "shared" };
        Tensor both = new Concatenate().Call(shared.Call(image), shared.Call(radar), extra);
        Functional model = new([image, radar, extra], [both.Apply(new Dense(2)), both.Apply(new Dense(1, Activation.Sigmoid))]);
        Assert.Single(model.Layers, layer => layer.Name == "shared");
        Assert.Equal((4 * 3) + 3 + (8 * 2) + 2 + (8 * 1) + 1, model.Summary().TrainedParameters);
        Tensor a = Tensor.Normal([5, 4], seed: 1), b = Tensor.Normal([5, 2], seed: 2);
        Tensor[] outputs = model.PredictAll([a, a, b]);
        Assert.Equal(["[5, 2]", "[5, 1]"], outputs.Select(output => output.Shape.ToString()));
        float[] halves = new Functional([image, radar, extra], [both]).PredictAll([a, a, b])[0].ToArray<float>();
        Assert.Equal(halves[..3], halves[3..6]);   // the same weights, the same input
    }

    [Fact]   // A231: a layer is state and computation, and made of layers
    public void Layers_are_composed_of_layers()
    {
        Sequential model = new([4], seed: 3) { new GatedLinear(5), new Dense(2) };
        Assert.Equal(["gated_linear/scale", "gated_linear/dense/kernel", "gated_linear/dense/bias", "gated_linear/dense_2/kernel", "gated_linear/dense_2/bias",
            "dense/kernel", "dense/bias"], model.Weights.Select(weight => weight.Name));
        Assert.Equal([3, 2], model.Call(Tensor.Ones([3, 4])).Shape.Span.ToArray());
    }

    [Fact]   // A232
    public void Where_a_stack_does_not_apply_the_error_says_so() => Snapshot.Errors("sequential_misuse",
    [
        ("a layer of two inputs", () => _ = new Sequential([3]) { new Dense(2), new Add() }),
        ("two inputs for a stack", () => TwoThreeFour().Call(Tensor.Ones([1, 3]), Tensor.Ones([1, 3]))),
        ("an input that is computed", () => _ = new Sequential(Model.Input([3]) * 2.0)),
        ("an input of values", () => _ = new Sequential(Tensor.Ones([1, 3]))),
        ("nothing to pop", () => new Sequential([3]).Pop()),
    ]);

    [Fact]
    public void A_stack_of_another_type_is_saved_and_loaded_as_such()
    {
        using TemporaryFolder folder = new();
        Sequential model = new(Model.Input([3], DType.Float64), "double", seed: 5) { new Dense(2) };
        model.Save(folder.File("double.hebb"));
        Tensor x = Tensor.Normal([4, 3], seed: 1).Cast(DType.Float64);
        Model loaded = Model.Load(folder.File("double.hebb"));
        Assert.Equal(DType.Float64, loaded.Predict(x).DType);
        Assert.Equal(model.Predict(x).ToArray<double>(), loaded.Predict(x).ToArray<double>());
    }

    [Fact]   // A235: does a mini-batch fit?
    public void The_summary_tells_the_memory_that_a_batch_needs()
    {
        ModelSummary summary = TwoThreeFour().Summary();
        Assert.Equal(((3 * 2) + 2 + (2 * 3) + 3 + (3 * 4) + 4) * 4, summary.WeightBytes);
        Assert.InRange(summary.ActivationBytes, (2 + 3 + 4) * 4, 10 * (2 + 3 + 4) * 4);
    }

    [Fact]   // A045: n[0] to n[4] are 3, 5, 5, 3, 1; A036: two layers; and one without a bias
    public void The_table_of_shapes_has_both_conventions()
    {
        Sequential deep = new([3]) { new Dense(5, Activation.Relu), new Dense(5, Activation.Relu), new Dense(3, Activation.Relu), new Dense(1) };
        Sequential two = new([2]) { new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid) }, unbiased = new([3]) { new Dense(1) { UseBias = false } };
        Snapshot.Matches("shapes", string.Join("\n\n", ((Sequential[])[deep, two, unbiased]).Select(model => model.ExplainShapes(samples: 10))));
        Snapshot.Errors("shapes_errors", [("no samples", () => two.ExplainShapes(samples: 0)), ("less than none", () => two.ExplainShapes(samples: -1))]);
    }
}

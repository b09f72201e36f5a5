namespace Hebb.Networks.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public void The_stack_of_the_design_runs_as_it_is_written_there()
    {
        var model = new Sequential([28, 28, 1])
        {
            new Rescaling(1 / 255.0),
            new Conv2D(6, 5, Activation.Relu) { Padding = Padding.Same },
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(10),
        };
        Tensor probabilities = model.Predict(Tensor.Ones([3, 28, 28, 1])).Softmax(axis: -1);
        Assert.Equal([3, 10], probabilities.Shape.Span.ToArray());
        Assert.All(probabilities.Sum(-1).ToArray<float>(), sum => Assert.Equal(1, sum, 1e-6f));
    }

    [Fact]
    public void The_residual_block_of_the_design_runs_as_it_is_written_there()
    {
        Tensor image = Model.Input([32, 32, 3]);
        Tensor shortcut = image.Apply(new Conv2D(64, 1));
        Tensor x = image.Apply(new Conv2D(64, 3) { Padding = Padding.Same, UseBias = false }).Apply(new BatchNormalization()).Relu();
        var block = new Functional(image, (x + shortcut).Relu());
        Assert.Equal([2, 32, 32, 64], block.Predict(Tensor.Ones([2, 32, 32, 3])).Shape.Span.ToArray());
    }

    [Fact]
    public void The_custom_loop_of_the_design_learns()
    {
        Sequential model = new([8]) { new GatedLinear(16), new Dense(3) };
        CrossEntropy crossEntropy = new();
        Adam optimizer = new(0.05);
        (Tensor inputs, Tensor labels) = (Tensor.Normal([12, 8], seed: 1), Tensor.From([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], [12]));
        double first = 0, last = 0;
        for (int step = 0; step < 60; step++)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = crossEntropy.Call(model.Call(inputs), labels);
            optimizer.Apply(tape.Gradient(loss, model.Parameters).ClipByGlobalNorm(1));
            last = loss.ToScalar();
            if (step == 0) first = last;
        }
        Assert.True(last < 0.1 * first, $"{first} {last}");
    }

    [Fact]
    public void Layers_are_named_by_type_and_number_and_weights_by_path()
    {
        Sequential model = new([6, 6, 1]) { new Conv2D(2, 3), new MaxPooling2D(2), new Flatten(), new Dense(4), new Dense(3) { Name = "logits" }, new Dense(2),
            new GatedLinear(2) };
        Assert.Equal(["conv2d", "max_pooling2d", "flatten", "dense", "logits", "dense_2", "gated_linear"], model.Layers.Select(layer => layer.Name));
        Assert.Equal(["conv2d/kernel", "conv2d/bias", "dense/kernel", "dense/bias", "logits/kernel", "logits/bias", "dense_2/kernel", "dense_2/bias",
            "gated_linear/scale", "gated_linear/dense/kernel", "gated_linear/dense/bias", "gated_linear/dense_2/kernel", "gated_linear/dense_2/bias"],
            model.Weights.Select(weight => weight.Name));
    }

    [Fact]
    public void Initial_values_depend_on_the_seed_and_the_path_alone()
    {
        float[] First(Layer layer, ulong seed) => new Sequential([4], seed: seed) { layer }.Weights.First().ToArray<float>();
        Assert.Equal(First(new Dense(3), 1), First(new Dense(3), 1));
        Assert.NotEqual(First(new Dense(3), 1), First(new Dense(3), 2));
        Assert.NotEqual(First(new Dense(3), 1), First(new Dense(3) { Name = "other" }, 1));
    }

    [Fact]
    public void A_layer_may_stand_in_a_stack_twice_and_has_its_weights_once()
    {
        Dense shared = new(4);
        Sequential model = new([4]) { shared, Activation.Relu, shared };
        Assert.Equal(2, model.Parameters.Count);
        Assert.Equal(2, model.Weights.Count());
        using TemporaryFolder folder = new();
        model.Save(folder.File("model.hebb"));
        Tensor x = Tensor.Normal([3, 4], seed: 1);
        Assert.Equal(model.Predict(x).ToArray<float>(), Model.Load(folder.File("model.hebb")).Predict(x).ToArray<float>());
    }

    [Fact]
    public void Popping_takes_the_top_layer_off()
    {
        Sequential model = new([4]) { new Dense(3), new Dense(2) };
        Layer top = model.Pop();
        Assert.Equal("dense_2", top.Name);
        Assert.Equal([5, 3], model.Predict(Tensor.Ones([5, 4])).Shape.Span.ToArray());
        model.Pop();
        Assert.Throws<UsageException>(() => model.Pop());
    }

    [Fact]
    public void A_layer_that_does_not_fit_leaves_the_stack_as_it_was()
    {
        Sequential model = new([4]) { new Dense(3) };
        Assert.Throws<ShapeException>(() => model.Add(new Conv2D(1, 3)));
        Assert.Single(model.Layers);
        Assert.Equal([5, 3], model.Predict(Tensor.Ones([5, 4])).Shape.Span.ToArray());
    }

    [Fact]
    public void Models_that_could_not_work_are_refused()
    {
        Sequential model = new([4], "circle") { new Dense(4) };
        Sequential around = new([4], "around") { model };
        Tensor x = Model.Input([4]);
        Snapshot.Errors("model_errors",
        [
            ("a model in itself", () => model.Add(model)),
            ("a model around itself", () => model.Add(around)),
            ("an input twice", () => _ = new Functional([x, x], [x.Relu()])),
            ("a parameter made in Forward", () => _ = new Sequential([4], "late") { new Late() }),
            ("a layer that gives nothing", () => _ = new Sequential([4], "nothing") { new Nothing() }),
            ("a decision by a value", () => _ = new Sequential([4], "decides") { new Decides() }),
            ("a rescaling by nothing", () => _ = new Rescaling(double.NaN)),
        ]);
        Assert.Single(model.Layers);
        Assert.Equal([2, 4], around.Predict(Tensor.Ones([2, 4])).Shape);
    }

    private sealed class Nothing : Layer
    {
        protected override Tensor Forward(Tensor x) => null!;
    }

    private sealed class Decides : Layer
    {
        protected override Tensor Forward(Tensor x) => x.Sum().ToScalar() > 0 ? x : -x;
    }

    private sealed class Late : Layer
    {
        protected override Tensor Forward(Tensor x) => x * AddParameter("scale", [1], Initializer.Ones);
    }

    [Fact]
    public void Predicting_in_batches_gives_what_one_batch_gives()
    {
        Sequential model = new([4]) { new Dense(3, Activation.Tanh), new BatchNormalization(), new Dropout(0.5) };
        Tensor x = Tensor.Normal([10, 4], seed: 1);
        Assert.Equal(model.Predict(x).ToArray<float>(), model.Predict(x, batch: 3).ToArray<float>());
    }

    [Fact]
    public void Two_equal_dropouts_drop_different_elements()
    {
        Tensor x = Model.Input([64]);
        Functional model = new([x], [x.Apply(new Dropout(0.5)), x.Apply(new Dropout(0.5))]);
        using var scope = TensorScope.Training();
        Tensor[] outputs = model.CallAll(Tensor.Ones([1, 64]));
        Assert.NotEqual(outputs[0].ToArray<float>(), outputs[1].ToArray<float>());
    }

    [Fact]
    public void A_layer_that_another_model_named_gets_a_new_name_where_its_own_is_taken()
    {
        Dense shared = new(4), chosen = new(4) { Name = "mine" };
        Sequential first = new([4]) { shared, chosen };
        Sequential second = new([4]) { new Dense(4), shared };
        Assert.Equal(["dense", "dense_2"], second.Layers.Select(layer => layer.Name));
        Assert.Equal(first.Predict(Tensor.Ones([1, 4])).Shape, second.Predict(Tensor.Ones([1, 4])).Shape);
        Assert.Throws<OptionException>(() => new Sequential([4]) { new Dense(4) { Name = "mine" }, chosen });
    }

    [Fact]
    public void A_model_put_together_inside_a_tape_starts_as_one_outside()
    {
        float[] Start(Sequential model) => [.. model.Weights.Where(weight => weight.DType == DType.Float32).SelectMany(weight => weight.ToArray<float>())];
        float[] outside = Start(new([4], seed: 1) { new Dense(3), new BatchNormalization(), new Dropout(0.5) });
        using var tape = GradientTape.Begin();
        Sequential inside = new([4], seed: 1) { new Dense(3), new BatchNormalization(), new Dropout(0.5) };
        Assert.Equal(outside, Start(inside));
        Assert.Equal(3, tape.Gradient(inside.Call(Tensor.Normal([5, 4], seed: 2)).Square().Sum(), inside.Parameters)[inside.Parameters[1]].Count);
    }

    [Fact]
    public void A_model_knows_the_activation_that_it_ends_in()
    {
        Tensor x = Model.Input([4]);
        Sequential probabilities = new([4]) { new Dense(3), Activation.Softmax() };
        Assert.Equal(Activation.Softmax(), probabilities.Ending);
        Assert.Equal(Activation.Softmax(), new Sequential([4]) { probabilities }.Ending);
        Assert.Equal(Activation.Sigmoid, new Sequential([4]) { new Dense(1, Activation.Sigmoid) }.Ending);
        Assert.Equal(Activation.Linear, new Sequential([4]) { new Dense(1) }.Ending);
        Assert.Equal(Activation.Softmax(), new Functional(x, x.Apply(new Dense(3)).Softmax()).Ending);
        Assert.Equal(Activation.Sigmoid, new Functional(x, x.Sigmoid()).Ending);
        Assert.Null(new Functional(x, x * 2.0).Ending);
    }

    [Fact]
    public void Many_threads_predict_at_once_and_get_the_same_bits()
    {
        Sequential model = new([6, 6, 1]) { new Conv2D(4, 3, Activation.Relu), new BatchNormalization(), new Flatten(), new Dense(3) };
        Tensor x = Tensor.Normal([8, 6, 6, 1], seed: 1);
        float[] expected = model.Predict(x).ToArray<float>();
        Parallel.For(0, 32, _ => Assert.Equal(expected, model.Predict(x).ToArray<float>()));
    }

    [Fact]
    public void Merges_compute_what_they_are_called()
    {
        (Tensor a, Tensor b) = (Tensor.From([1f, -2f, 3f], [1, 3]), Tensor.From([4f, 5f, -6f], [1, 3]));
        Assert.Equal([5f, 3f, -3f], new Add().Call(a, b).ToArray<float>());
        Assert.Equal([2.5f, 1.5f, -1.5f], new Average().Call(a, b).ToArray<float>());
        Assert.Equal([4f, 5f, 3f], new Maximum().Call(a, b).ToArray<float>());
        Assert.Equal([4f, -10f, -18f], new Multiply().Call(a, b).ToArray<float>());
        Assert.Equal([-3f, -7f, 9f], new Subtract().Call(a, b).ToArray<float>());
        Assert.Throws<ShapeException>(() => new Subtract().Call(a, b, a));
        Assert.Throws<ShapeException>(() => new Multiply().Call(a, Tensor.Ones([1, 1])));
    }
}

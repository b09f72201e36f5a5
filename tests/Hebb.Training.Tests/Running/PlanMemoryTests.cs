namespace Hebb.Training.Tests.Running;

/// <summary>The memory of the networks that Hebb is measured on, at the batch sizes it is measured with.</summary>
public sealed class PlanMemoryTests
{
    [Theory]
    [InlineData("tiny mlp")]
    [InlineData("mlp")]
    [InlineData("wide mlp")]
    [InlineData("lenet5")]
    [InlineData("mnist cnn")]
    [InlineData("autoencoder")]
    [InlineData("resnet20")]
    [InlineData("vgg small")]
    public void The_slab_is_within_two_percent_of_what_is_alive_at_once(string name)
    {
        (Model Model, int Batch, Optimizer Optimizer) network = name switch
        {
            "tiny mlp" => (Mlp(4, 16, 3), 32, new Adam()),
            "mlp" => (Mlp(784, 128, 10), 32, new Sgd(0.01)),
            "wide mlp" => (Mlp(784, 512, 512, 10), 128, new Adam()),
            "lenet5" => (Images([28, 28, 1], [6, 0, 16, 0], 5, Padding.Valid, 120, 84, 10), 128, new Adam()),
            "mnist cnn" => (Images([28, 28, 1], [32, 64, 0], 3, Padding.Valid, 128, 10), 128, new Adam()),
            "autoencoder" => (Mlp(784, 1000, 500, 250, 30, 250, 500, 1000, 784), 128, new Adam()),
            "resnet20" => (ResNet20(), 128, new Sgd(0.1) { Momentum = 0.9 }),
            _ => (Images([32, 32, 3], [64, 64, 0, 128, 128, 0], 3, Padding.Same, 256, 10), 64, new Sgd(0.1) { Momentum = 0.9 }),
        };
        (Model model, int batch, Optimizer optimizer) = network;
        Tensor inputs = Tensor.Zeros(model.Inputs[0].Shape[1..].Insert(0, batch));
        int outputs = model.Outputs[0].Shape[^1];
        Dataset data = name == "autoencoder" ? Dataset.From(inputs, inputs)
            : Dataset.From(inputs, new int[batch], [.. Enumerable.Range(0, outputs).Select(static i => $"class {i}")]);
        Trainer trainer = new(model) { Optimizer = optimizer, Loss = name == "autoencoder" ? new MeanSquaredError() : new CrossEntropy() };
        PlanSummary plan = trainer.Explain(data, batch);
        Assert.True(plan.SlabBytes <= plan.LiveBytes * 1.02, $"slab {plan.SlabBytes}, alive {plan.LiveBytes}");
        // Each parameter is changed when its gradient is there: not all gradients are alive together.
        if (name == "autoencoder") Assert.True(plan.SlabBytes < 6 * sizeof(float) * plan.Parameters / 10, $"slab {plan.SlabBytes}");
    }

    private static Sequential Mlp(int inputs, params int[] units)
    {
        Sequential model = new([inputs], "mlp");
        Dense(model, units);
        return model;
    }

    // Convolutions with ReLU, of so many channels; 0 is a pooling.
    private static Sequential Images(Shape image, int[] channels, int size, Padding padding, params int[] units)
    {
        Sequential model = new(image, "images");
        foreach (int count in channels)
        {
            if (count == 0) model.Add(new MaxPooling2D(2));
            else model.Add(new Conv2D(count, size, Activation.Relu) { Padding = padding });
        }
        model.Add(new Flatten());
        Dense(model, units);
        return model;
    }

    private static void Dense(Sequential model, int[] units)
    {
        for (int i = 0; i < units.Length; i++) model.Add(new Dense(units[i], i < units.Length - 1 ? Activation.Relu : null));
    }

    private static Functional ResNet20()
    {
        Tensor image = Model.Input([32, 32, 3]), x = Normalized(image, 16, 3, 1).Relu();
        for (int block = 0; block < 9; block++)
        {
            int filters = 16 << (block / 3), stride = block is 3 or 6 ? 2 : 1;
            Tensor shortcut = stride == 1 ? x : Normalized(x, filters, 1, stride);
            x = (Normalized(Normalized(x, filters, 3, stride).Relu(), filters, 3, 1) + shortcut).Relu();
        }
        return new(image, x.Apply(new GlobalAveragePooling2D()).Apply(new Dense(10)), "resnet20");
    }

    private static Tensor Normalized(Tensor x, int filters, int size, int stride) =>
        x.Apply(new Conv2D(filters, size) { Stride = stride, Padding = Padding.Same, UseBias = false }).Apply(new BatchNormalization());
}

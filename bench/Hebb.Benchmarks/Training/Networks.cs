namespace Hebb.Benchmarks.Training;

/// <summary>The networks of the comparison, as `bench/peers/torch_peer.py` has them too.</summary>
internal static class Networks
{
    /// <summary>Dense layers with ReLU between them: the number of inputs, then of each layer's units.</summary>
    public static Model Mlp(string name, ulong seed, int inputs, params int[] units)
    {
        Sequential model = new([inputs], name, seed);
        for (int i = 0; i < units.Length; i++) model.Add(new Dense(units[i], i < units.Length - 1 ? Activation.Relu : null));
        return model;
    }

    /// <summary>LeNet-5 with ReLU and max pooling, on images of 28 by 28. (LeCun et al. 1998.)</summary>
    public static Sequential LeNet(ulong seed) => new([28, 28, 1], "lenet5", seed)
    {
        new Conv2D(6, 5, Activation.Relu),
        new MaxPooling2D(2),
        new Conv2D(16, 5, Activation.Relu),
        new MaxPooling2D(2),
        new Flatten(),
        new Dense(120, Activation.Relu),
        new Dense(84, Activation.Relu),
        new Dense(10),
    };

    /// <summary>Two convolutions of 3 by 3, pooling and two dense layers: the network of Keras's MNIST example.</summary>
    public static Model MnistCnn(ulong seed) => new Sequential([28, 28, 1], "mnist_cnn", seed)
    {
        new Conv2D(32, 3, Activation.Relu),
        new Conv2D(64, 3, Activation.Relu),
        new MaxPooling2D(2),
        new Flatten(),
        new Dense(128, Activation.Relu),
        new Dense(10),
    };

    /// <summary>Two blocks of two convolutions, after VGG. (Simonyan and Zisserman 2015.)</summary>
    public static Model VggSmall(ulong seed) => new Sequential([32, 32, 3], "vgg_small", seed)
    {
        new Conv2D(64, 3, Activation.Relu) { Padding = Padding.Same },
        new Conv2D(64, 3, Activation.Relu) { Padding = Padding.Same },
        new MaxPooling2D(2),
        new Conv2D(128, 3, Activation.Relu) { Padding = Padding.Same },
        new Conv2D(128, 3, Activation.Relu) { Padding = Padding.Same },
        new MaxPooling2D(2),
        new Flatten(),
        new Dense(256, Activation.Relu),
        new Dense(10),
    };

    /// <summary>ResNet-20 for images of 32 by 32. (He et al. 2016, section 4.2; projections where the shape changes.)</summary>
    public static Model ResNet20(ulong seed)
    {
        Tensor image = Model.Input([32, 32, 3]);
        Tensor x = Normalized(image, 16, 3, 1).Relu();
        int channels = 16;
        foreach ((int filters, int firstStride) in new[] { (16, 1), (32, 2), (64, 2) })
            for (int block = 0; block < 3; block++)
            {
                int stride = block == 0 ? firstStride : 1;
                Tensor shortcut = stride == 1 && filters == channels ? x : Normalized(x, filters, 1, stride);
                x = (Normalized(Normalized(x, filters, 3, stride).Relu(), filters, 3, 1) + shortcut).Relu();
                channels = filters;
            }
        return new Functional(image, x.Apply(new GlobalAveragePooling2D()).Apply(new Dense(10)), "resnet20", seed);
    }

    // PyTorch pads the strided 3x3 windows by 1 on every side; "same" pads them only at the right and the bottom. The work is the same.
    private static Tensor Normalized(Tensor x, int filters, int size, int stride) =>
        x.Apply(new Conv2D(filters, size) { Stride = stride, Padding = Padding.Same, UseBias = false })
            .Apply(new BatchNormalization { Momentum = 0.9, Epsilon = 1e-5, UnbiasedRunningVariance = true });
}

namespace Hebb.Benchmarks.Training;

/// <summary>A network with random data and an optimizer, as `bench/peers/torch_peer.py` has them too.</summary>
internal sealed class Workload
{
    private static readonly (string Name, int Batch, Func<ulong, Model> Model, Func<Optimizer> Optimizer)[] s_all =
    [
        ("tiny_mlp_4_16_3_b32_adam", 32, static seed => Networks.Mlp("tiny_mlp", seed, 4, 16, 3), Adam),
        ("mlp_784_128_10_b32_sgd", 32, static seed => Networks.Mlp("mlp", seed, 784, 128, 10), static () => new Sgd(0.01)),
        ("mlp_784_512_512_10_b128_adam", 128, static seed => Networks.Mlp("mlp", seed, 784, 512, 512, 10), Adam),
        ("lenet5_b128_adam", 128, Networks.LeNet, Adam),
        ("mnist_cnn_b128_adam", 128, Networks.MnistCnn, Adam),
        (Autoencoder, 128, static seed => Networks.Mlp("autoencoder", seed, 784, 1000, 500, 250, 30, 250, 500, 1000, 784), Adam),
        ("resnet20_b128_momentum", 128, Networks.ResNet20, Momentum),
        ("vgg_small_b64_momentum", 64, Networks.VggSmall, Momentum),
    ];

    private const string Autoencoder = "autoencoder_784_1000_500_250_30_b128_adam";
    private readonly Loss _loss;
    private readonly Optimizer _optimizer;
    private readonly IReadOnlyList<Parameter> _parameters;

    private Workload(string name, int batch, Model model, Optimizer optimizer, ulong seed)
    {
        (Name, BatchSize, Model, _optimizer) = (name, batch, model, optimizer);
        _parameters = model.Parameters;
        Inputs = Tensor.Normal(model.Inputs[0].Shape[1..].Insert(0, batch), seed: (long)seed).Detach();
        Random random = new((int)seed);
        int classes = model.Outputs[0].Shape[^1];
        (_loss, Labels) = name == Autoencoder ? (new MeanSquaredError(), Inputs)
            : ((Loss)new CrossEntropy(), Tensor.From([.. Enumerable.Range(0, batch).Select(_ => random.Next(classes))]));
    }

    /// <summary>What the results are listed under.</summary>
    public string Name { get; }

    /// <summary>How many samples make a step.</summary>
    public int BatchSize { get; }

    /// <summary>The network.</summary>
    public Model Model { get; }

    /// <summary>A batch of samples.</summary>
    public Tensor Inputs { get; }

    /// <summary>Their classes, or what an autoencoder is to give.</summary>
    public Tensor Labels { get; }

    /// <summary>The names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(static workload => workload.Name)];

    /// <summary>Makes the workload of a name.</summary>
    public static Workload Create(string name, ulong seed = 1)
    {
        (_, int batch, Func<ulong, Model> model, Func<Optimizer> optimizer) = s_all.Single(workload => workload.Name == name);
        return new(name, batch, model(seed), optimizer(), seed);
    }

    /// <summary>LeNet-5, which several figures are about.</summary>
    public static Workload LeNet(ulong seed = 1) => Create("lenet5_b128_adam", seed);

    /// <summary>Forward, backward and the optimizer, op by op.</summary>
    public void Step() => TakeStep();

    /// <summary>The same step captured as a plan, to be replayed.</summary>
    public Plan Compile() => Plan.Compile(TakeStep);

    private Tensor TakeStep()
    {
        using var tape = GradientTape.Begin();
        Tensor loss = _loss.Call(Model.Call(Inputs), Labels);
        _optimizer.Apply(tape.Gradient(loss, _parameters));
        return loss;
    }

    private static Adam Adam() => new Adam(1e-3);

    private static Sgd Momentum() => new Sgd(0.1) { Momentum = 0.9 };
}

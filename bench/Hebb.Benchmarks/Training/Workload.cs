namespace Hebb.Benchmarks.Training;

/// <summary>A network with random data and an optimizer, as `bench/peers/torch_peer.py` has them too.</summary>
internal sealed class Workload
{
    /// <summary>How many samples make a step.</summary>
    public const int BatchSize = 128;

    private readonly CrossEntropy _loss = new();
    private readonly Adam _optimizer = new(1e-3);
    private readonly IReadOnlyList<Parameter> _parameters;

    private Workload(string name, Sequential model, ulong seed)
    {
        Name = name;
        Model = model;
        _parameters = model.Parameters;
        Shape sample = model.Inputs[0].Shape[1..];
        Inputs = Tensor.Normal(sample.Insert(0, BatchSize), seed: (long)seed).Detach();
        Random random = new((int)seed);
        Labels = Tensor.From(Enumerable.Range(0, BatchSize).Select(_ => random.Next(10)).ToArray());
    }

    /// <summary>What the results are listed under.</summary>
    public string Name { get; }

    /// <summary>The network.</summary>
    public Sequential Model { get; }

    /// <summary>A batch of samples.</summary>
    public Tensor Inputs { get; }

    /// <summary>Their classes.</summary>
    public Tensor Labels { get; }

    /// <summary>The names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["lenet", "mlp"];

    /// <summary>Makes the workload of a name.</summary>
    public static Workload Create(string name, ulong seed = 1) => name == "lenet" ? LeNet(seed) : Mlp(seed);

    /// <summary>LeNet-5 with ReLU and max pooling, on images of 28 by 28.</summary>
    public static Workload LeNet(ulong seed = 1) => new("lenet5_b128_adam", new Sequential([28, 28, 1], "lenet5", seed)
    {
        new Conv2D(6, 5, Activation.Relu),
        new MaxPooling2D(2),
        new Conv2D(16, 5, Activation.Relu),
        new MaxPooling2D(2),
        new Flatten(),
        new Dense(120, Activation.Relu),
        new Dense(84, Activation.Relu),
        new Dense(10),
    }, seed);

    /// <summary>Two hidden layers of 512 ReLU units on 784 inputs.</summary>
    public static Workload Mlp(ulong seed = 1) => new("mlp_784_512_512_10_b128_adam", new Sequential([784], "mlp", seed)
    {
        new Dense(512, Activation.Relu),
        new Dense(512, Activation.Relu),
        new Dense(10),
    }, seed);

    /// <summary>Forward, backward and Adam, op by op.</summary>
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
}

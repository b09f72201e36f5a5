namespace Hebb;

/// <summary>A network that can be called, trained, summarised and saved.</summary>
public abstract partial class Model : Layer
{
    private int _trainers;

    private protected Model(string? name, ulong seed)
    {
        if (name is not null) GiveName(name, isChosen: true);
        Seed = seed;
    }

    /// <summary>What the initial values and the random numbers of its layers are drawn from.</summary>
    public ulong Seed { get; }

    /// <summary>The symbolic inputs.</summary>
    public abstract IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The symbolic outputs.</summary>
    public abstract IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>The names of the classes, when the model is a classifier that was told them; saved with it. A trainer tells it those of
    /// its data, if they have names and the model has none.</summary>
    public IReadOnlyList<string>? ClassNames { get; set; }

    /// <summary>A symbolic input of a functional model.</summary>
    /// <param name="sample">The shape of one sample, without the batch axis.</param>
    /// <param name="type">The element type.</param>
    /// <example><code>
    /// Tensor image = Model.Input([28, 28, 1]);
    /// var model = new Functional(image, image.Apply(new Flatten()).Apply(new Dense(10)));
    /// </code></example>
    public static Tensor Input(Shape sample, DType type = DType.Float32) => Graph.Input(sample, type);

    /// <summary>All outputs for these inputs.</summary>
    public abstract Tensor[] CallAll(params ReadOnlySpan<Tensor> inputs);

    /// <summary>Refuses inputs of another number, or whose samples have other shapes, than the model was made for.</summary>
    internal void RequireSamples(ReadOnlySpan<Tensor> inputs)
    {
        for (int i = 0; i < inputs.Length; i++) ArgumentNullException.ThrowIfNull(inputs[i], $"inputs[{i}]");
        if (inputs.Length != Inputs.Count)
            throw new ShapeException($"{GetType().Name}: the model has {Inputs.Count} inputs, and {inputs.Length} were given.",
                $"inputs {string.Join("   ", inputs.ToArray().Select(static x => x.Shape.ToString()))}",
                "pass one tensor for each input, in the order of the constructor");
        try
        {
            for (int i = 0; i < inputs.Length; i++) RequireSample(inputs.Length == 1 ? "the input" : $"input {i}", inputs[i], Inputs[i]);
        }
        catch (HebbException e) when (e.Within(Place))
        {
            throw;
        }
    }

    private void RequireSample(string what, Tensor x, Tensor expected)
    {
        if (x.Rank == expected.Rank && x.Shape[1..] == expected.Shape[1..]) return;
        bool isSample = x.Shape == expected.Shape[1..];
        throw new ShapeException($"{GetType().Name}: {what} has shape {x.Shape}, and the model was made for {expected.Symbol!.Print(expected.Spec)}.",
            $"input {x.Shape}   expected {expected.Symbol!.Print(expected.Spec)}",
            isSample ? "add a batch axis: one sample is a batch of one, Reshape(1, ...)" : x.Rank > 1 && x.Shape[1..].Count == expected.Shape[1..].Count
                ? $"reshape the input, with Reshape({string.Join(", ", (int[])[-1, .. expected.Shape[1..].Span])})"
                : $"pass samples of shape {expected.Shape[1..]}, or make the model for samples of another shape");
    }

    internal override string Place => $"model '{Name}'";

    /// <summary>Marks the model as being trained, until <see cref="EndTraining"/>.</summary>
    /// <param name="verb">What the user called.</param>
    internal void BeginTraining(string verb = "Fit")
    {
        if (Interlocked.Increment(ref _trainers) == 1)
        {
            _predictions?.Clear();   // nobody predicts meanwhile: training has the memory
            return;
        }
        Interlocked.Decrement(ref _trainers);
        throw new UsageException($"{verb}: '{Name}' is already being trained.", $"called from thread {Environment.CurrentManagedThreadId}",
            "let the other Fit finish first, or train a copy from model.Snapshot()");
    }

    internal void EndTraining() => Interlocked.Decrement(ref _trainers);
}

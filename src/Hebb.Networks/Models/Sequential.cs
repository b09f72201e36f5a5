using System.Collections;

namespace Hebb;

/// <summary>A stack of layers, each fed by the one before.</summary>
/// <remarks>Every layer is built as it is added, so a mistake is reported on its own line, with the layer's name.</remarks>
/// <example><code>
/// var model = new Sequential([28, 28, 1])
/// {
///     new Rescaling(1 / 255.0),
///     new Flatten(),
///     new Dense(128, Activation.Relu),
///     new Dense(10),
/// };
/// </code></example>
public sealed partial class Sequential : Model, IEnumerable<Layer>
{
    private readonly List<Layer> _layers = [];
    private readonly Tensor _input;
    private readonly List<Tensor> _outputs = [];   // the symbolic output of each layer

    /// <summary>Begins a stack.</summary>
    /// <param name="input">The shape of one sample, without the batch axis.</param>
    /// <param name="name">The model's name in messages and files.</param>
    /// <param name="seed">What initial values and dropout are drawn from.</param>
    public Sequential(Shape input, string? name = null, ulong seed = 0) : this(Input(input), name, seed)
    {
    }

    /// <summary>Begins a stack whose input is of any type: <c>new Sequential(Model.Input([4], DType.Float64))</c>.</summary>
    /// <param name="input">From <see cref="Model.Input(Shape, DType)"/>.</param>
    /// <param name="name">The model's name in messages and files.</param>
    /// <param name="seed">What initial values and dropout are drawn from.</param>
    /// <exception cref="UsageException">The input is not symbolic, or is computed from another: that is a <see cref="Functional"/> model.</exception>
    public Sequential(Tensor input, string? name = null, ulong seed = 0) : base(name, seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Symbol?.Producer is not InputNode)
            throw new UsageException("Sequential: its input is not from Model.Input.", $"input {input.Spec}",
                "begin with a shape, or with Model.Input([...]); a graph that branches is a Functional model");
        _input = input;
    }

    /// <summary>Makes a stack of these layers.</summary>
    public Sequential(Shape input, IEnumerable<Layer> layers, string? name = null, ulong seed = 0) : this(input, name, seed)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (Layer layer in layers) Add(layer);
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Inputs => [_input];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Outputs => [_outputs.Count == 0 ? _input : _outputs[^1]];

    /// <inheritdoc/>
    protected override IEnumerable<Module> Children => _layers;

    /// <summary>How often a layer was added or taken off: what was captured before is of another model.</summary>
    internal int Changes { get; private set; }

    /// <summary>Puts a layer on top, and builds it.</summary>
    /// <exception cref="ShapeException">The layer does not fit the output of the one below.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Descendants().Contains(this))
            throw new UsageException($"Add: '{Name}' would become a layer of itself.", $"layer {layer}",
                "add other layers, or make a second model that holds this one");
        _layers.Add(layer);
        try
        {
            NameChildren();
            _outputs.Add(layer.Call(Outputs[0]));
            layer.Initialize(Seed, layer.Name);
            Changes++;
        }
        catch (Exception e)   // also what a function of the user's throws: the model stays as it was
        {
            _layers.RemoveAt(_layers.Count - 1);
            (e as HebbException)?.Within(Place);
            throw;
        }
    }

    /// <summary>Puts an activation on top, as a layer of its own.</summary>
    public void Add(Activation activation) => Add(new ActivationLayer(activation));

    /// <summary>Takes the top layer off.</summary>
    public Layer Pop()
    {
        if (_layers.Count == 0) throw new UsageException("Pop: the model has no layers.", $"in '{Name}'", "add a layer first");
        Layer layer = _layers[^1];
        _layers.RemoveAt(_layers.Count - 1);
        _outputs.RemoveAt(_outputs.Count - 1);
        Changes++;
        return layer;
    }

    /// <inheritdoc/>
    public override Tensor[] CallAll(params ReadOnlySpan<Tensor> inputs) => [Call(inputs)];

    /// <summary>The layers, first to last.</summary>
    public IEnumerator<Layer> GetEnumerator() => _layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override IEnumerable<GraphNode> SummaryNodes() => [_input.Symbol!.Producer, .. _outputs.Select(static output => output.Symbol!.Producer)];

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        RequireSamples([x]);
        foreach (Layer layer in _layers) x = layer.Call(x);
        return x;
    }
}

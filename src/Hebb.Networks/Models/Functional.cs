namespace Hebb;

/// <summary>A model of any shape: the graph of layers and ops between symbolic inputs and outputs. Layers may be shared, branches split and join.</summary>
/// <example><code>
/// Tensor image = Model.Input([32, 32, 3]);
/// Tensor shortcut = image.Apply(new Conv2D(64, 1));
/// Tensor x = image.Apply(new Conv2D(64, 3) { Padding = Padding.Same, UseBias = false }).Apply(new BatchNormalization()).Relu();
/// var block = new Functional(image, (x + shortcut).Relu());
/// </code></example>
public sealed class Functional : Model
{
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _outputs;
    private readonly GraphNode[] _nodes;                       // in an order in which each comes after what it needs
    private readonly Dictionary<GraphNode, int> _firstValue = [];   // where a node's outputs stand in the list of values
    private readonly int _values;
    private readonly Layer[] _layers;

    /// <summary>A model of one input and one output.</summary>
    public Functional(Tensor input, Tensor output, string? name = null, ulong seed = 0) : this([input], [output], name, seed)
    {
    }

    /// <summary>A model of several inputs or outputs.</summary>
    /// <exception cref="UsageException">A tensor is not symbolic, or an output depends on an input that is not listed.</exception>
    public Functional(Tensor[] inputs, Tensor[] outputs, string? name = null, ulong seed = 0) : base(name, seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Length == 0 || outputs.Length == 0)
            throw new UsageException("Functional: a model has at least one input and one output.", $"inputs {inputs.Length}   outputs {outputs.Length}",
                "pass the Model.Input tensors, and what is computed from them");
        _inputs = [.. inputs];
        _outputs = [.. outputs];
        foreach (Tensor input in inputs)
            if (input.Symbol?.Producer is not InputNode)
                throw new UsageException("Functional: an input is not from Model.Input.", $"input {input.Spec}",
                    "begin the model with Model.Input([...]) and pass that tensor");
        if (inputs.Distinct().Count() < inputs.Length)
            throw new UsageException("Functional: an input is listed twice.", $"inputs {inputs.Length}, different ones {inputs.Distinct().Count()}",
                "list each Model.Input tensor once");
        _nodes = Sort(inputs, outputs);
        foreach (GraphNode node in _nodes)
        {
            _firstValue[node] = _values;
            _values += node.Outputs.Count;
        }
        _layers = [.. _nodes.OfType<LayerNode>().Select(static node => node.Layer).Distinct()];
        Initialize(seed, "");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Inputs => _inputs;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Outputs => _outputs;

    /// <summary>The layers, in the order in which they are run; a shared one once.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>The applications, in the order in which they are run.</summary>
    internal IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <inheritdoc/>
    protected override IEnumerable<Module> Children => _layers;

    /// <inheritdoc/>
    public override Tensor[] CallAll(params ReadOnlySpan<Tensor> inputs)
    {
        RequireSamples(inputs);
        var values = new Tensor[_values];
        for (int i = 0; i < inputs.Length; i++) values[_firstValue[_inputs[i].Symbol!.Producer]] = inputs[i];
        foreach (GraphNode node in _nodes)
        {
            if (node is InputNode) continue;
            var given = new Tensor[node.Inputs.Count];
            for (int i = 0; i < given.Length; i++) given[i] = Value(node.Inputs[i], values);
            node.Run(given).CopyTo(values, _firstValue[node]);
        }
        var outputs = new Tensor[_outputs.Length];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = Value(_outputs[i], values);
        return outputs;
    }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Forward([x]);

    /// <inheritdoc/>
    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs) => _outputs.Length == 1 ? CallAll(inputs)[0]
        : throw new UsageException($"Call: '{Name}' has {_outputs.Length} outputs.", $"in model '{Name}'", "use CallAll, or PredictAll, for all of them");

    private protected override IEnumerable<GraphNode> SummaryNodes() => _nodes;

    private Tensor Value(Tensor tensor, Tensor[] values) => tensor.Symbol is { } symbol ? values[_firstValue[symbol.Producer] + symbol.Output] : tensor;

    // Depth first, with a stack of its own: deep models must not exhaust the thread's.
    private static GraphNode[] Sort(Tensor[] inputs, Tensor[] outputs)
    {
        List<GraphNode> sorted = [];
        HashSet<GraphNode> done = [];
        Stack<(GraphNode Node, int Next)> open = new();
        foreach (Tensor input in inputs)
            if (done.Add(input.Symbol!.Producer)) sorted.Add(input.Symbol.Producer);
        foreach (Tensor output in outputs)
        {
            if (output.Symbol is null)
                throw new UsageException("Functional: an output is a tensor of values, not a symbolic one.", $"output {output.Spec}",
                    "compute the outputs from Model.Input tensors");
            open.Push((output.Symbol.Producer, 0));
            while (open.TryPop(out var at))
            {
                (GraphNode node, int next) = at;
                if (done.Contains(node)) continue;
                if (node is InputNode)
                    throw new UsageException("Functional: an output depends on an input that is not listed.",
                        $"input {node.Outputs[0].Symbol!.Print(node.Outputs[0].Spec)}",
                        "pass every Model.Input tensor that the outputs need");
                if (next == node.Inputs.Count)
                {
                    done.Add(node);
                    sorted.Add(node);
                    continue;
                }
                open.Push((node, next + 1));
                if (node.Inputs[next].Symbol is { } symbol) open.Push((symbol.Producer, 0));
            }
        }
        return [.. sorted];
    }
}

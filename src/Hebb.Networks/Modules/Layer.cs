using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A module from tensors to a tensor. Its parameters are made when it first sees the shape of its input.</summary>
/// <example><code>
/// public sealed class GatedLinear(int units) : Layer
/// {
///     private readonly Dense _value = new(units), _gate = new(units, Activation.Sigmoid);
///     private Parameter _scale = null!;
///     protected override IEnumerable&lt;Module&gt; Children => [_value, _gate];
///     protected override void Build(Shape input) => _scale = AddParameter("scale", [units], Initializer.Ones);
///     protected override Tensor Forward(Tensor x) => _value.Call(x) * _gate.Call(x) * _scale;
///     protected override void Configure(JsonObject config) => config["units"] = units;   // so that it can be saved, and made again by a LayerRegistry
/// }
/// </code></example>
public abstract partial class Layer : Module
{
    private Module[]? _members;
    private Shape[] _samples = [];   // those that it was built for

    /// <summary>True once the parameters exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Applies the layer to a tensor whose first axis is the batch, or to a symbolic one.</summary>
    public Tensor Call(Tensor x) => Call([x]);

    /// <summary>Applies the layer to one or more tensors.</summary>
    public Tensor Call(params ReadOnlySpan<Tensor> inputs)
    {
        foreach (Tensor input in inputs) ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        Layer? parent = LayerScope.Enter(this);
        try
        {
            if (parent is not null) parent.RequireMember(this);
            BuildOnce(inputs);
            return Graph.AnySymbolic(inputs) && parent is null ? LayerNode.Add(this, inputs) : Compute(inputs);
        }
        catch (HebbException e) when (e.Within(Place + Surprise(e, inputs)))
        {
            throw;
        }
        finally
        {
            LayerScope.Leave(parent);
        }
    }

    /// <summary>Makes the parameters, once, when the shape of the input is known.</summary>
    /// <param name="input">The shape of one sample: without the batch axis.</param>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>A parameter or state for who asks from outside, who may ask too early.</summary>
    private protected T Made<T>(T? value, [CallerMemberName] string name = "") where T : Variable => value
        ?? throw new UsageException($"{GetType().Name}: there is no {name} before the layer has seen an input.", $"layer {this}",
            "call the layer, or put it into a model, first: the shape of what it takes decides how large its weights are");

    /// <summary>Makes the parameters of a layer of several inputs.</summary>
    protected virtual void Build(ReadOnlySpan<Shape> inputs)
    {
        RequireOne(inputs);
        Build(inputs[0]);
    }

    /// <summary>The layer's formula.</summary>
    protected abstract Tensor Forward(Tensor x);

    /// <summary>The formula of a layer of several inputs.</summary>
    protected virtual Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        if (inputs.Length != 1) RequireOne(SampleShapes(inputs));   // also when it was built with one
        return Forward(inputs[0]);
    }

    private Tensor Compute(ReadOnlySpan<Tensor> inputs) => Forward(inputs)
        ?? throw new UsageException($"{GetType().Name}: Forward gave nothing.", "output null", "return the tensor that Forward computes");

    /// <summary>True while training: dropout drops, batch normalization uses the batch's own statistics.</summary>
    protected bool IsTraining => Trainable && Recorder.Current.IsTraining;

    /// <summary>Writes down the constructor arguments and properties from which <see cref="LayerRegistry"/> makes an equal layer: what is saved, printed and
    /// compared.</summary>
    /// <remarks>Names in camel case; only what differs from a plain value needs to be written.</remarks>
    protected internal virtual void Configure(JsonObject config)
    {
    }

    /// <summary>The type with its configuration: <c>Dense { units = 10 }</c>.</summary>
    public override string ToString()
    {
        JsonObject config = [];
        Configure(config);
        if (config.Count == 0) return GetType().Name;
        List<string> parts = [];
        foreach ((string name, JsonNode? value) in config)
            parts.Add($"{char.ToUpperInvariant(name[0])}{name[1..]} = {value?.ToJsonString().Trim('"') ?? "none"}");
        return $"{GetType().Name} {{ {string.Join(", ", parts)} }}";
    }

    internal virtual string Place => $"layer '{Name}' ({this})";

    internal void BuildOnce(ReadOnlySpan<Tensor> inputs)
    {
        if (IsBuilt) return;
        Shape[] shapes = SampleShapes(inputs);
        foreach (Tensor input in inputs)
            if (input.DType == Hebb.DType.Float64) DType = Hebb.DType.Float64;
        NameChildren();
        Build(shapes);
        _samples = shapes;
        IsBuilt = true;
    }

    // What an op in the midst of the formula cannot tell: that the inputs are not what the layer was built for, or are no measurements.
    private string Surprise(HebbException error, ReadOnlySpan<Tensor> inputs)
    {
        if (!IsBuilt || error.Where.Count > 0 || error.What.StartsWith($"{GetType().Name}:", StringComparison.Ordinal)) return "";
        bool isOther = false, isIndex = false;
        foreach (Tensor input in inputs)
        {
            if (input.Rank == 0) return "";
            isIndex |= !input.DType.IsFloat();
        }
        if (error is ShapeException && inputs.Length == _samples.Length)
            for (int i = 0; i < inputs.Length; i++) isOther |= inputs[i].Shape[1..] != _samples[i];
        return isOther ? $", built for {Print(_samples)} and given {Print(SampleShapes(inputs))}"
            : error is DTypeException && isIndex ? $", given {string.Join("   ", inputs.ToArray().Select(static x => x.Spec))}" : "";
    }

    private void RequireMember(Layer child)
    {
        _members ??= [.. Members];
        if (Array.IndexOf(_members, child) >= 0) return;
        _members = [.. Members];
        if (Array.IndexOf(_members, child) >= 0) return;
        throw new UsageException(
            $"{GetType().Name}: it calls '{child.Name}', which is not among its Children; the parameters inside would be neither trained nor saved.",
            $"called {child}", $"list it: protected override IEnumerable<Module> Children => [..., {child.Name}]");
    }

    private Shape[] SampleShapes(ReadOnlySpan<Tensor> inputs)
    {
        var shapes = new Shape[inputs.Length];
        for (int i = 0; i < shapes.Length; i++)
            shapes[i] = inputs[i].Rank > 0 ? inputs[i].Shape[1..]
                : throw new ShapeException($"{GetType().Name}: the input has no batch axis.", $"input {inputs[i].Shape}",
                    "add one: Reshape(1, ...) makes a batch of one sample");
        return shapes;
    }

    private void RequireOne(ReadOnlySpan<Shape> inputs)
    {
        if (inputs.Length != 1)
            throw new ShapeException($"{GetType().Name}: it takes one input, and {inputs.Length} were given.", Print(inputs),
                "call it with one tensor; Concatenate or Add join several");
    }

    private static string Print(ReadOnlySpan<Shape> shapes)
    {
        List<string> parts = [];
        foreach (Shape shape in shapes) parts.Add(shape.ToString());
        return parts.Count == 0 ? "no inputs" : $"samples {string.Join("   ", parts)}";
    }
}

using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The bare ops that a functional model may contain, and how each is written to and read from a file: an explicit list.</summary>
/// <remarks>Ops without attributes are applied as they are; the others through the verbs that users call, or their own checks of shapes, so that a file can do
/// no more than a user can.</remarks>
internal sealed partial class OpRegistry
{
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, Entry> _byType = [];

    private OpRegistry()
    {
    }

    /// <summary>How an op is called in files, and written and read.</summary>
    /// <param name="Name">Its name in files.</param>
    /// <param name="Arity">How many inputs it has; any number when negative.</param>
    /// <param name="Write">Its attributes.</param>
    /// <param name="Call">Applies it to symbolic inputs.</param>
    private sealed record Entry(string Name, int Arity, Action<Op, JsonObject> Write, Func<Tensor[], ConfigReader, Tensor> Call);

    /// <summary>The names of all of them.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Its name in files, and its attributes.</summary>
    /// <exception cref="UsageException">The op is not one that files can hold.</exception>
    public (string Name, JsonObject Attributes) Write(Op op)
    {
        if (!_byType.TryGetValue(op.GetType(), out Entry? entry))
            throw new UsageException($"Save: a file cannot hold the bare op {op.Name}.", $"op {op.Name}",
                "put it into a layer of your own, which has a name and a configuration");
        JsonObject attributes = [];
        entry.Write(op, attributes);
        return (entry.Name, attributes);
    }

    /// <summary>Applies an op from a file; gives back its outputs.</summary>
    /// <exception cref="DataException">There is no such op, or it does not fit its inputs.</exception>
    public IReadOnlyList<Tensor> Call(string name, Tensor[] inputs, JsonObject attributes)
    {
        string values = $"{name} {attributes.ToJsonString()} of {string.Join(", ", inputs.Select(static input => input.Spec))}";
        if (!_byName.TryGetValue(name, out Entry? entry))
            throw new DataException($"Load: there is no op '{name}'.", values, "update Hebb, if a newer one wrote the file");
        if (entry.Arity >= 0 && entry.Arity != inputs.Length || inputs.Length == 0 || !Graph.AnySymbolic(inputs))
            throw new DataException($"Load: the op {name} is not applied to the inputs it takes.", values, "save the model again");
        ConfigReader reader = new(attributes, $"Load: the op {name}");
        Tensor output;
        try
        {
            output = entry.Call(inputs, reader);
        }
        catch (Exception e) when (e is not (DataException or OutOfMemoryException))
        {
            throw new DataException($"Load: an op does not fit its inputs: {(e is HebbException hebb ? hebb.What : e.Message)}", values, "save the model again",
                e);
        }
        reader.Finish();
        // A verb that has nothing to do gives its input back, and one with much to do may be several ops; neither is what was saved.
        if (output.Symbol?.Producer is not OpNode node || !_byType.TryGetValue(node.Op.GetType(), out Entry? made) || made != entry
            || !node.Inputs.SequenceEqual(inputs))
            throw new DataException($"Load: the attributes of the op {name} are not ones that it is saved with.", values, "save the model again");
        return node.Outputs;
    }

    private void Add<TOp>(string name, int arity, Action<TOp, JsonObject> write, Func<Tensor[], ConfigReader, Tensor> call) where TOp : Op
    {
        Entry entry = new(name, arity, (op, attributes) => write((TOp)op, attributes), call);
        _byName.Add(name, entry);
        _byType.Add(typeof(TOp), entry);
    }

    private void Add<TOp>(int arity, TOp op) where TOp : Op => Add<TOp>(op.Name, arity, static (_, _) => { }, (x, _) => Op.Apply(op, x));

    private void AddFold<TOp>(string name, Func<Tensor, int[], Tensor> fold) where TOp : ReductionOp =>
        Add<TOp>(name, 1, static (op, a) => a["axes"] = ((ReadOnlySpan<int>)[.. Enumerable.Range(op.Axis, op.AxisCount)]).ToJson(),
            (x, a) => fold(x[0], a.Ints("axes")));

    private void AddAlong<TOp>(string name, int arity, Func<TOp, int> axis, Func<Tensor[], int, Tensor> call) where TOp : Op =>
        Add<TOp>(name, arity, (op, a) => a["axis"] = axis(op), (x, a) => call(x, a.Int("axis")));
}

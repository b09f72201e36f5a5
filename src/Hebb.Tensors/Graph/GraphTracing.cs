using System.Globalization;

namespace Hebb;

/// <summary>Finds the part of a tape's list that leads to a target, and makes a graph of it.</summary>
internal sealed class GraphTracing
{
    private readonly List<(Tensor Tensor, Op? Op, Tensor[] Inputs)> _found = [];   // each after what it is computed from
    private readonly Dictionary<Tensor, string> _names;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _last = [];   // the last number behind a name that is taken
    private int _intermediates;

    public GraphTracing(IEnumerable<(Op Op, Tensor[] Inputs, Tensor[] Outputs)> applications, Tensor target, Dictionary<Tensor, string> names)
    {
        _names = names;
        _taken = [.. names.Values];
        HashSet<Tensor> needed = new(ReferenceEqualityComparer.Instance) { target }, seen = new(ReferenceEqualityComparer.Instance);
        List<(Tensor, Op?, Tensor[])> backwards = [];
        foreach ((Op op, Tensor[] inputs, Tensor[] outputs) in applications.Reverse())
            foreach (Tensor output in outputs)
            {
                if (!needed.Contains(output) || !seen.Add(output)) continue;
                backwards.Add((output, op, inputs));
                foreach (Tensor input in inputs) needed.Add(input);
            }
        backwards.Reverse();
        // Leaves stand first, in the order in which they are read.
        foreach ((_, _, Tensor[] inputs) in backwards)
            foreach (Tensor input in inputs)
                if (seen.Add(input)) _found.Add((input, null, []));
        _found.AddRange(backwards);
        if (_found.Count == 0) _found.Add((target, null, []));
    }

    /// <summary>What the user calls tensors in the graph.</summary>
    /// <exception cref="OptionException">A tensor is null, a name is empty, two tensors have one name, or one has two.</exception>
    public static Dictionary<Tensor, string> Names(ReadOnlySpan<(Tensor Tensor, string Name)> names)
    {
        Dictionary<Tensor, string> given = new(ReferenceEqualityComparer.Instance);
        Dictionary<string, Tensor> owners = [];
        for (int i = 0; i < names.Length; i++)
        {
            (Tensor tensor, string name) = names[i];
            if (string.IsNullOrWhiteSpace(name))
                throw new OptionException("Graph: a tensor is named, and the name is empty.", $"name {i + 1} of {names.Length}", "pass (tensor, \"its name\")");
            if (tensor is null)
                throw new OptionException($"Graph: what is called '{name}' is null.", $"name {i + 1} of {names.Length}", "pass a tensor with each name");
            if (given.TryGetValue(tensor, out string? before) && before != name)
                throw new OptionException($"Graph: one tensor is called both '{before}' and '{name}'.", $"tensor {tensor.Spec}", "give it one name");
            if (!ReferenceEquals(owners.GetValueOrDefault(name, tensor), tensor))
                throw new OptionException($"Graph: two tensors are called '{name}'.", $"tensors {owners[name].Spec} and {tensor.Spec}",
                    "give each tensor a name of its own");
            given[tensor] = name;
            owners[name] = tensor;
        }
        return given;
    }

    /// <summary>What the target is differentiated by: everything but constants and integers.</summary>
    public IEnumerable<Tensor> Differentiable => _found.Where(at => !IsConstant(at.Op, at.Tensor) && at.Tensor.DType.IsFloat()).Select(static at => at.Tensor);

    public ComputationGraph Finish(Gradients gradients)
    {
        HashSet<Tensor> asked = new(gradients.Sources, ReferenceEqualityComparer.Instance);
        Dictionary<Tensor, ComputationNode> nodes = new(ReferenceEqualityComparer.Instance);
        List<ComputationNode> order = [];
        foreach ((Tensor tensor, Op? op, Tensor[] inputs) in _found)
        {
            ComputationNode node = new(Name(tensor, op), op?.Name ?? "", [.. inputs.Select(input => nodes[input])], tensor.Detach(),
                asked.Contains(tensor) ? gradients[tensor].Detach() : null);
            nodes.Add(tensor, node);
            order.Add(node);
        }
        return new(order);
    }

    private bool IsConstant(Op? op, Tensor tensor) => op is null && tensor is not Variable && !_names.ContainsKey(tensor);

    private string Name(Tensor tensor, Op? op)
    {
        if (_names.TryGetValue(tensor, out string? given)) return given;
        if (tensor is Variable variable) return Unique(variable.Name);
        if (IsConstant(op, tensor))
            return tensor.Count == 1 ? tensor.ToScalar().ToString("G6", CultureInfo.InvariantCulture) : Unique($"constant {tensor.Shape}");
        string name;
        do name = string.Create(CultureInfo.InvariantCulture, $"t{++_intermediates}"); while (!_taken.Add(name));
        return name;
    }

    // v, v_2, v_3: variables may share a name and constants a shape, and nodes may not.
    private string Unique(string name)
    {
        if (_taken.Add(name)) return name;
        int number = _last.GetValueOrDefault(name, 1);
        string numbered;
        do numbered = string.Create(CultureInfo.InvariantCulture, $"{name}_{++number}"); while (!_taken.Add(numbered));
        _last[name] = number;
        return numbered;
    }
}

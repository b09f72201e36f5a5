namespace Hebb;

/// <summary>A copy of a model's weights, to return to.</summary>
internal sealed class BestWeights
{
    private readonly Dictionary<string, Variable> _copies = [];

    /// <summary>True once something was kept.</summary>
    public bool HasWeights => _copies.Count > 0;

    /// <summary>The copies, under the names of the model's weights.</summary>
    public IReadOnlyCollection<Variable> Copies => _copies.Values;

    /// <summary>Forgets them.</summary>
    public void Clear() => _copies.Clear();

    /// <summary>Copies the present weights.</summary>
    public void Keep(Model model)
    {
        foreach (Variable variable in model.Weights)
        {
            if (!_copies.TryGetValue(variable.Name, out Variable? copy)) _copies[variable.Name] = copy = new(variable.Spec, variable.Name);
            copy.Assign(variable);
        }
    }

    /// <summary>Takes copies from a checkpoint.</summary>
    public void Keep(IReadOnlyList<(string Name, Tensor Value)> weights)
    {
        _copies.Clear();
        foreach ((string name, Tensor value) in weights) _copies[name] = new(value, name);
    }

    /// <summary>Puts the copies back.</summary>
    public void Restore(Model model)
    {
        foreach (Variable variable in model.Weights) variable.Assign(_copies[variable.Name]);
    }
}

namespace Hebb;

/// <summary>A copy of a model's weights, to return to.</summary>
internal sealed class BestWeights
{
    private readonly List<Variable> _copies = [];

    /// <summary>True once something was kept.</summary>
    public bool HasWeights => _copies.Count > 0;

    /// <summary>The copies, in the order of the model's weights.</summary>
    public IReadOnlyList<Variable> Copies => _copies;

    /// <summary>Copies the present weights.</summary>
    public void Keep(Model model)
    {
        int next = 0;
        foreach (Variable variable in model.Weights)
        {
            if (next == _copies.Count) _copies.Add(new(variable.Spec, variable.Name));
            _copies[next++].Assign(variable);
        }
    }

    /// <summary>Takes copies from a checkpoint.</summary>
    public void Keep(IReadOnlyList<(string Name, Tensor Value)> weights)
    {
        _copies.Clear();
        foreach ((string name, Tensor value) in weights) _copies.Add(new(value, name));
    }

    /// <summary>Puts the copies back.</summary>
    public void Restore(Model model)
    {
        int next = 0;
        foreach (Variable variable in model.Weights) variable.Assign(_copies[next++]);
    }
}

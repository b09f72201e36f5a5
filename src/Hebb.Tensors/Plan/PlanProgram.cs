using System.Text;

namespace Hebb;

/// <summary>What the passes work on: the list, what must survive, and where the new values of variables come from.</summary>
internal sealed class PlanProgram(IEnumerable<PlanStep> steps, Tensor result, IReadOnlyDictionary<Variable, Tensor> assigned)
{
    /// <summary>The applications, in order.</summary>
    public List<PlanStep> Steps { get; set; } = [.. steps];

    /// <summary>What the step gives.</summary>
    public Tensor Result { get; set; } = result;

    /// <summary>The value that each variable has at the end.</summary>
    public Dictionary<Variable, Tensor> Assigned { get; } = new(assigned, ReferenceEqualityComparer.Instance);

    /// <summary>The gradients by variables, as the step asks for them.</summary>
    public List<Tensor> Gradients { get; init; } = [];

    /// <summary>True where gradients are wanted after the last step: to be looked at, or sent to other machines.</summary>
    public bool KeepsGradients { get; init; }

    /// <summary>Values that never change, with what they are.</summary>
    public Dictionary<Tensor, Tensor> Constants { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Images that lie in lanes, and what goes with them, each with what it was with channels last.</summary>
    public Dictionary<Tensor, Tensor> InLanes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>True for what is needed after the last step.</summary>
    public HashSet<Tensor> Roots()
    {
        HashSet<Tensor> roots = new(ReferenceEqualityComparer.Instance) { Result };
        foreach (Tensor value in Assigned.Values) roots.Add(value);
        if (KeepsGradients) roots.UnionWith(Gradients);
        return roots;
    }

    /// <summary>The list as text: what tests compare before and after a pass.</summary>
    public override string ToString()
    {
        Dictionary<Tensor, string> names = new(ReferenceEqualityComparer.Instance);
        string Name(Tensor tensor) => tensor is Variable variable ? variable.Name
            : names.TryGetValue(tensor, out string? name) ? name : names[tensor] = $"%{names.Count}";
        StringBuilder text = new();
        foreach (PlanStep step in Steps)
            text.Append(string.Join(", ", step.Outputs.Select(Name))).Append(" = ").Append(step.Op.Name).Append('(')
                .Append(string.Join(", ", step.Inputs.Select(Name))).Append(") ").Append(step.Outputs[0].Spec).Append('\n');
        foreach ((Variable variable, Tensor value) in Assigned) text.Append(variable.Name).Append(" <- ").Append(Name(value)).Append('\n');
        return text.Append("result ").Append(Name(Result)).ToString();
    }
}

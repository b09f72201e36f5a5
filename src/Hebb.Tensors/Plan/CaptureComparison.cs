using System.Globalization;

namespace Hebb;

/// <summary>Two captures of one step must be the same list: what differs would change from step to step, and a replay does not see it.</summary>
internal sealed class CaptureComparison(Capture first, Capture second)
{
    private const string KeepState = "keep what changes from step to step in a State (AddState, Assign), not in a field";

    private readonly string _eager = $"; or set {first.Eager} = true";
    private readonly Dictionary<Tensor, Tensor> _same = new(ReferenceEqualityComparer.Instance);   // what the first calls this, the second calls that

    /// <summary>Throws where the first op differs.</summary>
    /// <exception cref="UsageException">They are not the same.</exception>
    public void RequireSame(Tensor result, Tensor resultAgain)
    {
        int count = Math.Min(first.Steps.Count, second.Steps.Count);
        for (int i = 0; i < count; i++)
        {
            RequireSame(i, first.Steps[i], second.Steps[i]);
            for (int k = 0; k < first.Steps[i].Outputs.Length; k++) _same[first.Steps[i].Outputs[k]] = second.Steps[i].Outputs[k];
        }
        if (first.Steps.Count != second.Steps.Count)
        {
            (Capture longer, string when) = first.Steps.Count > count ? (first, "the first time only") : (second, "the second time only");
            throw Other(longer, count, $"operation {count}: {longer.Steps[count].Op.Name}, {when}");
        }
        bool sameEnd = IsSame(result, resultAgain) && first.Assigned.Count == second.Assigned.Count
            && first.Assigned.All(pair => second.Assigned.TryGetValue(pair.Key, out Tensor? value) && IsSame(pair.Value, value));
        if (!sameEnd)
            throw new UsageException("Capture: the step does the same when it is run again, and gives or assigns something else.",
                $"{first.Steps.Count} operations, {first.Assigned.Count} and {second.Assigned.Count} variables assigned",
                $"assign and return the same in every step, and choose with tensor ops (Where) instead of an if; {KeepState}{_eager}");
    }

    private void RequireSame(int i, PlanStep a, PlanStep b)
    {
        if (a.Op.GetType() != b.Op.GetType() || a.Inputs.Length != b.Inputs.Length)
            throw Other(second, i, $"operation {i}: {a.Op.Name}, then {b.Op.Name}");
        if (!a.Op.Equals(b.Op))
            throw In(second, i, new("Capture: a number or setting in the step is another one when the step is run again.",
                a.Op is FillOp before && b.Op is FillOp after
                    ? string.Create(CultureInfo.InvariantCulture, $"operation {i}: the number {before.Value}, then {after.Value}")
                    : $"operation {i}: {a.Op.Name} with other settings",
                $"{KeepState}; for random numbers use a layer such as Dropout{_eager}"));
        for (int k = 0; k < a.Inputs.Length; k++)
        {
            if (IsSame(a.Inputs[k], b.Inputs[k])) continue;
            if (a.Inputs[k].IsStandIn || b.Inputs[k].IsStandIn) throw Other(second, i, $"operation {i}: {a.Op.Name} of other operands");
            throw In(second, i, new($"Capture: {a.Op.Name} reads a tensor that the step makes anew from values outside of it.",
                $"operation {i}, input {k}: {b.Inputs[k].Spec}",
                $"make the tensor once, before the first step, if it never changes; {KeepState}{_eager}"));
        }
    }

    private bool IsSame(Tensor a, Tensor b) => ReferenceEquals(a, b) || _same.TryGetValue(a, out Tensor? other) && ReferenceEquals(other, b);

    private UsageException Other(Capture capture, int step, string values) =>
        In(capture, step, new("Capture: the step runs other operations when it is run again.", values,
            $"choose with tensor ops (Where) instead of an if over something that changes; {KeepState}{_eager}"));

    private static UsageException In(Capture capture, int step, UsageException error)
    {
        if (capture.OriginOf(step).Place is { } place) error.Within(place);
        return error;
    }
}

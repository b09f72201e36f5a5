namespace Hebb;

/// <summary>Takes out work that is repeated, constant, or for nobody.</summary>
internal static class Simplify
{
    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program)
    {
        Merge(program);
        Prune(program);
    }

    // Equal ops on equal inputs are one; what is filled with a constant is filled once, now.
    private static void Merge(PlanProgram program)
    {
        Dictionary<Tensor, Tensor> same = new(ReferenceEqualityComparer.Instance);
        Dictionary<(Op, string), PlanStep> seen = [];
        Dictionary<Tensor, int> numbers = new(ReferenceEqualityComparer.Instance);
        Tensor Now(Tensor tensor) => same.TryGetValue(tensor, out Tensor? other) ? other : tensor;
        int Number(Tensor tensor) => numbers.TryGetValue(tensor, out int number) ? number : numbers[tensor] = numbers.Count;
        List<PlanStep> steps = [];
        foreach (PlanStep step in program.Steps)
        {
            PlanStep now = step with { Inputs = [.. step.Inputs.Select(Now)] };
            (Op, string) key = (now.Op, string.Join(' ', now.Inputs.Select(Number)));
            if (seen.TryGetValue(key, out PlanStep? before))
            {
                for (int i = 0; i < now.Outputs.Length; i++) same[now.Outputs[i]] = before.Outputs[i];
                continue;
            }
            seen[key] = now;
            if (now.Op is FillOp fill)
            {
                Tensor value = Tensor.AllocateOutside(now.Outputs[0].Spec);
                Kernels.Fill.Constant(value.View, fill.Value);
                program.Constants[now.Outputs[0]] = value;
                continue;
            }
            steps.Add(now);
        }
        program.Steps = steps;
        program.Result = Now(program.Result);
        foreach (Variable variable in program.Assigned.Keys.ToArray()) program.Assigned[variable] = Now(program.Assigned[variable]);
    }

    private static void Prune(PlanProgram program)
    {
        HashSet<Tensor> live = program.Roots();
        List<PlanStep> kept = [];
        for (int i = program.Steps.Count - 1; i >= 0; i--)
        {
            PlanStep step = program.Steps[i];
            if (!step.Outputs.Any(live.Contains)) continue;
            foreach (Tensor input in step.Inputs) live.Add(input);
            kept.Add(step);
        }
        kept.Reverse();
        program.Steps = kept;
    }
}

namespace Hebb;

/// <summary>Joins an elementwise loop to the product or convolution that feeds it: bias and activation, gates, residual sums, optimizers' updates are done on
/// each block while it is in the cache.</summary>
/// <remarks>
/// The loop moves up to the product, so what else it reads must be there by then. Where the loop alone reads the product, the loop's output takes its place; an
/// update's gradient is then never in memory as a whole. The elements go through the same formulas in the same order: the bits are the same.
/// </remarks>
internal static class Epilogues
{
    /// <summary>How far behind a product that is read by others too, its loop may be: what comes early lies in memory longer.</summary>
    private const int NearSteps = 4;

    /// <summary>From this size on, a gradient that only its update reads gets no memory.</summary>
    private const int LargeBytes = 1 << 16;

    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program)
    {
        HashSet<Tensor> roots = program.Roots();
        Dictionary<Tensor, int> made = new(ReferenceEqualityComparer.Instance);
        Dictionary<Tensor, List<int>> readers = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < program.Steps.Count; i++)
        {
            foreach (Tensor output in program.Steps[i].Outputs) made[output] = i;
            foreach (Tensor input in program.Steps[i].Inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance))
            {
                if (!readers.TryGetValue(input, out List<int>? list)) readers[input] = list = [];
                list.Add(i);
            }
        }
        PlanStep?[] steps = [.. program.Steps];
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] is not { Outputs: [Tensor value] } producer || !readers.TryGetValue(value, out List<int>? candidates)) continue;
            bool alone = candidates.Count == 1 && !roots.Contains(value);
            foreach (int at in candidates)
            {
                if (steps[at] is not { } follower || (!alone && at > i + NearSteps)) continue;
                if (!IsThereBefore(i, at, follower, value) || Join(producer, follower, value, alone) is not { } joined) continue;
                steps[i] = joined;
                steps[at] = null;
                foreach (Tensor output in joined.Outputs) made[output] = i;
                break;
            }
        }
        program.Steps = [.. steps.OfType<PlanStep>()];

        // What the loop reads besides must be made before the product; and what it writes over must not be read between them.
        bool IsThereBefore(int i, int at, PlanStep follower, Tensor value)
        {
            foreach (Tensor input in follower.Inputs)
                if (!ReferenceEquals(input, value) && made.TryGetValue(input, out int place) && place >= i) return false;
            if (follower.Op is not UpdateOp) return true;
            foreach (Tensor input in follower.Inputs)
                if (input is Variable && readers[input].Exists(reader => reader > i && reader != at && steps[reader] is not null)) return false;
            return true;
        }
    }

    private static PlanStep? Join(PlanStep producer, PlanStep follower, Tensor value, bool alone)
    {
        if (follower.Loop is not { } loop || follower.Inputs.Count(input => ReferenceEquals(input, value)) != 1) return null;
        if (follower.Outputs.Any(output => output.Shape != value.Shape)) return null;
        if (follower.Inputs.Any(input => !Kernels.Epilogue.Takes(input.Shape, value.Shape))) return null;
        EpilogueResult result = alone && follower.Op is not UpdateOp ? EpilogueResult.Replaced
            : alone && value.Spec.Bytes >= LargeBytes ? EpilogueResult.Discarded : EpilogueResult.Kept;
        if (result == EpilogueResult.Replaced && (follower.Outputs.Length != 1 || follower.Outputs[0].Spec != value.Spec)) return null;
        if (!producer.Op.TakesEpilogue([.. producer.Inputs.Select(static input => input.Spec)], result == EpilogueResult.Discarded)) return null;
        int at = Array.FindIndex(follower.Inputs, input => ReferenceEquals(input, value));
        return new(new EpilogueOp(producer.Op, producer.Inputs.Length, follower.Op, loop, at, result),
            [.. producer.Inputs, .. follower.Inputs.Where(input => !ReferenceEquals(input, value))],
            result == EpilogueResult.Kept ? [value, .. follower.Outputs] : follower.Outputs);
    }
}

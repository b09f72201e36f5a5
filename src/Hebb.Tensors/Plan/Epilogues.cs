namespace Hebb;

/// <summary>Joins to a product or convolution what follows it and needs no more than a block at a time: bias and activation, dropout, gates and
/// residual sums are done on each block while it is in the cache.</summary>
/// <remarks>
/// What follows moves up to the product, so what else it reads must be there by then; or the product moves down to it, where they are near. Where it alone
/// reads the product, its output takes the product's place. The elements go through the same formulas in the same order: the bits are the same.
/// </remarks>
internal sealed class Epilogues
{
    /// <summary>How many steps are near: what is moved by so many lies in memory little longer.</summary>
    private const int NearSteps = 4;

    private readonly PlanStep?[] _steps;
    private readonly HashSet<Tensor> _roots;
    private readonly Dictionary<Tensor, int> _made = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, List<int>> _readers = new(ReferenceEqualityComparer.Instance);

    private Epilogues(PlanProgram program)
    {
        _steps = [.. program.Steps];
        _roots = program.Roots();
        for (int i = 0; i < _steps.Length; i++) Note(_steps[i]!, i);
    }

    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program)
    {
        Epilogues pass = new(program);
        for (int i = 0; i < pass._steps.Length; i++)
            for (int? at = i; at is int producer; at = pass.Follow(producer))
            {
                // What was joined may be followed by more.
            }
        program.Steps = [.. pass._steps.OfType<PlanStep>()];
    }

    /// <summary>Joins to a step the first that can follow it; gives the place of both, or null when none can.</summary>
    private int? Follow(int i)
    {
        if (_steps[i] is not { Outputs: [Tensor value] } producer || !_readers.TryGetValue(value, out List<int>? candidates)) return null;
        bool alone = candidates.Count == 1 && !_roots.Contains(value);
        foreach (int at in candidates)
        {
            bool near = at <= i + NearSteps;
            if (at == i || _steps[at] is not { } follower || !(alone || near)) continue;
            bool moves = !IsThereBefore(i, at, follower, value);
            if ((moves && !(alone && near && MayMoveDown(i, at))) || Join(producer, follower, value, alone) is not { } joined) continue;
            (int place, int gone) = moves ? (at, i) : (i, at);
            _steps[place] = joined;
            _steps[gone] = null;
            Note(joined, place);
            return place;
        }
        return null;
    }

    private void Note(PlanStep step, int place)
    {
        foreach (Tensor output in step.Outputs) _made[output] = place;
        foreach (Tensor input in step.Inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance))
        {
            if (!_readers.TryGetValue(input, out List<int>? list)) _readers[input] = list = [];
            if (!list.Contains(place)) list.Add(place);
        }
    }

    // What follows may read besides only what is made before the product.
    private bool IsThereBefore(int i, int at, PlanStep follower, Tensor value)
    {
        foreach (Tensor input in follower.Inputs)
            if (!ReferenceEquals(input, value) && _made.TryGetValue(input, out int place) && place >= i) return false;
        return true;
    }

    // Below a step that makes a variable's new value, the product might find the old one gone.
    private bool MayMoveDown(int i, int at)
    {
        for (int k = i + 1; k < at; k++)
            if (_steps[k] is { } between && between.Outputs.Any(_roots.Contains) && between.Inputs.Any(_steps[i]!.Inputs.Contains)) return false;
        return true;
    }

    private static PlanStep? Join(PlanStep producer, PlanStep follower, Tensor value, bool alone)
    {
        EpilogueResult result = alone ? EpilogueResult.Replaced : EpilogueResult.Kept;
        if (!follower.Op.FollowsBlocks(result) || follower.Inputs.Count(input => ReferenceEquals(input, value)) != 1) return null;
        if (follower.Outputs.Any(output => output.Shape != value.Shape)) return null;
        if (follower.Inputs.Any(input => !Kernels.Epilogue.Takes(input.Shape, value.Shape))) return null;
        if (result == EpilogueResult.Replaced && (follower.Outputs.Length != 1 || follower.Outputs[0].Spec != value.Spec)) return null;
        if (!producer.Op.TakesEpilogue([.. producer.Inputs.Select(static input => input.Spec)])) return null;
        int at = Array.FindIndex(follower.Inputs, input => ReferenceEquals(input, value));
        EpilogueOp op = new(producer.Op, producer.Inputs.Length, follower.Op, at, value.Spec, result, producer.ElementSteps + follower.ElementSteps);
        return new(op, [.. producer.Inputs, .. follower.Inputs.Where(input => !ReferenceEquals(input, value))],
            result == EpilogueResult.Kept ? [value, .. follower.Outputs] : follower.Outputs);
    }
}

namespace Hebb;

/// <summary>Runs a step early where that lets memory go: an optimizer's update directly after its gradient, which then is still in the cache.</summary>
/// <remarks>
/// The list stays in its order but for steps that free at least as many bytes as they take, because they are the last to read something: each of those runs
/// as soon as what it reads is there. Results cannot change: an op's output depends on its inputs alone. One edge is not in the data: a new value may lie in
/// its variable's own storage, so what reads the old value stays before the step that makes the new one.
/// Where a step needs all gradients, as clipping by their global norm does, the updates wait for it by themselves.
/// </remarks>
internal sealed class Reorder
{
    private readonly List<PlanStep> _steps;
    private readonly HashSet<Tensor> _outside;    // what lies outside the slab: it frees nothing and takes nothing
    private readonly List<int>[] _followers;     // of each step: those that wait for it
    private readonly int[] _waitsFor;            // how many steps each still waits for
    private readonly Dictionary<Tensor, Tensor> _memory = new(ReferenceEqualityComparer.Instance);   // whose memory an alias shares
    private readonly Dictionary<Tensor, int> _readers = new(ReferenceEqualityComparer.Instance);     // steps that have yet to read it
    private readonly SortedSet<int> _ready = [];
    private readonly List<PlanStep> _order = [];
    private readonly bool[] _isDone;

    private Reorder(PlanProgram program)
    {
        _steps = program.Steps;
        _followers = [.. _steps.Select(static _ => new List<int>())];
        _waitsFor = new int[_steps.Count];
        _isDone = new bool[_steps.Count];
        Dictionary<Tensor, int> makers = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _steps.Count; i++)
        {
            PlanStep step = _steps[i];
            foreach (Tensor input in Distinct(step.Inputs))
                if (makers.TryGetValue(input, out int maker)) Follow(maker, i);
            foreach (Tensor output in step.Outputs) makers[output] = i;
            if (!step.IsInstruction) _memory[step.Outputs[0]] = Memory(step.Inputs[0]);
            foreach (Tensor memory in Reads(step)) _readers[memory] = _readers.GetValueOrDefault(memory) + 1;
        }
        _outside = new(program.Roots().Select(Memory).Concat(program.Constants.Keys), ReferenceEqualityComparer.Instance);
        KeepOldValues(program, makers);
    }

    /// <summary>Runs the pass; the order stays as it is where the new one would need more memory at once.</summary>
    public static void Run(PlanProgram program)
    {
        long before = MemoryPlan.LiveBytesOf(program);
        List<PlanStep> steps = program.Steps;
        program.Steps = new Reorder(program).Order();
        if (MemoryPlan.LiveBytesOf(program) > before) program.Steps = steps;
    }

    // What reads a variable's old value and stands before the step that makes the new one is to stay there.
    private void KeepOldValues(PlanProgram program, Dictionary<Tensor, int> makers)
    {
        Dictionary<Tensor, int> renewed = new(ReferenceEqualityComparer.Instance);
        foreach ((Variable variable, Tensor value) in program.Assigned)
            if (makers.TryGetValue(Memory(value), out int maker)) renewed[variable] = maker;
        for (int i = 0; i < _steps.Count; i++)
            foreach (Tensor input in Distinct(_steps[i].Inputs))
                if (renewed.TryGetValue(input, out int maker) && i < maker) Follow(i, maker);
    }

    private void Follow(int step, int follower)
    {
        _followers[step].Add(follower);
        _waitsFor[follower]++;
    }

    private List<PlanStep> Order()
    {
        for (int i = 0; i < _steps.Count; i++)
            if (_waitsFor[i] == 0) _ready.Add(i);
        for (int i = 0; i < _steps.Count; i++)
        {
            if (_isDone[i]) continue;
            Take(i);
            while (_ready.FirstOrDefault(Frees, -1) is var next and >= 0) Take(next);
        }
        return _order;
    }

    private void Take(int i)
    {
        _order.Add(_steps[i]);
        _isDone[i] = true;
        _ready.Remove(i);
        foreach (Tensor memory in Reads(_steps[i])) _readers[memory]--;
        foreach (int follower in _followers[i])
            if (--_waitsFor[follower] == 0) _ready.Add(follower);
    }

    private bool Frees(int i)
    {
        PlanStep step = _steps[i];
        if (!step.IsInstruction) return true;   // nothing is done, but others wait for it
        long freed = 0, taken = 0;
        foreach (Tensor memory in Reads(step))
            if (_readers[memory] == 1 && !_outside.Contains(memory)) freed += memory.Spec.Bytes;
        foreach (Tensor output in step.Outputs)
            if (!_outside.Contains(output)) taken += output.Spec.Bytes;
        return freed > 0 && freed >= taken;
    }

    // The slab's memory that a step reads; an alias is no reader, its readers are.
    private IEnumerable<Tensor> Reads(PlanStep step) => !step.IsInstruction ? []
        : Distinct(step.Inputs.Select(Memory)).Where(static memory => memory.IsStandIn);

    private Tensor Memory(Tensor tensor) => _memory.TryGetValue(tensor, out Tensor? memory) ? memory : tensor;

    private static IEnumerable<Tensor> Distinct(IEnumerable<Tensor> tensors) => tensors.Distinct<Tensor>(ReferenceEqualityComparer.Instance);
}

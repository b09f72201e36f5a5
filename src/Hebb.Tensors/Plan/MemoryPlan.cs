using Hebb.Kernels;

namespace Hebb;

/// <summary>Where every value of a plan lies: in its variable, in memory of its own, or at a place of the slab that others use before and after.</summary>
internal sealed class MemoryPlan
{
    private const int Alignment = 64;
    private readonly PlanProgram _program;
    private readonly Dictionary<Tensor, Tensor> _root = new(ReferenceEqualityComparer.Instance);   // the value whose memory an alias shares
    private readonly Dictionary<Tensor, int> _made = new(ReferenceEqualityComparer.Instance);      // the step that makes a root
    private readonly Dictionary<Tensor, int> _last = new(ReferenceEqualityComparer.Instance);      // the last step that reads it
    private readonly Dictionary<Tensor, Tensor> _home = new(ReferenceEqualityComparer.Instance);   // memory outside the slab: a variable's, the result's
    private readonly Dictionary<Tensor, Life> _lives = new(ReferenceEqualityComparer.Instance);
    private readonly List<Life> _scratch = [];

    private MemoryPlan(PlanProgram program) => _program = program;

    /// <summary>The new values that are not made in their variable's own storage, and must be copied there at the end.</summary>
    public List<(Tensor Value, Variable Variable)> Copies { get; } = [];

    /// <summary>The size of the slab.</summary>
    public long SlabBytes { get; private set; }

    /// <summary>The greatest number of bytes that are alive at once: no slab can be smaller.</summary>
    public long LiveBytes { get; private set; }

    /// <summary>Runs the pass.</summary>
    public static MemoryPlan Of(PlanProgram program)
    {
        MemoryPlan plan = new(program);
        plan.FindLives();
        plan.FindHomes();
        plan.Share();
        plan.Place();
        return plan;
    }

    /// <summary>Where a value lies, given where the slab is.</summary>
    public View View(Tensor tensor, nint slab)
    {
        Tensor root = Root(tensor);
        nint address = _home.TryGetValue(root, out Tensor? home) ? home.View.Address : root.IsStandIn ? slab + (nint)_lives[root].Offset : root.View.Address;
        return new(address, tensor.DType, tensor.Shape);
    }

    /// <summary>The scratch memory of a step.</summary>
    public View Scratch(int step, nint slab) =>
        _scratch.Find(life => life.First == step) is { } life ? new(slab + (nint)life.Offset, DType.UInt8, [checked((int)life.Bytes)]) : default;

    private Tensor Root(Tensor tensor) => _root.TryGetValue(tensor, out Tensor? root) ? root : tensor;

    private void FindLives()
    {
        for (int i = 0; i < _program.Steps.Count; i++)
        {
            PlanStep step = _program.Steps[i];
            foreach (Tensor input in step.Inputs) _last[Root(input)] = i;
            if (!step.IsInstruction)
            {
                _root[step.Outputs[0]] = Root(step.Inputs[0]);   // a variable's memory changes under it: that one is copied
                continue;
            }
            foreach (Tensor output in step.Outputs) _made[output] = i;
            long scratch = step.Op is FusedOp ? 0 : step.Op.Workspace([.. step.Inputs.Select(static input => input.Spec)]);
            if (scratch > 0) _scratch.Add(new(scratch, i, i));
        }
        foreach ((Tensor value, Tensor constant) in _program.Constants) _home[value] = constant;
        _last[Root(_program.Result)] = _program.Steps.Count;
        if (_made.ContainsKey(Root(_program.Result))) _home[Root(_program.Result)] = Tensor.AllocateOutside(Root(_program.Result).Spec);
    }

    // A new value may be made in its variable's storage when nothing reads the old one afterwards, and the op that makes it may overwrite what it reads.
    private void FindHomes()
    {
        foreach ((Variable variable, Tensor value) in _program.Assigned)
        {
            Tensor root = Root(value);
            if (ReferenceEquals(root, variable)) continue;
            bool isFree = _made.TryGetValue(root, out int at) && !_home.ContainsKey(root) && root.Spec.Bytes == variable.Spec.Bytes
                && _last.GetValueOrDefault(variable, -1) <= at;
            if (isFree && Array.IndexOf(_program.Steps[at].Inputs, variable) is int read and >= 0)
            {
                PlanStep step = _program.Steps[at];
                isFree = step.Op.Reuses(Array.IndexOf(step.Outputs, root)) == read && Array.LastIndexOf(step.Inputs, variable) == read;
            }
            if (isFree) _home[root] = variable;
            else
            {
                Copies.Add((value, variable));
                _last[root] = _program.Steps.Count;
            }
        }
    }

    // An output takes the place of an input that ends with its step, where the op allows it.
    private void Share()
    {
        foreach ((Tensor root, int at) in _made)
        {
            if (_home.ContainsKey(root)) continue;
            int last = Math.Max(at, _last.GetValueOrDefault(root, at));
            PlanStep step = _program.Steps[at];
            int reused = step.Op is FusedOp ? Reusable(step, root) : step.Op.Reuses(Array.IndexOf(step.Outputs, root));
            Tensor? over = reused >= 0 && reused < step.Inputs.Length ? Root(step.Inputs[reused]) : null;
            bool takes = over is not null && _lives.TryGetValue(over, out Life? life) && life.Last == at && over.Spec.Bytes == root.Spec.Bytes
                && step.Inputs[reused].Spec == root.Spec && step.Inputs.Count(input => ReferenceEquals(Root(input), over)) == 1;
            if (takes)
            {
                _lives[root] = _lives[over!];
                _lives[root].Last = last;
            }
            else _lives[root] = new(root.Spec.Bytes, at, last);
        }
    }

    // Any input of the output's own shape and type may be overwritten by a fused loop: elements are read before they are written.
    private int Reusable(PlanStep step, Tensor root)
    {
        for (int i = 0; i < step.Inputs.Length; i++)
            if (step.Inputs[i].Spec == root.Spec && _lives.TryGetValue(Root(step.Inputs[i]), out Life? life) && life.Last == _made[root]) return i;
        return -1;
    }

    // Largest first, each at the lowest place that is free over its whole life.
    private void Place()
    {
        List<Life> placed = [];
        foreach (Life life in _lives.Values.Concat(_scratch).Distinct().OrderByDescending(static life => life.Bytes).ThenBy(static life => life.First))
        {
            long offset = 0;
            foreach (Life other in placed.Where(other => other.First <= life.Last && life.First <= other.Last).OrderBy(static other => other.Offset))
                if (other.Offset < offset + life.Bytes && offset < other.Offset + other.Bytes) offset = other.Offset + other.Bytes;
            life.Offset = offset;
            placed.Add(life);
            SlabBytes = Math.Max(SlabBytes, offset + life.Bytes);
        }
        for (int i = 0; i < _program.Steps.Count; i++)
            LiveBytes = Math.Max(LiveBytes, placed.Where(life => life.First <= i && i <= life.Last).Sum(static life => life.Bytes));
    }

    private sealed class Life(long bytes, int first, int last)
    {
        public long Bytes { get; } = (bytes + Alignment - 1) & -Alignment;

        public int First { get; } = first;

        public int Last { get; set; } = last;

        public long Offset { get; set; }
    }
}

using Hebb.Kernels;

namespace Hebb;

/// <summary>Where every value of a plan lies: in its variable, in memory of its own, or at a place of the slab that others use before and after.</summary>
internal sealed class MemoryPlan
{
    private readonly PlanProgram _program;
    private readonly Dictionary<Tensor, Tensor> _root = new(ReferenceEqualityComparer.Instance);   // the value whose memory an alias shares
    private readonly Dictionary<Tensor, int> _made = new(ReferenceEqualityComparer.Instance);      // the step that makes a root
    private readonly Dictionary<Tensor, int> _last = new(ReferenceEqualityComparer.Instance);      // the last step that reads it
    private readonly Dictionary<Tensor, Tensor> _home = new(ReferenceEqualityComparer.Instance);   // memory outside the slab: a variable's, the result's
    private readonly Dictionary<Tensor, Life> _lives = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, Life> _scratch = [];                                         // by step

    private MemoryPlan(PlanProgram program)
    {
        _program = program;
        FindLives();
        FindHomes();
        Share();
        LiveBytes = MostAlive(Lives, program.Steps.Count);
    }

    /// <summary>The new values that are not made in their variable's own storage, and must be copied there at the end.</summary>
    public List<(Tensor Value, Variable Variable)> Copies { get; } = [];

    /// <summary>The size of the slab.</summary>
    public long SlabBytes { get; private set; }

    /// <summary>The greatest number of bytes that are alive at once: no slab can be smaller.</summary>
    public long LiveBytes { get; }

    /// <summary>The gradients by variables in the order in which they become ready, which is the order in which they lie one after the other; empty where they
    /// are not all alive at once, and so share memory.</summary>
    public Tensor[] GradientBlock { get; private set; } = [];

    /// <summary>Runs the pass.</summary>
    public static MemoryPlan Of(PlanProgram program)
    {
        MemoryPlan plan = new(program);
        plan.GradientBlock = plan.FindGradientBlock();
        plan.SlabBytes = Placement.Place(plan.Lives, plan.LiveBytes, [.. plan.GradientBlock.Select(gradient => plan._lives[gradient])]);
        return plan;
    }

    /// <summary>The greatest number of bytes that are alive at once when steps run in the order they are in.</summary>
    public static long LiveBytesOf(PlanProgram program) => new MemoryPlan(program).LiveBytes;

    /// <summary>Where a value lies, given where the slab is.</summary>
    public View View(Tensor tensor, nint slab)
    {
        Tensor root = Root(tensor);
        nint address = _home.TryGetValue(root, out Tensor? home) ? home.View.Address : root.IsStandIn ? slab + (nint)_lives[root].Offset : root.View.Address;
        return new(address, tensor.DType, tensor.Shape);
    }

    /// <summary>The scratch memory of a step.</summary>
    public View Scratch(int step, nint slab) =>
        _scratch.TryGetValue(step, out Life? life) ? new(slab + (nint)life.Offset, DType.UInt8, [checked((int)life.Bytes)]) : default;

    /// <summary>The slab as text, a line for each piece from the lowest up: what tests compare.</summary>
    public override string ToString()
    {
        IEnumerable<string> lines = Lives.OrderBy(static life => life.Offset).ThenBy(static life => life.First).Select(life =>
            $"{life.Offset} to {life.Offset + life.Bytes - 1}: steps {life.First} to {life.Last}, "
            + (_scratch.TryGetValue(life.First, out Life? scratch) && ReferenceEquals(scratch, life) ? "scratch of " : "first ")
            + _program.Steps[life.First].Op.Name);
        return string.Join('\n', [.. lines, $"slab {SlabBytes}, alive at once {LiveBytes}, copies {Copies.Count}"]);
    }

    // What shares a place is one.
    private Life[] Lives => [.. _lives.Values.Concat(_scratch.Values).Distinct()];

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
            if (scratch > 0) _scratch[i] = new(scratch, i, i);
        }
        foreach ((Tensor value, Tensor constant) in _program.Constants) _home[value] = constant;
        _last[Root(_program.Result)] = _program.Steps.Count;
        if (_program.KeepsGradients)
            foreach (Tensor gradient in _program.Gradients) _last[Root(gradient)] = _program.Steps.Count;
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
                isFree = step.Op is FusedOp ? variable.Spec == root.Spec   // elements are read before they are written
                    : step.Op.Reuses(Array.IndexOf(step.Outputs, root)) == read && Array.LastIndexOf(step.Inputs, variable) == read;
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

    private Tensor[] FindGradientBlock()
    {
        Tensor[] gradients = [.. _program.Gradients.Select(Root).Where(_lives.ContainsKey).Distinct<Tensor>(ReferenceEqualityComparer.Instance)
            .OrderBy(gradient => _made[gradient])];
        bool together = gradients.Length > 1 && gradients.All(gradient => _lives[gradient].Last >= _made[gradients[^1]])
            && gradients.Select(gradient => _lives[gradient]).Distinct().Count() == gradients.Length;
        return together ? gradients : [];
    }

    // Any input of the output's own shape and type may be overwritten by a fused loop: elements are read before they are written.
    private int Reusable(PlanStep step, Tensor root)
    {
        for (int i = 0; i < step.Inputs.Length; i++)
            if (step.Inputs[i].Spec == root.Spec && _lives.TryGetValue(Root(step.Inputs[i]), out Life? life) && life.Last == _made[root]) return i;
        return -1;
    }

    // Bytes that begin to be needed at each step, less those no longer needed, added up.
    private static long MostAlive(Life[] lives, int steps)
    {
        var change = new long[steps + 2];   // what is needed after the last step lives until steps
        foreach (Life life in lives)
        {
            change[life.First] += life.Bytes;
            change[life.Last + 1] -= life.Bytes;
        }
        long alive = 0, most = 0;
        foreach (long bytes in change) most = Math.Max(most, alive += bytes);
        return most;
    }
}

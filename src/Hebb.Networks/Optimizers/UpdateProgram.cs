using Hebb.Kernels;

namespace Hebb;

/// <summary>An optimizer's formula for one element type, as a loop: its elementwise ops are one kernel that reads and writes everything in place in a single
/// pass.</summary>
/// <remarks>What the formula works out from the learning rate and the number of the step alone is done once per step, into memory of the program's own: a step
/// allocates nothing here.</remarks>
internal sealed class UpdateProgram
{
    private readonly ElementwiseProgram _loop;
    private readonly Tensor _rate;
    private readonly Tensor _step;
    private readonly List<OpNode> _prologue = [];                       // ops on single numbers, done once per step
    private readonly Dictionary<Tensor, Tensor> _numbers = new(ReferenceEqualityComparer.Instance);   // where the symbolic single numbers have their values
    private readonly Tensor[] _scalars;                                 // the single numbers that the loop reads
    private (double Rate, long Step) _prepared;

    private UpdateProgram(Update update, Tensor rate, Tensor step)
    {
        Slots = [.. update.SlotNames.Select(name => (name, update.Slot(name).Initial))];
        List<Tensor> inputs = [update.Input, update.Gradient, .. update.SlotNames.Select(name => update.Slot(name).Input)];
        List<Tensor> outputs = [update.Parameter, .. update.SlotNames.Select(name => update.Slot(name).Value)];
        List<OpNode> loop = Sort(outputs);
        List<Tensor> scalars = [];
        foreach (OpNode node in loop)
            foreach (Tensor input in node.Inputs)
                if (input.Rank == 0 && !scalars.Contains(input)) scalars.Add(input);
        foreach (Tensor output in outputs)
            if (output.Rank == 0)
                throw new UsageException("Optimizer: the update gives a single number where a whole parameter belongs.", "output of one element",
                    "make it a formula of the parameter, its gradient and the slots");

        Dictionary<Tensor, int> values = new(ReferenceEqualityComparer.Instance);
        foreach (Tensor input in inputs) values[input] = values.Count;
        foreach (Tensor scalar in scalars) values[scalar] = values.Count;
        List<ElementwiseMember> members = [];
        foreach (OpNode node in loop)
        {
            members.Add(new((IElementwiseKernel)node.Op, [.. node.Inputs.Select(input => values[input])]) { Outputs = node.Outputs.Count });
            foreach (Tensor output in node.Outputs) values[output] = values.Count;
        }
        DType[] types = [.. Enumerable.Repeat(update.DType, inputs.Count + scalars.Count)];
        ElementwiseComposition kernel = new([.. members], [.. outputs.Select(output => values[output])]);
        _loop = ElementwisePrograms.Get(kernel, types, types.AsSpan(0, outputs.Count));

        _rate = _numbers[rate] = Tensor.AllocateOutside(rate.Spec);
        _step = _numbers[step] = Tensor.AllocateOutside(step.Spec);
        foreach (OpNode node in _prologue) _numbers[node.Outputs[0]] = Tensor.AllocateOutside(node.Outputs[0].Spec);
        _scalars = [.. scalars.Select(Number)];
    }

    /// <summary>The values kept from step to step, with what they start from.</summary>
    public IReadOnlyList<(string Name, double Initial)> Slots { get; }

    /// <summary>Runs the formula once on symbolic tensors.</summary>
    public static UpdateProgram Capture(Action<Update> formula, DType type)
    {
        Recorder recorder = Recorder.Current;
        var before = recorder.Suspend();   // constants in the formula outlive any open tape
        try
        {
            Tensor rate = Single(DType.Float64), step = Single(DType.Float64);
            Update update = new(type, Graph.Input([], type), Graph.Input([], type), type == DType.Float64 ? rate : rate.Cast(type), step);
            formula(update);
            return new(update, rate, step);
        }
        finally
        {
            recorder.Resume(before);
        }
    }

    /// <summary>Works out the single numbers of a step from its learning rate and its number, unless that was done before.</summary>
    public void Prepare(double rate, long step)
    {
        if (_prepared == (rate, step)) return;
        _prepared = (rate, step);
        _rate.View.AsSpan<double>()[0] = rate;
        _step.View.AsSpan<double>()[0] = step;
        Span<View> views = stackalloc View[ElementwiseProgram.MaxInputs];
        foreach (OpNode node in _prologue)
        {
            int count = node.Inputs.Count;
            for (int i = 0; i < count; i++) views[i] = Number(node.Inputs[i]).View;
            views[count] = Number(node.Outputs[0]).View;
            node.Op.Forward(new ForwardContext(views[..count], views.Slice(count, 1), default));
        }
    }

    /// <summary>Updates one parameter and its slots in place.</summary>
    public void Run(Tensor parameter, Tensor gradient, ReadOnlySpan<Tensor> slots)
    {
        Span<View> inputs = stackalloc View[_loop.Inputs.Length], outputs = stackalloc View[_loop.Outputs.Length];
        inputs[0] = outputs[0] = parameter.View;
        inputs[1] = gradient.View;
        for (int i = 0; i < slots.Length; i++) inputs[2 + i] = outputs[1 + i] = slots[i].View;
        for (int i = 0; i < _scalars.Length; i++) inputs[2 + slots.Length + i] = _scalars[i].View;
        _loop.Run(inputs, outputs);
    }

    /// <summary>Writes the update of one parameter and its slots into the capture that is on.</summary>
    public void Write(Variable parameter, Tensor gradient, ReadOnlySpan<Variable> slots)
    {
        Tensor[] made = Op.ApplyAll(new UpdateOp(_loop, _loop.Outputs.Length), _loop.Outputs.Length, [parameter, gradient, .. slots, .. _scalars]);
        parameter.Assign(made[0]);
        for (int i = 0; i < slots.Length; i++) slots[i].Assign(made[i + 1]);
    }

    /// <summary>Updates only the rows that a gradient names. A row named more than once is worked out as often from the sum of its gradients, and so written
    /// with the same values each time.</summary>
    public void Run(Tensor parameter, RowGradient gradient, ReadOnlySpan<Tensor> slots)
    {
        Tensor rows = parameter.Gather(gradient.Rows);
        var slotRows = new Tensor[slots.Length];
        for (int i = 0; i < slotRows.Length; i++) slotRows[i] = slots[i].Gather(gradient.Rows);
        Run(rows, gradient.Totals().Totals, slotRows);
        WriteRows(parameter, gradient.Rows, rows);
        for (int i = 0; i < slotRows.Length; i++) WriteRows(slots[i], gradient.Rows, slotRows[i]);
    }

    private static void WriteRows(Tensor table, Tensor indices, Tensor rows)
    {
        (View from, View to) = (rows.View, table.View);
        long bytes = table.Spec.Bytes / Math.Max(1, table.Shape[0]);
        for (int i = 0; i < indices.Count; i++)
            Elements.Copy(from.Address + (nint)(i * bytes), to.Address + (nint)(Kernels.Gather.Index(indices.View, i) * bytes), bytes);
    }

    private static Tensor Single(DType type) => new InputNode().Announce([new([], type)], [new([], type)])[0];

    private Tensor Number(Tensor tensor) => tensor.IsSymbolic ? _numbers[tensor] : tensor;

    // What the outputs need, in order; ops on single numbers go to the prologue.
    private List<OpNode> Sort(List<Tensor> outputs)
    {
        List<OpNode> loop = [];
        HashSet<GraphNode> done = [];
        void Visit(Tensor tensor)
        {
            if (!tensor.IsSymbolic && tensor.Rank > 0)
                throw new UsageException("Optimizer: the update reads a tensor that is neither the parameter, nor its gradient, nor a slot.",
                    $"tensor {tensor.Spec}",
                    "keep a value for each element in a slot: u[\"name\"]");
            if (tensor.Symbol?.Producer is not OpNode node || !done.Add(node)) return;
            foreach (Tensor input in node.Inputs) Visit(input);
            if (node.Outputs[0].Rank == 0 && !node.Inputs.Any(static input => input.Rank > 0)) _prologue.Add(node);
            else if (node.Op is ElementwiseOp) loop.Add(node);
            else
                throw new UsageException($"Optimizer: the update uses {node.Op.Name}, which is not elementwise.",
                    $"operation {node.Op.Name}   element type {node.Outputs[0].DType}",
                    "write the update in elementwise ops; work on whole tensors (norms, sorting) belongs before it");
        }
        foreach (Tensor output in outputs) Visit(output);
        return loop;
    }
}

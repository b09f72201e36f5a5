namespace Hebb;

/// <summary>An optimizer's formula, made ready to run on parameters: as one loop (<see cref="ElementwiseUpdate"/>) or op by op
/// (<see cref="TensorUpdate"/>).</summary>
/// <remarks>What the formula works out from the learning rate and the number of the step alone is done once per step, into memory of the program's own: a step
/// allocates nothing here.</remarks>
internal abstract class UpdateProgram
{
    private readonly Tensor _rate;
    private readonly Tensor _step;
    private readonly List<OpNode> _prologue = [];                       // ops on single numbers, done once per step
    private readonly Dictionary<Tensor, Tensor> _numbers = new(ReferenceEqualityComparer.Instance);   // where the symbolic single numbers have their values
    private readonly (Tensor Place, Func<long, double> Formula)[] _ofStep;
    private (double Rate, long Step) _prepared;

    private protected UpdateProgram(Update update, Tensor rate, Tensor step)
    {
        Slots = [.. update.SlotNames.Select(name => update.Slot(name).Start)];
        Inputs = [update.Input, update.Gradient, .. update.SlotNames.Select(name => update.Slot(name).Input)];
        Outputs = [update.Parameter, .. update.SlotNames.Select(name => update.Slot(name).Value)];
        Nodes = Sort(Outputs);
        _rate = _numbers[rate] = Tensor.AllocateOutside(rate.Spec);
        _step = _numbers[step] = Tensor.AllocateOutside(step.Spec);
        _ofStep = [.. update.Numbers.Select(number => (_numbers[number.Input] = Tensor.AllocateOutside(number.Input.Spec), number.Formula))];
        foreach (OpNode node in _prologue) _numbers[node.Outputs[0]] = Tensor.AllocateOutside(node.Outputs[0].Spec);
    }

    /// <summary>The values kept from step to step, with what they start from.</summary>
    public IReadOnlyList<UpdateSlot> Slots { get; }

    /// <summary>The learning rate of the step that is prepared, as it is multiplied: a single number in Float64.</summary>
    public Tensor Rate => _rate;

    /// <summary>What the learning rate is multiplied by.</summary>
    public double RateMultiplier { get; init; } = 1;

    /// <summary>The symbolic parameter, gradient and slots that the formula reads.</summary>
    protected IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The symbolic parameter and slots that it gives.</summary>
    protected IReadOnlyList<Tensor> Outputs { get; }

    /// <summary>The ops on tensors, in order.</summary>
    protected IReadOnlyList<OpNode> Nodes { get; }

    /// <summary>Runs the formula once on symbolic tensors, and makes it one loop, for parameters of any shape.</summary>
    public static UpdateProgram Capture(Action<Update> formula, DType type, double multiplier = 1) =>
        Capture(formula, type, null, (update, rate, step) => new ElementwiseUpdate(update, rate, step) { RateMultiplier = multiplier });

    /// <summary>Runs the formula once on symbolic tensors of a parameter's shape, and keeps its ops.</summary>
    public static UpdateProgram Capture(Action<Update> formula, TensorSpec parameter, double multiplier = 1) =>
        Capture(formula, parameter.DType, parameter.Shape, (update, rate, step) => new TensorUpdate(update, rate, step) { RateMultiplier = multiplier });

    /// <summary>Works out the single numbers of a step from its learning rate and its number, unless that was done before.</summary>
    public void Prepare(double rate, long step)
    {
        if (_prepared == (rate, step)) return;
        _prepared = (rate, step);
        _rate.View.AsSpan<double>()[0] = rate * RateMultiplier;
        _step.View.AsSpan<double>()[0] = step;
        foreach ((Tensor place, Func<long, double> formula) in _ofStep) place.View.AsSpan<double>()[0] = formula(step);
        Span<Kernels.View> views = stackalloc Kernels.View[Kernels.ElementwiseProgram.MaxInputs];
        foreach (OpNode node in _prologue)
        {
            int count = node.Inputs.Count;
            for (int i = 0; i < count; i++) views[i] = Number(node.Inputs[i]).View;
            views[count] = Number(node.Outputs[0]).View;
            node.Op.Forward(new ForwardContext(views[..count], views.Slice(count, 1), default));
        }
    }

    /// <summary>Updates one parameter and its slots in place.</summary>
    public abstract void Run(Tensor parameter, Tensor gradient, ReadOnlySpan<Tensor> slots);

    /// <summary>Updates only the rows that a gradient names. A row named more than once is worked out as often from the sum of its gradients, and so written
    /// with the same values each time.</summary>
    public void Run(Tensor parameter, RowGradient gradient, ReadOnlySpan<Tensor> slots)
    {
        Tensor[] tables = [parameter, .. slots], rows = Array.ConvertAll(tables, table => table.Gather(gradient.Rows));
        Run(rows[0], gradient.Totals().Totals, rows.AsSpan(1));
        for (int i = 0; i < tables.Length; i++) Kernels.Gather.SetRows(tables[i].View, gradient.Rows.View, rows[i].View);
    }

    /// <summary>Writes the update of one parameter and its slots into the capture that is on.</summary>
    public void Write(Variable parameter, Tensor gradient, ReadOnlySpan<Variable> slots)
    {
        Tensor[] next = Next([parameter, gradient, .. slots]);
        parameter.Assign(next[0]);
        for (int i = 0; i < slots.Length; i++) slots[i].Assign(next[i + 1]);
    }

    /// <summary>Writes the update of the rows that a gradient names into the capture that is on.</summary>
    public void Write(Variable parameter, RowGradient gradient, ReadOnlySpan<Variable> slots)
    {
        Variable[] tables = [parameter, .. slots];
        Tensor[] rows = Array.ConvertAll(tables, table => table.Gather(gradient.Rows));
        Tensor[] next = Next([rows[0], gradient.Totals().Totals, .. rows.AsSpan(1)]);
        for (int i = 0; i < tables.Length; i++) tables[i].Assign(Op.Apply(SetRowsOp.Instance, tables[i], gradient.Rows, next[i]));
    }

    /// <summary>A symbolic tensor of a known shape.</summary>
    internal static Tensor Known(TensorSpec spec) => new InputNode().Announce([spec], [spec])[0];

    /// <summary>A symbolic single number.</summary>
    internal static Tensor Single(DType type) => Known(new([], type));

    /// <summary>Applies the formula: the new parameter and slots, from the parameter, its gradient and the slots.</summary>
    protected abstract Tensor[] Next(Tensor[] inputs);

    /// <summary>A single number with its value, or a constant.</summary>
    protected Tensor Number(Tensor tensor) => tensor.IsSymbolic ? _numbers[tensor] : tensor;

    private static UpdateProgram Capture(Action<Update> formula, DType type, Shape? whole, Func<Update, Tensor, Tensor, UpdateProgram> make)
    {
        Recorder recorder = Recorder.Current;
        var before = recorder.Suspend();   // constants in the formula outlive any open tape
        try
        {
            Tensor rate = Single(DType.Float64), step = Single(DType.Float64);
            Update update = new(type, whole, type == DType.Float64 ? rate : rate.Cast(type), step);
            formula(update);
            return make(update, rate, step);
        }
        finally
        {
            recorder.Resume(before);
        }
    }

    // What the outputs need, in order; ops on the single numbers of the step go to the prologue.
    private List<OpNode> Sort(IReadOnlyList<Tensor> outputs)
    {
        List<OpNode> nodes = [];
        HashSet<GraphNode> done = [];
        HashSet<Tensor> perParameter = new([.. Inputs], ReferenceEqualityComparer.Instance);
        void Visit(Tensor tensor)
        {
            if (tensor.Symbol?.Producer is not OpNode node || !done.Add(node)) return;
            foreach (Tensor input in node.Inputs) Visit(input);
            if (node.Outputs[0].Rank == 0 && !node.Inputs.Any(input => input.Rank > 0 || perParameter.Contains(input)))
            {
                _prologue.Add(node);
                return;
            }
            nodes.Add(node);
            foreach (Tensor output in node.Outputs) perParameter.Add(output);
        }
        foreach (Tensor output in outputs) Visit(output);
        return nodes;
    }
}

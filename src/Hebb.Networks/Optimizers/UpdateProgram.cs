using Hebb.Kernels;

namespace Hebb;

/// <summary>An optimizer's formula for one element type, as a loop: its elementwise ops are one kernel that reads and writes everything in place in a single pass.</summary>
internal sealed class UpdateProgram
{
    private readonly ElementwiseComposition _kernel;
    private readonly Tensor _rate;
    private readonly Tensor _step;
    private readonly List<OpNode> _prologue = [];        // ops on single numbers, done once per step
    private readonly List<Tensor> _scalars = [];         // the single numbers that the loop reads
    private readonly DType[] _inputs;
    private readonly DType[] _outputs;

    private UpdateProgram(Update update, Tensor rate, Tensor step)
    {
        _rate = rate;
        _step = step;
        Slots = [.. update.SlotNames.Select(name => (name, update.Slot(name).Initial))];
        List<Tensor> inputs = [update.Input, update.Gradient, .. update.SlotNames.Select(name => update.Slot(name).Input)];
        List<Tensor> outputs = [update.Parameter, .. update.SlotNames.Select(name => update.Slot(name).Value)];
        List<OpNode> loop = Sort(outputs);
        foreach (OpNode node in loop)
            foreach (Tensor input in node.Inputs)
                if (input.Rank == 0 && !_scalars.Contains(input)) _scalars.Add(input);
        Dictionary<Tensor, int> values = new(ReferenceEqualityComparer.Instance);
        foreach (Tensor input in inputs) values[input] = values.Count;
        foreach (Tensor scalar in _scalars) values[scalar] = values.Count;
        List<ElementwiseMember> members = [];
        foreach (OpNode node in loop)
        {
            members.Add(new((IElementwiseKernel)node.Op, [.. node.Inputs.Select(input => values[input])]) { Outputs = node.Outputs.Count });
            foreach (Tensor output in node.Outputs) values[output] = values.Count;
        }
        _kernel = new([.. members], [.. outputs.Select(output => values[output])]);
        _inputs = [.. Enumerable.Repeat(update.DType, inputs.Count + _scalars.Count)];
        _outputs = [.. Enumerable.Repeat(update.DType, outputs.Count)];
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

    /// <summary>The single numbers of a step, computed from its learning rate and number. Valid while the caller's scope is open.</summary>
    public Tensor[] Prologue(double rate, long step)
    {
        Dictionary<Tensor, Tensor> values = new(ReferenceEqualityComparer.Instance)
        {
            [_rate] = Tensor.Scalar(rate, DType.Float64),
            [_step] = Tensor.Scalar(step, DType.Float64),
        };
        Tensor Value(Tensor tensor) => tensor.IsSymbolic ? values[tensor] : tensor;
        foreach (OpNode node in _prologue) values[node.Outputs[0]] = Op.Apply(node.Op, [.. node.Inputs.Select(Value)]);
        return [.. _scalars.Select(Value)];
    }

    /// <summary>Updates one parameter and its slots in place.</summary>
    public void Run(Tensor parameter, Tensor gradient, IReadOnlyList<Variable> slots, Tensor[] scalars)
    {
        Span<View> inputs = stackalloc View[_inputs.Length], outputs = stackalloc View[_outputs.Length];
        inputs[0] = outputs[0] = parameter.View;
        inputs[1] = gradient.View;
        for (int i = 0; i < slots.Count; i++) inputs[2 + i] = outputs[1 + i] = slots[i].View;
        for (int i = 0; i < scalars.Length; i++) inputs[2 + slots.Count + i] = scalars[i].View;
        ElementwisePrograms.Get(_kernel, _inputs, _outputs).Run(inputs, outputs);
    }

    private static Tensor Single(DType type) => new InputNode().Announce([new([], type)], [new([], type)])[0];

    // What the outputs need, in order; ops on single numbers go to the prologue.
    private List<OpNode> Sort(List<Tensor> outputs)
    {
        List<OpNode> loop = [];
        HashSet<GraphNode> done = [];
        void Visit(Tensor tensor)
        {
            if (tensor.Symbol?.Producer is not OpNode node || !done.Add(node)) return;
            foreach (Tensor input in node.Inputs) Visit(input);
            if (node.Outputs[0].Rank == 0) _prologue.Add(node);
            else if (node.Op is ElementwiseOp) loop.Add(node);
            else
                throw new UsageException($"Optimizer: the update uses {node.Op.Name}, which is not elementwise.", $"output {node.Outputs[0].Spec}",
                    "write the update in elementwise ops; work on whole tensors (norms, sorting) belongs before it");
        }
        foreach (Tensor output in outputs) Visit(output);
        return loop;
    }
}

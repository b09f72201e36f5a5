namespace Hebb;

/// <summary>A whole step as a list of op applications, written down instead of run.</summary>
/// <remarks>
/// While a capture is on, ops infer their outputs and add themselves here; what they give are stand-ins without values.
/// Assigning a variable renames: what is read later in the step is the new value.
/// Tensors that have values (variables, the batch's buffers) are read where they lie, at every replay.
/// </remarks>
internal sealed class Capture
{
    private readonly List<PlanStep> _steps = [];
    private readonly List<Origin> _origins = [];
    private readonly Stack<Origin> _around = new();
    private readonly Dictionary<Tensor, int> _makers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, Tensor> _assigned = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Tensor> _gradients = new(ReferenceEqualityComparer.Instance);
    private readonly List<Action> _before = [], _after = [];
    private readonly Dictionary<object, int> _turns = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, int> _assignments = new(ReferenceEqualityComparer.Instance);

    /// <summary>The applications, in order.</summary>
    public IReadOnlyList<PlanStep> Steps => _steps;

    /// <summary>The option by which the user has the step run op by op instead.</summary>
    public required string Eager { get; init; }

    /// <summary>The value that each variable has at the end.</summary>
    public IReadOnlyDictionary<Variable, Tensor> Assigned => _assigned;

    /// <summary>The gradients by variables that the step asks for.</summary>
    public IReadOnlyCollection<Tensor> Gradients => _gradients;

    /// <summary>What the host does before each replay: learning rates and counters into their places.</summary>
    public IReadOnlyList<Action> Before => _before;

    /// <summary>What the host does after each replay that came to its end: steps are counted.</summary>
    public IReadOnlyList<Action> After => _after;

    /// <summary>Runs a step with ops written down.</summary>
    /// <param name="step">The step.</param>
    /// <param name="eager">The option by which the user has it run op by op instead, for the messages.</param>
    public static (Capture Capture, Tensor Result) Run(Func<Tensor> step, string eager = "Trainer.Eager")
    {
        Recorder recorder = Recorder.Current;
        Capture capture = new() { Eager = eager };
        recorder.Capture = capture;
        try
        {
            using var scope = TensorScope.Training();
            Tensor result = step();
            return (capture, capture.Current(result));
        }
        finally
        {
            recorder.Capture = null;
        }
    }

    /// <summary>Writes an application down.</summary>
    public void Add(Op op, ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        var read = new Tensor[inputs.Length];
        bool depends = false;
        for (int i = 0; i < read.Length; i++)
        {
            read[i] = Current(inputs[i]);
            if (read[i].IsStandIn && !_makers.ContainsKey(read[i])) throw Stale(op, read[i]);
            depends |= inputs[i].DependsOnVariable;
        }
        SpecList announced = default;
        op.Infer(Graph.Specs(inputs, other: false), ref announced);
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = Tensor.StandIn(announced[i]);
            _makers[outputs[i]] = _steps.Count;
            outputs[i].DependsOnVariable = depends && op is not DetachOp && announced[i].DType.IsFloat();
        }
        _steps.Add(new(op, read, outputs.ToArray()));
        _origins.Add(Origin);
        Recorder recorder = Recorder.Current;
        if (recorder.IsRecording && inputs.Length > 0) recorder.Record(op, inputs, outputs);
    }

    /// <summary>Where ops come from at present.</summary>
    public Origin Origin { get; set; }

    /// <summary>Begins a layer: its ops come from it, and from those around it. A model that is no part of another has no name here.</summary>
    public void Enter(string? layer, string place)
    {
        _around.Push(Origin);
        Origin = new(Origin.Layer is { } outer ? $"{outer}/{layer}" : layer, place);
    }

    /// <summary>Returns to the layer around.</summary>
    public void Leave()
    {
        if (_around.TryPop(out Origin around)) Origin = around;
    }

    /// <summary>Where an op came from.</summary>
    public Origin OriginOf(int step) => _origins[step];

    /// <summary>Where a tensor's op came from; null for what was not made in this step.</summary>
    public Origin? OriginOf(Tensor tensor) => _makers.TryGetValue(tensor, out int step) ? _origins[step] : null;

    /// <summary>The number of the application that computes a stand-in, whatever shapes it is given afterwards; null for what is not made in this
    /// step.</summary>
    public int? Maker(Tensor tensor)
    {
        if (!_makers.TryGetValue(tensor, out int step)) return null;
        return _steps[step].IsInstruction ? step : Maker(_steps[step].Inputs[0]) ?? step;
    }

    /// <summary>Renames a variable: from here on it is this value.</summary>
    public void Assign(Variable variable, Tensor value)
    {
        _assigned[variable] = Current(value);
        _assignments[variable] = Assignments(variable) + 1;
    }

    /// <summary>How often a variable was assigned so far.</summary>
    public int Assignments(Variable variable) => _assignments.GetValueOrDefault(variable);

    /// <summary>Writes down that a value is the gradient by a variable.</summary>
    public void NoteGradient(Tensor gradient) => _gradients.Add(gradient);

    /// <summary>Has something done by the host before each replay.</summary>
    public void BeforeReplay(Action action) => _before.Add(action);

    /// <summary>Has something done by the host after each replay that came to its end.</summary>
    public void AfterReplay(Action action) => _after.Add(action);

    /// <summary>How often somebody has asked this before in this step: an optimizer that is applied twice takes two steps.</summary>
    public int Turn(object who) => _turns[who] = _turns.GetValueOrDefault(who, -1) + 1;

    /// <summary>A tensor as it is at this point of the step.</summary>
    public Tensor Current(Tensor tensor) => tensor is Variable variable && _assigned.TryGetValue(variable, out Tensor? value) ? value : tensor;

    private UsageException Stale(Op op, Tensor tensor) =>
        new($"{op.Name}: it reads a tensor that was made while a step was captured before, and has no values.", $"input {tensor.Spec}",
            "keep what changes from step to step in a State (AddState, Assign), and make what never changes before the first step;"
            + $" or set {Eager} = true");
}

using System.Globalization;

namespace Hebb;

/// <summary>Turns gradients into better parameters.</summary>
/// <remarks>
/// A concrete optimizer is a formula over tensors, in <see cref="Update(Update)"/>. The formula is captured once per element type and always runs as one
/// elementwise loop over each parameter, so it reads like the textbook and runs at the speed of memory. One that needs norms or matrix products works op by op
/// on whole parameters: <see cref="WorksOnWhole"/>.
/// </remarks>
/// <example><code>
/// foreach (Batch batch in train.Shuffle(seed: 1).Batches(64))
/// {
///     using var tape = GradientTape.Begin();
///     Tensor loss = crossEntropy.Call(model.Call(batch.Inputs), batch.Labels);
///     optimizer.Apply(tape.Gradient(loss, model.Parameters));
/// }
/// </code></example>
public abstract partial class Optimizer
{
    private readonly Dictionary<ProgramKey, UpdateProgram> _programs = [];
    private readonly Dictionary<Variable, Variable[]> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, double> _multipliers = new(ReferenceEqualityComparer.Instance);
    private readonly double _weightDecay;
    private readonly double _averageDecay;

    /// <summary>Begins with a learning rate.</summary>
    protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate before any schedule. May be changed between steps; the next step takes the new one, without anything being compiled
    /// anew.</summary>
    public double LearningRate { get; set => field = NotNegative("learning rate", "learningRate", value, "1e-3 is a usual start"); }

    /// <summary>How the learning rate changes from step to step; constant by default.</summary>
    public Schedule Schedule
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Schedule));
            if (value.MovesMomentum && !HasMomentum)
                throw new OptionException($"{GetType().Name}: the schedule moves the momentum, which only Sgd has.", $"Schedule {value.GetType().Name}",
                    "leave the schedule's LowMomentum out, or use Sgd with a Momentum");
            field = value;
        }
    } = Schedule.Constant;

    /// <summary>How much of every weight is taken away in each step, times the learning rate: <c>w - rate * decay * w</c>, apart from the gradient and its
    /// momentum. 0 by default.</summary>
    /// <remarks>Decoupled, as in Keras and in AdamW. (PyTorch's <c>weight_decay</c> of SGD and Adam adds to the gradient instead: the same as a squared penalty
    /// in the loss.) (Loshchilov and Hutter 2019.)</remarks>
    public double WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = NotNegative("weight decay", nameof(WeightDecay), value, "0.004 is usual with AdamW");
    }

    /// <summary>Whether weight decay also applies to parameters of a single axis: biases, and the scales of normalization. True by default, as in
    /// Keras; <see cref="Parameter.Decays"/> says which never decay.</summary>
    public bool DecaysBiases { get; init; } = true;

    /// <summary>What the learning rate is multiplied by for each variable; 1 everywhere when null, the default. 0 leaves a variable as it is.</summary>
    /// <remarks>Asked once for each variable, at the latest when it is first changed.</remarks>
    /// <example>A pretrained part that is changed a tenth as much:
    /// <code>Optimizer = new Adam { RateMultiplier = variable => variable.Name.StartsWith("backbone/", StringComparison.Ordinal) ? 0.1 : 1 }</code></example>
    public Func<Variable, double>? RateMultiplier { get; init; }

    /// <summary>How much of the weights' running average is kept in a step, from 0 (the default: no average is kept) to less than 1; 0.999 is usual.</summary>
    /// <remarks>With d: <c>a += (1 - d) / (1 - d^t) (w - a)</c> after step t, an exponentially weighted average that is corrected for its start (A102, A103).
    /// The same pass over memory computes it. The callback <c>AveragedWeights</c> evaluates and ends a run with it. (Polyak and Juditsky 1992.)</remarks>
    public double AverageDecay
    {
        get => _averageDecay;
        init => _averageDecay = Fraction(nameof(AverageDecay), value, "0.999 is usual");
    }

    /// <summary>Whether running averages of the weights are kept.</summary>
    internal virtual bool KeepsAverage => AverageDecay > 0;

    /// <summary>How many steps have been taken.</summary>
    public long Step { get; internal set; }

    /// <summary>How many steps the whole run will take, for schedules that end with it; the trainer sets it.</summary>
    public long? RunSteps
    {
        get;
        set => field = value is not < 0 ? value
            : throw new OptionException($"{GetType().Name}: the run is of {value} steps.", $"RunSteps {value}", "give the number of steps, or null");
    }

    /// <summary>The learning rate of the next step.</summary>
    public double CurrentRate => RateAt(Step);

    /// <summary>The learning rate of every step while this is set, whatever the schedule says: for finding a good one.</summary>
    internal double? FixedRate { get; set; }

    /// <summary>Which run takes its steps with it.</summary>
    internal Holder Holder { get; } = new();

    /// <summary>Takes one step: changes every variable that the gradients reach.</summary>
    /// <remarks>A row-sparse gradient (<see cref="RowGradient"/>) changes only its rows where that is the same as changing all, as with plain
    /// <see cref="Sgd"/>, or where it was asked for (<see cref="Adam.Lazy"/>).</remarks>
    public void Apply(Gradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (Recorder.Current.Capture is { } capture)
        {
            Write(gradients, capture);
            return;
        }
        using var scope = TensorScope.Begin();
        double rate = CurrentRate;
        Step++;
        foreach (Tensor source in gradients.Sources)
        {
            if (source is not Variable variable || !gradients.Reaches(source)) continue;
            UpdateProgram program = Program(variable);
            program.Prepare(rate, Step);
            if (Rows(gradients, source) is { } rows) program.Run(variable, rows, Slots(variable));
            else program.Run(variable, gradients[source], Slots(variable));
            variable.Wrote();
            Constrain(variable, program);
        }
    }

    // The step as ops of a capture: the learning rate and the step's number are put in their places before each replay, and a step is counted when all of
    // it was done. What is applied a second time within the captured step has places of its own.
    private void Write(Gradients gradients, Capture capture)
    {
        int turn = capture.Turn(this);
        HashSet<UpdateProgram> programs = [];
        using var scope = TensorScope.Begin();
        foreach (Tensor source in gradients.Sources)
        {
            if (source is not Variable variable || !gradients.Reaches(source)) continue;
            UpdateProgram program = Program(variable, turn);
            programs.Add(program);
            if (Rows(gradients, source) is { } rows) program.Write(variable, rows, Slots(variable));
            else program.Write(variable, gradients[source], Slots(variable));
            Constrain(variable, program);
        }
        UpdateProgram[] all = [.. programs];
        capture.BeforeReplay(() =>
        {
            double rate = RateAt(Step + turn);
            foreach (UpdateProgram program in all) program.Prepare(rate, Step + turn + 1);
        });
        capture.AfterReplay(() => Step++);
    }

    /// <summary>The formula of one step: assigns <see cref="Hebb.Update.Parameter"/> and the slots.</summary>
    protected abstract void Update(Update u);

    /// <summary>Whether a variable's formula works on whole tensors, op by op, instead of element by element: for norms, means along an axis, and matrix
    /// products. False unless overridden.</summary>
    protected virtual bool WorksOnWhole(Variable variable) => false;

    /// <summary>The slot in which weights are averaged.</summary>
    private protected const string AverageSlot = "average";

    /// <summary>Whether there is a momentum that a schedule can move.</summary>
    private protected virtual bool HasMomentum => false;

    /// <summary>True when the rows that a row-sparse gradient does not name may be left alone.</summary>
    private protected virtual bool UpdatesRows => false;

    /// <summary>The values kept for variables, made where they are missing, under the names of files: <c>dense/kernel/momentum</c>.</summary>
    internal IEnumerable<(string Name, Variable Slot)> State(IEnumerable<Variable> variables)
    {
        foreach (Variable variable in variables)
        {
            UpdateProgram program = Program(variable);
            Variable[] slots = Slots(variable);
            for (int i = 0; i < slots.Length; i++) yield return ($"{variable.Name}/{program.Slots[i].Name}", slots[i]);
        }
    }

    /// <summary>An option that is zero or more.</summary>
    private protected double NotNegative(string what, string option, double value, string advice) => value >= 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}: the {what} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"),
            $"use a number of zero or more; {advice}");

    /// <summary>An option that says how much of the past is kept.</summary>
    private protected double Fraction(string option, double value, string advice) => value is >= 0 and < 1 ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}: {option} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"),
            $"use a number from 0 to less than 1; {advice}");

    /// <summary>Goes back to the state before the first step: slots as they begin, and no steps taken.</summary>
    internal void Forget()
    {
        Step = 0;
        foreach ((Variable variable, Variable[] slots) in _slots)
            for (int i = 0; i < slots.Length; i++) Begin(slots[i], Program(variable).Slots[i], variable);
    }

    /// <summary>The running average of a variable's weights; null when none is kept.</summary>
    internal Variable? Average(Variable variable)
    {
        if (!_slots.TryGetValue(variable, out Variable[]? slots)) return null;
        UpdateProgram program = Program(variable);
        for (int i = 0; i < slots.Length; i++)
            if (program.Slots[i].Name == AverageSlot) return slots[i];
        return null;
    }

    // The rows of a gradient, where the others may be left alone.
    private RowGradient? Rows(Gradients gradients, Tensor source) =>
        UpdatesRows && AverageDecay == 0 && gradients.TryGetRows(source, out RowGradient rows) ? rows : null;

    // A schedule may be a function of the user's: a negative rate would climb, a NaN would spoil every weight.
    private double RateAt(long step) => (FixedRate ?? Schedule.Rate(LearningRate, step, RunSteps)) is var rate && rate >= 0 && double.IsFinite(rate) ? rate
        : throw new OptionException(
            string.Create(CultureInfo.InvariantCulture, $"{GetType().Name}: at step {step} the schedule gives a learning rate of {rate}."),
            string.Create(CultureInfo.InvariantCulture, $"Schedule {Schedule.GetType().Name}   learning rate {LearningRate}"),
            "let it give numbers of zero or more");

    private Variable[] Slots(Variable variable)
    {
        if (_slots.TryGetValue(variable, out Variable[]? slots)) return slots;
        UpdateProgram program = Program(variable);
        slots = new Variable[program.Slots.Count];
        for (int i = 0; i < slots.Length; i++)
        {
            UpdateSlot start = program.Slots[i];
            slots[i] = new(new TensorSpec(start.Shape ?? variable.Shape, variable.DType), start.Name);
            Begin(slots[i], start, variable);
        }
        return _slots[variable] = slots;
    }

    private static void Begin(Variable slot, UpdateSlot start, Variable variable)
    {
        if (start.CopiesParameter) Kernels.Elements.Copy(variable.View.Address, slot.View.Address, variable.Spec.Bytes);
        else Kernels.Fill.Constant(slot.View, start.Initial);
    }

    private UpdateProgram Program(Variable variable, int turn = 0)
    {
        bool isWhole = WorksOnWhole(variable);
        bool decays = WeightDecay > 0 && (DecaysBiases || variable.Rank > 1) && variable is not Parameter { Decays: false };
        ProgramKey key = new(variable.DType, decays, turn, Multiplier(variable), isWhole ? variable.Shape : null);
        return _programs.TryGetValue(key, out UpdateProgram? program) ? program : _programs[key] = Capture(key);
    }

    private UpdateProgram Capture(ProgramKey key)
    {
        void Formula(Update u) => Write(u, key.Decays);
        return key.Whole is { } shape ? UpdateProgram.Capture(Formula, new TensorSpec(shape, key.Type), key.Multiplier)
            : UpdateProgram.Capture(Formula, key.Type, key.Multiplier);
    }

    private double Multiplier(Variable variable)
    {
        if (RateMultiplier is null) return 1;
        if (_multipliers.TryGetValue(variable, out double multiplier)) return multiplier;
        return _multipliers[variable] = NotNegative($"rate multiplier of '{variable.Name}'", nameof(RateMultiplier), RateMultiplier(variable), "1 is usual");
    }

    private void Write(Update u, bool decays)
    {
        if (decays) u.Parameter -= u.Parameter * (u.Rate * WeightDecay);
        Update(u);
        if (AverageDecay == 0) return;
        u.BeginAsParameter(AverageSlot);
        u[AverageSlot] += (u.Parameter - u[AverageSlot]) * u.Number(step => (1 - AverageDecay) / (1 - Math.Pow(AverageDecay, step)));
    }

    // What a program is for: the same formula is captured anew for each of these.
    private readonly record struct ProgramKey(DType Type, bool Decays, int Turn, double Multiplier, Shape? Whole);
}

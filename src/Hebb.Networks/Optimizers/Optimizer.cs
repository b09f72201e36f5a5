using System.Globalization;

namespace Hebb;

/// <summary>Turns gradients into better parameters.</summary>
/// <remarks>
/// A concrete optimizer is a formula over tensors, in <see cref="Update(Update)"/>. The formula is captured once per element type and always runs as one
/// elementwise loop over each parameter,
/// so it reads like the textbook and runs at the speed of memory.
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
    private readonly Dictionary<(DType Type, bool Decays, int Turn), UpdateProgram> _programs = [];
    private readonly Dictionary<Variable, Variable[]> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly double _weightDecay;

    /// <summary>Begins with a learning rate.</summary>
    protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate before any schedule. May be changed between steps; the next step takes the new one, without anything being compiled
    /// anew.</summary>
    public double LearningRate { get; set => field = NotNegative("learning rate", "learningRate", value, "1e-3 is a usual start"); }

    /// <summary>How the learning rate changes from step to step; constant by default.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

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
    /// Keras.</summary>
    public bool DecaysBiases { get; init; } = true;

    /// <summary>How many steps have been taken.</summary>
    public long Step { get; internal set; }

    /// <summary>How many steps the whole run will take, for schedules that end with it; the trainer sets it.</summary>
    public long? RunSteps { get; set; }

    /// <summary>The learning rate of the next step.</summary>
    public double CurrentRate => Schedule.Rate(LearningRate, Step, RunSteps);

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
            if (UpdatesRows && gradients.TryGetRows(source, out RowGradient rows)) program.Run(variable, rows, Slots(variable));
            else program.Run(variable, gradients[source], Slots(variable));
            variable.Wrote();
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
            program.Write(variable, gradients[source], Slots(variable));
        }
        UpdateProgram[] all = [.. programs];
        capture.BeforeReplay(() =>
        {
            double rate = Schedule.Rate(LearningRate, Step + turn, RunSteps);
            foreach (UpdateProgram program in all) program.Prepare(rate, Step + turn + 1);
        });
        capture.AfterReplay(() => Step++);
    }

    /// <summary>The formula of one step: assigns <see cref="Hebb.Update.Parameter"/> and the slots.</summary>
    protected abstract void Update(Update u);

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

    private Variable[] Slots(Variable variable)
    {
        if (_slots.TryGetValue(variable, out Variable[]? slots)) return slots;
        UpdateProgram program = Program(variable);
        slots = new Variable[program.Slots.Count];
        for (int i = 0; i < slots.Length; i++)
        {
            (string name, double initial) = program.Slots[i];
            slots[i] = new(variable.Spec, name);
            if (initial != 0) Kernels.Fill.Constant(slots[i].View, initial);
        }
        _slots[variable] = slots;
        return slots;
    }

    private UpdateProgram Program(Variable variable, int turn = 0)
    {
        (DType, bool, int) key = (variable.DType, WeightDecay > 0 && (DecaysBiases || variable.Rank > 1), turn);
        if (_programs.TryGetValue(key, out UpdateProgram? program)) return program;
        return _programs[key] = UpdateProgram.Capture(key.Item2 ? Decayed : Update, variable.DType);
    }

    private void Decayed(Update u)
    {
        u.Parameter -= u.Parameter * (u.Rate * WeightDecay);
        Update(u);
    }
}

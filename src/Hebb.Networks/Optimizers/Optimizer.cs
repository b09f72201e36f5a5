namespace Hebb;

/// <summary>Turns gradients into better parameters.</summary>
/// <remarks>
/// A concrete optimizer is a formula over tensors, in <see cref="Update(Update)"/>. The formula is captured once per element type and always runs as one elementwise loop over each parameter,
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
public abstract class Optimizer
{
    private readonly Dictionary<DType, UpdateProgram> _programs = [];
    private readonly Dictionary<Variable, Variable[]> _slots = new(ReferenceEqualityComparer.Instance);

    /// <summary>Begins with a learning rate.</summary>
    protected Optimizer(double learningRate)
    {
        if (!(learningRate >= 0) || double.IsInfinity(learningRate))
            throw new OptionException($"{GetType().Name}: the learning rate is {learningRate}.", $"learningRate {learningRate}", "use a number of zero or more; 1e-3 is a usual start");
        LearningRate = learningRate;
    }

    /// <summary>The learning rate before any schedule.</summary>
    public double LearningRate { get; }

    /// <summary>How the learning rate changes from step to step; constant by default.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>How many steps have been taken.</summary>
    public long Step { get; internal set; }

    /// <summary>How many steps the whole run will take, for schedules that end with it; the trainer sets it.</summary>
    public long? RunSteps { get; set; }

    /// <summary>The learning rate of the next step.</summary>
    public double CurrentRate => Schedule.Rate(LearningRate, Step, RunSteps);

    /// <summary>Takes one step: changes every variable that the gradients reach.</summary>
    public void Apply(Gradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        using var scope = TensorScope.Begin();
        double rate = CurrentRate;
        Step++;
        Dictionary<DType, Tensor[]> scalars = [];
        foreach (Tensor source in gradients.Sources)
        {
            if (source is not Variable variable || !gradients.Reaches(source)) continue;
            UpdateProgram program = Program(variable.DType);
            if (!scalars.TryGetValue(variable.DType, out Tensor[]? numbers)) scalars[variable.DType] = numbers = program.Prologue(rate, Step);
            program.Run(variable, gradients[source], Slots(variable), numbers);
            variable.Wrote();
        }
    }

    /// <summary>The formula of one step: assigns <see cref="Hebb.Update.Parameter"/> and the slots.</summary>
    protected abstract void Update(Update u);

    /// <summary>The values kept for a variable, made when first asked for.</summary>
    internal Variable[] Slots(Variable variable)
    {
        if (_slots.TryGetValue(variable, out Variable[]? slots)) return slots;
        UpdateProgram program = Program(variable.DType);
        slots = new Variable[program.Slots.Count];
        for (int i = 0; i < slots.Length; i++)
        {
            (string name, double initial) = program.Slots[i];
            slots[i] = new(variable.Spec, $"{variable.Name}/{name}");
            if (initial != 0) Kernels.Fill.Constant(slots[i].View, initial);
        }
        _slots[variable] = slots;
        return slots;
    }

    private UpdateProgram Program(DType type)
    {
        if (!_programs.TryGetValue(type, out UpdateProgram? program)) _programs[type] = program = UpdateProgram.Capture(Update, type);
        return program;
    }
}

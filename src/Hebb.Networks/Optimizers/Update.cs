namespace Hebb;

/// <summary>What an optimizer's formula is written in: the parameter, its gradient, the values kept from step to step, and the scalars of the step.</summary>
/// <remarks>The tensors are symbolic. The formula is run once per element type, and the ops in it become one loop over the parameter, in place; ops on single
/// numbers are done once per step. Where the optimizer works on whole tensors (<see cref="Optimizer.WorksOnWhole"/>), the formula is run once per shape and may
/// use any op.</remarks>
public sealed class Update
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, (Tensor Input, Tensor Value, UpdateSlot Start)> _slots = [];
    private readonly List<(Tensor Input, Func<long, double> Formula)> _numbers = [];
    private readonly Shape? _whole;

    internal Update(DType type, Shape? whole, Tensor rate, Tensor step)
    {
        DType = type;
        _whole = whole;
        Input = Parameter = Symbol();
        Gradient = Symbol();
        Rate = rate;
        Step = step;
    }

    /// <summary>The parameter's value; assigning it is the result of the formula.</summary>
    public Tensor Parameter { get; set; }

    /// <summary>The gradient of the loss by the parameter.</summary>
    public Tensor Gradient { get; }

    /// <summary>The learning rate of this step: a single number, of the parameter's type.</summary>
    public Tensor Rate { get; }

    /// <summary>The number of this step, from 1: a single number in Float64, so that powers of it are exact enough; <see cref="Scalar"/> brings a result to the
    /// parameter's type.</summary>
    public Tensor Step { get; }

    /// <summary>The parameter's type.</summary>
    public DType DType { get; }

    /// <summary>Whether the tensors are whole parameters, of which any op may be used; see <see cref="Optimizer.WorksOnWhole"/>.</summary>
    public bool IsWhole => _whole is not null;

    internal Tensor Input { get; }

    internal IReadOnlyList<string> SlotNames => _names;

    internal IReadOnlyList<(Tensor Input, Func<long, double> Formula)> Numbers => _numbers;

    /// <summary>A value that is kept for every parameter element from step to step; zero in the first step unless <see cref="Begin(string, double)"/> says
    /// otherwise.</summary>
    public Tensor this[string slot]
    {
        get => Find(slot).Value;
        set => _slots[slot] = Find(slot) with { Value = value };
    }

    /// <summary>Says what number a slot starts from.</summary>
    public void Begin(string slot, double initial) => Begin(new UpdateSlot(slot, initial));

    /// <summary>Says that a slot starts as a copy of the parameter.</summary>
    public void BeginAsParameter(string slot) => Begin(new UpdateSlot(slot, 0) { CopiesParameter = true });

    /// <summary>Says that a slot has a shape of its own, and starts from zero. For formulas on whole tensors.</summary>
    public void Begin(string slot, Shape shape) => Begin(new UpdateSlot(slot, 0) { Shape = shape });

    /// <summary>A single number in Float64 as one of the parameter's type.</summary>
    public Tensor Scalar(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.DType == DType ? value : value.Cast(DType);
    }

    /// <summary>A single number that is worked out in C# from the number of the step, from 1, before the step is taken.</summary>
    /// <param name="formula">Must depend on the number of the step alone.</param>
    /// <example><code>Tensor correction = u.Number(step => 1 - Math.Pow(0.9, step));</code></example>
    public Tensor Number(Func<long, double> formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        Tensor number = UpdateProgram.Single(DType.Float64);
        _numbers.Add((number, formula));
        return Scalar(number);
    }

    internal (Tensor Input, Tensor Value, UpdateSlot Start) Slot(string name) => _slots[name];

    private void Begin(UpdateSlot slot)
    {
        if (_slots.ContainsKey(slot.Name))
            throw new UsageException($"Optimizer: slot '{slot.Name}' begins after it was read.",
                slot.Shape is { } shape ? $"shape {shape}" : slot.CopiesParameter ? "a copy of the parameter" : $"initial {slot.Initial}",
                "call Begin before the slot is used");
        Add(slot);
    }

    private (Tensor Input, Tensor Value, UpdateSlot Start) Find(string slot)
    {
        if (!_slots.ContainsKey(slot)) Add(new(slot, 0));
        return _slots[slot];
    }

    private void Add(UpdateSlot slot)
    {
        Tensor input = slot.Shape is { } shape ? UpdateProgram.Known(new(shape, DType)) : Symbol();
        _names.Add(slot.Name);
        _slots[slot.Name] = (input, input, slot);
    }

    // Any number of elements where the formula is elementwise, the parameter's shape where it is not.
    private Tensor Symbol() => _whole is { } shape ? UpdateProgram.Known(new(shape, DType)) : Graph.Input([], DType);
}

/// <summary>A value that an optimizer keeps for a parameter: its name, and what it starts from.</summary>
internal sealed record UpdateSlot(string Name, double Initial)
{
    /// <summary>Starts as a copy of the parameter.</summary>
    public bool CopiesParameter { get; init; }

    /// <summary>Its shape where that is not the parameter's.</summary>
    public Shape? Shape { get; init; }
}

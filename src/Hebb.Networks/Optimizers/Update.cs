namespace Hebb;

/// <summary>What an optimizer's formula is written in: the parameter, its gradient, the values kept from step to step, and the scalars of the step.</summary>
/// <remarks>The tensors are symbolic. The formula is run once per element type, and the ops in it become one loop over the parameter, in place; ops on single
/// numbers are done once per step.</remarks>
public sealed class Update
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, (Tensor Input, Tensor Value, double Initial)> _slots = [];

    internal Update(DType type, Tensor parameter, Tensor gradient, Tensor rate, Tensor step)
    {
        DType = type;
        Input = Parameter = parameter;
        Gradient = gradient;
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

    internal Tensor Input { get; }

    internal IReadOnlyList<string> SlotNames => _names;

    /// <summary>A value that is kept for every parameter element from step to step; zero in the first step unless <see cref="Begin"/> says otherwise.</summary>
    public Tensor this[string slot]
    {
        get => Find(slot).Value;
        set => _slots[slot] = Find(slot) with { Value = value };
    }

    /// <summary>Says what a slot starts from.</summary>
    public void Begin(string slot, double initial)
    {
        if (_slots.ContainsKey(slot)) throw new UsageException($"Optimizer: slot '{slot}' begins after it was read.", $"initial {initial}",
            "call Begin before the slot is used");
        Add(slot, initial);
    }

    /// <summary>A single number in Float64 as one of the parameter's type.</summary>
    public Tensor Scalar(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.DType == DType ? value : value.Cast(DType);
    }

    internal (Tensor Input, Tensor Value, double Initial) Slot(string name) => _slots[name];

    private (Tensor Input, Tensor Value, double Initial) Find(string slot)
    {
        if (!_slots.ContainsKey(slot)) Add(slot, 0);
        return _slots[slot];
    }

    private void Add(string slot, double initial)
    {
        Tensor input = Graph.Input(Input.Shape[1..], DType);
        _names.Add(slot);
        _slots[slot] = (input, input, initial);
    }
}

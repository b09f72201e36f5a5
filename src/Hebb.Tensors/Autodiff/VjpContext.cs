namespace Hebb;

/// <summary>What an op's gradient rule is given: the op's inputs and outputs, the gradients that arrived at the outputs, and the place to put those of the
/// inputs.</summary>
public readonly ref struct VjpContext
{
    private readonly CotangentTable _table;
    private readonly Op _op;
    private readonly ReadOnlyMemory<Tensor> _inputs;
    private readonly ReadOnlyMemory<Tensor> _outputs;
    private readonly int _firstOutput;

    internal VjpContext(CotangentTable table, Op op, ReadOnlyMemory<Tensor> inputs, ReadOnlyMemory<Tensor> outputs, int firstOutput, bool isRecorded)
    {
        _table = table;
        _op = op;
        _inputs = inputs;
        _outputs = outputs;
        _firstOutput = firstOutput;
        IsRecorded = isRecorded;
    }

    /// <summary>How many inputs the op was given.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>True when the backward pass itself is being recorded: the rule must then consist of differentiable ops; a fused backward op is only for when
    /// this is false.</summary>
    public bool IsRecorded { get; }

    /// <summary>The gradient that arrived at the first output.</summary>
    public Tensor OutputGradient => GradientOf(0);

    /// <summary>One of the op's inputs.</summary>
    public Tensor Input(int index) => _inputs.Span[index];

    /// <summary>One of the op's outputs.</summary>
    public Tensor Output(int index = 0) => _outputs.Span[index];

    /// <summary>The gradient that arrived at one of several outputs; zeros when none did.</summary>
    public Tensor GradientOf(int output) => _table[_firstOutput + output].ToDense() ?? Tensor.Zeros(Output(output).Shape, Output(output).DType);

    /// <summary>True when a gradient arrived at this output.</summary>
    public bool HasGradient(int output) => !_table[_firstOutput + output].IsEmpty;

    /// <summary>True when somebody asked for a gradient that passes through this input: skip the work otherwise.</summary>
    public bool Needs(int input)
    {
        int place = _table.Place(Input(input));
        return place >= 0 && _table.Needed(place);
    }

    /// <summary>Adds to the gradient of an input. Axes along which the op broadcast that input are summed here.</summary>
    /// <exception cref="ShapeException">The gradient does not have the input's shape, nor one that it broadcasts to.</exception>
    /// <exception cref="DTypeException">The gradient is not of the input's type.</exception>
    public void Add(int input, Tensor gradient)
    {
        int place = _table.Place(Input(input));
        if (place < 0 || !_table.Needed(place)) return;
        TensorSpec spec = Input(input).Spec;
        if (gradient.Spec != spec) Check(input, spec, gradient.Spec);
        _table[place] = _table[place].Plus(gradient.SumTo(spec.Shape));
    }

    /// <summary>Adds rows to the gradient of an input that was read row by row.</summary>
    public void AddRows(int input, Tensor rows, Tensor values)
    {
        int place = _table.Place(Input(input));
        if (place < 0 || !_table.Needed(place)) return;
        _table[place] = _table[place].Plus(new RowGradient(rows, values, Input(input).Shape));
    }

    private void Check(int input, TensorSpec spec, TensorSpec gradient)
    {
        string values = $"input {input} {spec}   its gradient {gradient}";
        if (gradient.DType != spec.DType)
            throw new DTypeException($"{_op.Name}: its Vjp gives input {input} a gradient of another type.", values,
                "compute the gradient in the input's own type");
        if (!Broadcasting.TryMerge(spec.Shape, gradient.Shape, out Shape merged) || merged != gradient.Shape)
            throw new ShapeException($"{_op.Name}: its Vjp gives input {input} a gradient of another shape.", values,
                "give a gradient of the input's own shape, or of one that the input was broadcast to");
    }
}

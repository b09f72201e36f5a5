namespace Hebb;

/// <summary>What an op's gradient rule is given: the op's inputs and outputs, the gradients that arrived at the outputs, and the place to put those of the inputs.</summary>
public readonly ref struct VjpContext
{
    private readonly Recorder _recorder;
    private readonly ReadOnlyMemory<Tensor> _inputs;
    private readonly ReadOnlyMemory<Tensor> _outputs;
    private readonly Cotangent[] _cotangents;
    private readonly bool[] _needed;
    private readonly int _firstOutput;
    private readonly int _firstSlot;

    internal VjpContext(Recorder recorder, ReadOnlyMemory<Tensor> inputs, ReadOnlyMemory<Tensor> outputs, Cotangent[] cotangents, bool[] needed, int firstOutput, int firstSlot)
    {
        _recorder = recorder;
        _inputs = inputs;
        _outputs = outputs;
        _cotangents = cotangents;
        _needed = needed;
        _firstOutput = firstOutput;
        _firstSlot = firstSlot;
    }

    /// <summary>How many inputs the op was given.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>True when the backward pass itself is being recorded: the rule must then consist of differentiable ops; a fused backward op is only for when this is false.</summary>
    public bool IsRecorded => _recorder.IsRecording;

    /// <summary>The gradient that arrived at the first output.</summary>
    public Tensor OutputGradient => GradientOf(0);

    /// <summary>One of the op's inputs.</summary>
    public Tensor Input(int index) => _inputs.Span[index];

    /// <summary>One of the op's outputs.</summary>
    public Tensor Output(int index = 0) => _outputs.Span[index];

    /// <summary>The gradient that arrived at one of several outputs; zeros when none did.</summary>
    public Tensor GradientOf(int output) => _cotangents[_firstOutput + output].ToDense() ?? Tensor.Zeros(Output(output).Shape, Output(output).DType);

    /// <summary>True when a gradient arrived at this output.</summary>
    public bool HasGradient(int output) => !_cotangents[_firstOutput + output].IsEmpty;

    /// <summary>True when somebody asked for a gradient that passes through this input: skip the work otherwise.</summary>
    public bool Needs(int input)
    {
        int place = _recorder.Place(Input(input), _firstSlot);
        return place >= 0 && _needed[place];
    }

    /// <summary>Adds to the gradient of an input. Axes along which the op broadcast that input are summed here.</summary>
    public void Add(int input, Tensor gradient)
    {
        int place = _recorder.Place(Input(input), _firstSlot);
        if (place < 0 || !_needed[place]) return;
        _cotangents[place] = _cotangents[place].Plus(gradient.SumTo(Input(input).Shape));
    }

    /// <summary>Adds rows to the gradient of an input that was read row by row.</summary>
    public void AddRows(int input, Tensor rows, Tensor values)
    {
        int place = _recorder.Place(Input(input), _firstSlot);
        if (place < 0 || !_needed[place]) return;
        _cotangents[place] = _cotangents[place].Plus(new RowGradient(rows, values, Input(input).Shape));
    }
}

using Hebb.Kernels;

namespace Hebb;

/// <summary>An immutable array of numbers of any rank: the value that ops take and give.</summary>
/// <remarks>
/// <para>Elements are contiguous in row-major order. There is nothing to dispose: a tensor made while a <see cref="GradientTape"/> is open lives until the
/// outermost tape closes
/// (<see cref="Detach"/> copies it out), every other one until nothing refers to it.</para>
/// <para>A tensor made by <c>Model.Input</c> is symbolic: it has a shape but no values, and ops on it describe a model instead of computing.</para>
/// </remarks>
/// <example><code>
/// Tensor x = Tensor.From([1f, 2f, 3f, 4f], [2, 2]);
/// Tensor y = (x * 2.0 + 1.0).Sum(axis: 0);      // [8, 14]
/// </code></example>
public partial class Tensor
{
    private readonly TensorSpec _spec;
    private readonly nint _address;
    private readonly object? _owner;       // NativeBlock or Arena: keeps the memory mapped; null for a symbolic tensor
    private readonly int _generation;      // of the arena

    private protected Tensor(TensorSpec spec, NativeBlock block)
    {
        _spec = spec;
        _owner = block;
        _address = block.Address;
    }

    private Tensor(TensorSpec spec, Arena arena, nint address)
    {
        _spec = spec;
        _owner = arena;
        _address = address;
        _generation = arena.Generation;
    }

    private Tensor(TensorSpec spec, Tensor memory)
    {
        _spec = spec;
        _owner = memory._owner;
        _address = memory._address;
        _generation = memory._generation;
    }

    private Tensor(TensorSpec spec) => _spec = spec;

    private Tensor(TensorSpec spec, Symbol symbol)
    {
        _spec = spec;
        Symbol = symbol;
    }

    /// <summary>The extent along each axis. A symbolic tensor's batch axis has a stand-in extent: use -1 in <c>Reshape</c>, never this number.</summary>
    public Shape Shape => _spec.Shape;

    /// <summary>The element type.</summary>
    public DType DType => _spec.DType;

    /// <summary>The number of axes.</summary>
    public int Rank => _spec.Shape.Rank;

    /// <summary>The number of elements.</summary>
    public long Count => _spec.Shape.Count;

    /// <summary>True for a tensor without values, from <c>Model.Input</c> or computed from one.</summary>
    public bool IsSymbolic => Symbol is not null;

    /// <summary>Shape and type together.</summary>
    public TensorSpec Spec => _spec;

    /// <summary>Where a symbolic tensor comes from.</summary>
    internal Symbol? Symbol { get; }

    /// <summary>True when the value was computed from a differentiable variable, whether a tape saw it or not.</summary>
    internal bool DependsOnVariable { get; set; }

    /// <summary>The list that recorded how this tensor was made, if any, with its place there.</summary>
    internal RecordedAt Recorded { get; set; }

    /// <summary>What kernels see of this tensor. The memory is there as long as the tensor is: whoever reads a view outside an op calls
    /// <see cref="GC.KeepAlive"/> on the tensor afterwards.</summary>
    internal View View
    {
        get
        {
            RequireReadable();
            return new(_address, _spec.DType, _spec.Shape);
        }
    }

    /// <summary>Refuses a tensor whose memory is no longer its own, or that has none.</summary>
    internal void RequireReadable()
    {
        if (_address == 0 || _owner is Arena arena && arena.Generation != _generation) ThrowUnreadable();   // 0: no values
    }

    /// <summary>Memory for a new tensor, not cleared: in the open tape's arena, or on its own.</summary>
    internal static Tensor Allocate(TensorSpec spec) =>
        Recorder.Current.Arena is { } arena ? new(spec, arena, arena.Allocate(spec.Bytes)) : AllocateOutside(spec);

    /// <summary>Memory for a new tensor that no tape owns.</summary>
    internal static Tensor AllocateOutside(TensorSpec spec) => new(spec, NativeBlock.Rent(spec.Bytes));

    /// <summary>A tensor without values.</summary>
    internal static Tensor Symbolic(TensorSpec spec, Symbol symbol) => new(spec, symbol);

    /// <summary>A stand-in for what a captured op will make: it has no values while the step is written down.</summary>
    internal static Tensor StandIn(TensorSpec spec) => new(spec);

    /// <summary>True for a stand-in.</summary>
    internal bool IsStandIn => _address == 0 && Symbol is null;

    /// <summary>The same memory under another shape of the same count.</summary>
    internal Tensor Alias(TensorSpec spec)
    {
        _ = View;
        return new(spec, this);
    }

    /// <summary>The same elements in memory of its own, under another shape of the same count.</summary>
    internal Tensor Copy(TensorSpec spec) => CopyTo(Allocate(spec));

    /// <summary>A copy that belongs to no tape, and that gradients treat as a constant.</summary>
    /// <remarks>The way to keep a result after its tape has closed, and to stop a gradient. Of a symbolic tensor it is an operation of the model: the same
    /// value, through which no gradient flows.</remarks>
    public Tensor Detach() => IsSymbolic || Recorder.Current.Capture is not null ? Op.Apply(DetachOp.Instance, this) : CopyTo(AllocateOutside(_spec));

    // The finalizer must not hand the memory back while it is read: a tensor's last use may be the call that copies it.
    private Tensor CopyTo(Tensor copy)
    {
        Elements.Copy(View.Address, copy._address, _spec.Bytes);
        GC.KeepAlive(this);
        return copy;
    }

    private void ThrowUnreadable()
    {
        if (Symbol is not null)
            throw new UsageException("Tensor: a symbolic tensor has no values to read.", $"{_spec.DType} {Symbol.Print(_spec)}",
                "build a Functional model from it, and call the model with a tensor of values; within a layer, choose with Tensor.Where instead of if");
        if (IsStandIn) ThrowReadInCapture();
        throw new UsageException("Tensor: this tensor was made inside a GradientTape that has closed.", _spec.ToString(),
            "call Detach() before the tape closes to keep a tensor, or ToArray() or ToScalar() to keep its values");
    }

    // A tensor that has values, too, must not be read then: what it says in the step that is captured would be taken for what it says in every step.
    private void RefuseReadInCapture()
    {
        if (Recorder.Current.Capture is not null) ThrowReadInCapture();
    }

    private void ThrowReadInCapture()
    {
        Capture? capture = Recorder.Current.Capture;
        if (capture is null)
            throw new UsageException("Tensor: this tensor was written down while a training step was captured, and has no values.", _spec.ToString(),
                "return the loss from Step, and report other figures with a Metric; or set Trainer.Eager = true");
        string what = capture.Maker(this) is { } step ? $"{_spec}, which operation {step}, {capture.Steps[step].Op.Name}, will make"
            : this is Variable variable ? $"'{variable.Name}', {_spec}" : _spec.ToString();
        throw new UsageException("Tensor: a value was read while the training step is being captured, when there are no values yet.", what,
            "keep to tensor ops inside Trainer.Step, layers, losses and metrics (Where chooses between values); or set " + capture.Eager + " = true, which runs"
            + " every op as it is called");
    }
}

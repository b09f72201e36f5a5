namespace Hebb.Kernels;

/// <summary>An elementwise program with its operands.</summary>
internal sealed unsafe class BoundProgram : Bound
{
    private readonly ElementwiseProgram _program;
    private readonly View[] _inputs;
    private readonly Shape _shape;
    private readonly nint[] _operands;
    private readonly nint _count;
    private readonly ulong _splats;
    private readonly bool _flat;

    /// <summary>Binds a program; see <see cref="ElementwiseProgram.Run"/> for what operands may be.</summary>
    public BoundProgram(ElementwiseProgram program, ReadOnlySpan<View> inputs, ReadOnlySpan<View> outputs)
    {
        _program = program;
        _inputs = inputs.ToArray();
        _shape = outputs[0].Shape;
        _count = checked((nint)_shape.Count);
        _operands = GC.AllocateUninitializedArray<nint>(inputs.Length + outputs.Length, pinned: true);
        fixed (nint* operands = _operands) _flat = ElementwiseProgram.Lay(inputs, outputs, (byte**)operands, out _splats);
    }

    /// <inheritdoc/>
    public override void Run()
    {
        if (_count == 0) return;
        fixed (nint* operands = _operands)   // pinned for good: this costs nothing
        {
            if (_flat) _program.RunFlat((byte**)operands, _count, _splats);
            else BroadcastLoop.Run(_program, _inputs, _shape, (byte**)operands);
        }
    }
}

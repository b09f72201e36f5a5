using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>An elementwise loop as an epilogue: one of its inputs is the result; every other operand has the result's shape, or a number for each column, or
/// is a single number.</summary>
internal sealed unsafe class LoopEpilogue : Epilogue
{
    /// <summary>So many bytes are not in the nearer caches any more: worth being asked for in time.</summary>
    private const int FarBytes = 1 << 20;

    private readonly ElementwiseProgram _program;
    private readonly View[] _inputs;
    private readonly View[] _outputs;
    private readonly Kind[] _kinds;
    private readonly int _value;
    private readonly long _rows, _columns;
    private readonly ulong _splats;
    private readonly nint[] _streams;       // what blocks are read from besides the result
    private readonly BoundProgram? _whole;

    /// <summary>Binds a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">Its inputs, the result among them.</param>
    /// <param name="outputs">Its outputs, of the result's shape.</param>
    /// <param name="value">Which input is the result.</param>
    /// <param name="discards">Whether the result itself is wanted by nobody else, and has no memory: its address means nothing.</param>
    public LoopEpilogue(ElementwiseProgram program, View[] inputs, View[] outputs, int value, bool discards)
    {
        (_program, _inputs, _outputs, _value, Discards) = (program, inputs, outputs, value, discards);
        Shape shape = inputs[value].Shape;
        _columns = shape.Rank == 0 ? 1 : shape[^1];
        _rows = shape.Count / Math.Max(1, _columns);
        _kinds = new Kind[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            Debug.Assert(Takes(inputs[i].Shape, shape));
            _kinds[i] = inputs[i].Shape == shape ? Kind.Whole : inputs[i].Count == 1 ? Kind.Single : Kind.Column;
            if (_kinds[i] == Kind.Single) _splats |= 1ul << i;
        }
        List<nint> streams = [];
        for (int i = 0; i < inputs.Length; i++)
            if (i != value && _kinds[i] == Kind.Whole) streams.Add(inputs[i].Address);
        _streams = [.. streams];
        if (_streams.Length * shape.Count * inputs[value].DType.Size() < FarBytes) _streams = [];
        if (!discards) _whole = new(program, inputs, outputs);
    }

    private enum Kind { Whole, Column, Single }

    /// <inheritdoc/>
    public override bool Discards { get; }

    /// <inheritdoc/>
    public override void Prefetch(long row, long rows, long column, long columns)
    {
        const int line = 64;
        if (!Sse.IsSupported || _streams.Length == 0) return;
        int size = _inputs[_value].DType.Size();
        foreach (nint stream in _streams)
            for (long r = row; r < row + rows; r++)
            {
                byte* from = (byte*)stream + (r * _columns + column) * size, to = from + columns * size;
                for (; from < to; from += line) Sse.Prefetch1(from);
            }
    }

    /// <inheritdoc/>
    public override void RunRows(void* value, long row, long rows)
    {
        if (rows == _rows && _whole is not null)
        {
            _whole.Run();
            return;
        }
        Span<View> views = stackalloc View[_inputs.Length + _outputs.Length];
        Shape part = [checked((int)rows), (int)_columns];
        for (int i = 0; i < _inputs.Length; i++)
            views[i] = i == _value ? new((nint)value, _inputs[i].DType, part) : _kinds[i] switch
            {
                Kind.Whole => Rows(_inputs[i], row, part),
                Kind.Column => _inputs[i].As([(int)_columns]),
                _ => _inputs[i].As([]),
            };
        for (int i = 0; i < _outputs.Length; i++) views[_inputs.Length + i] = Rows(_outputs[i], row, part);
        _program.Run(views[.._inputs.Length], views[_inputs.Length..]);
    }

    /// <inheritdoc/>
    public override void RunBlock(void* value, nint valueRow, long row, long rows, long column, long columns)
    {
        if (columns == _columns && valueRow == columns)
        {
            RunRows(value, row, rows);
            return;
        }
        int inputs = _inputs.Length, all = inputs + _outputs.Length;
        byte** operands = stackalloc byte*[all];
        nint* steps = stackalloc nint[all];
        for (int i = 0; i < all; i++)
        {
            View view = i < inputs ? _inputs[i] : _outputs[i - inputs];
            int size = view.DType.Size();
            bool isWhole = i >= inputs || _kinds[i] == Kind.Whole;
            operands[i] = i == _value ? (byte*)value : (byte*)view.Address + (isWhole ? row * _columns + column : _kinds[i] == Kind.Column ? column : 0) * size;
            steps[i] = (i == _value ? valueRow : isWhole ? (nint)_columns : 0) * size;
        }
        for (long r = 0; r < rows; r++)
        {
            _program.RunHere(operands, (nint)columns, _splats);
            for (int i = 0; i < all; i++) operands[i] += steps[i];
        }
    }

    private View Rows(in View view, long row, Shape part) => new(view.Address + (nint)(row * _columns * view.DType.Size()), view.DType, part);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>Runs a program whose inputs are repeated along some axes of the output, as calls of its flat loop.</summary>
/// <remarks>
/// Long rows are run one by one: in each, an input is either contiguous or a single element. Short rows, where a call per row would cost more than its work,
/// are taken in panels of many rows:
/// inputs that do not lie as the output does are copied out into scratch memory as if they did, and one call runs the panel. A row that is the same for all
/// rows (a bias) is repeated once, for all chunks, until it fills whole steps of the loop, which then begins it anew again and again; only where that would be
/// long is it copied as if it lay as the output does. A panel's copies leave room in the nearest cache for what streams past them.
/// </remarks>
internal unsafe struct BroadcastLoop : IChunkedWork
{
    private const int LongRow = 1024;
    private const int LongEvenRow = 128;
    private const int EvenRow = 64;
    private const int PanelElements = 2048;
    private const int PanelBytes = 16384;
    private const int Register = 64;        // bytes: panels begin where registers are loaded fastest, and a row may be written in whole ones

    private readonly ElementwiseProgram _program;
    private readonly BroadcastAxes* _axes;
    private readonly byte** _operands;
    private readonly ulong _splats, _gathered, _shared;     // a bit for each input; shared: copied out, and the same for all rows
    private readonly long _rows, _row, _rowsPerChunk, _piecesPerRow, _panelRows;
    private readonly long _period;                          // the elements after which shared inputs are begun anew; 0 where they have whole panels
    private readonly int _sharedBytes, _ownBytes;           // of an element's copies: those that all rows share, and the others
    private byte** _panels;                                 // the panels that all rows share

    private BroadcastLoop(ElementwiseProgram program, BroadcastAxes* axes, byte** operands, long count)
    {
        _program = program;
        _axes = axes;
        _operands = operands;
        _row = axes->RowLength;
        _rows = count / _row;
        for (int i = 0; i < program.Inputs.Length; i++)
            if (axes->RepeatsInRow(i) && (IsLong || axes->RepeatsRows(i))) _splats |= 1ul << i;
        long chunk = program.ChunkElements, even = EvenRow / Math.Min(EvenRow, _row & -_row);    // so many rows are whole registers: they leave no tail
        _rowsPerChunk = Math.Max(1, chunk / _row);
        if (_rowsPerChunk > even) _rowsPerChunk -= _rowsPerChunk % even;
        _piecesPerRow = _row < 2 * chunk ? 1 : (_row + chunk - 1) / chunk;
        for (int i = 0; i < program.Inputs.Length; i++)
        {
            if (Has(_splats, i) || axes->IsWhole(i)) continue;
            _gathered |= 1ul << i;
            if (axes->RepeatsRows(i)) _shared |= 1ul << i;
            if (Has(_shared, i)) _sharedBytes += program.Inputs[i].Size();
            else _ownBytes += program.Inputs[i].Size();
        }
        long most = Math.Max(1, Math.Min(PanelElements, PanelBytes / Math.Max(1, _sharedBytes + _ownBytes)) / _row);
        _panelRows = Math.Min(most > even ? most - most % even : most, Math.Min(_rows, _rowsPerChunk));
        if (IsLong || _shared == 0) return;
        long step = program.Step(_splats, _shared), period = _row / Math.Min(_row & -_row, step) * step;     // steps are powers of two
        if (period > count || period * _sharedBytes > PanelBytes) return;
        _period = period;
        if (_ownBytes == 0) _panelRows = _rowsPerChunk;
    }

    /// <summary>True when rows are worth a call each: the sooner where they are made of whole registers.</summary>
    private readonly bool IsLong => _row >= LongRow || _row >= LongEvenRow && _row % EvenRow == 0 || _rows == 1;

    /// <summary>Computes the outputs.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">Views that broadcast to the shape.</param>
    /// <param name="shape">The shape of all outputs.</param>
    /// <param name="operands">The addresses of the inputs, then of the outputs.</param>
    [SkipLocalsInit]
    public static void Run(ElementwiseProgram program, ReadOnlySpan<View> inputs, Shape shape, byte** operands)
    {
        long* strides = stackalloc long[inputs.Length * Shape.MaxRank];
        BroadcastAxes axes = new(inputs, shape, strides);
        BroadcastLoop loop = new(program, &axes, operands, shape.Count);
        int inputCount = inputs.Length;
        byte** panels = stackalloc byte*[inputCount];
        byte* memory = stackalloc byte[loop.IsLong ? 1 : loop.PanelMemory(loop.SharedElements, loop._sharedBytes)];
        if (!loop.IsLong) loop.GatherShared(panels, Aligned(memory));
        long chunks = loop._piecesPerRow > 1 ? loop._rows * loop._piecesPerRow : (loop._rows + loop._rowsPerChunk - 1) / loop._rowsPerChunk;
        if (chunks > 1) WorkerPool.Run(ref loop, checked((int)chunks));
        else loop.Run(0, 0);
    }

    /// <inheritdoc/>
    public readonly void Run(int chunk, int worker)
    {
        if (_piecesPerRow > 1)
        {
            (long row, long piece) = Math.DivRem(chunk, _piecesPerRow);
            long length = _program.ChunkElements, start = piece * length;
            RunRow(row, start, Math.Min(length, _row - start));
            return;
        }
        long first = chunk * _rowsPerChunk, last = Math.Min(_rows, first + _rowsPerChunk);
        if (!IsLong) RunPanels(first, last);
        else
            for (long row = first; row < last; row++) RunRow(row, 0, _row);
    }

    private readonly void RunRow(long row, long start, long count)
    {
        int inputs = _program.Inputs.Length, outputs = _program.Outputs.Length;
        byte** operands = stackalloc byte*[inputs + outputs];
        for (int i = 0; i < inputs; i++)
            operands[i] = _operands[i] + (_axes->RowOffset(i, row) + (Has(_splats, i) ? 0 : start)) * _program.Inputs[i].Size();
        for (int i = 0; i < outputs; i++) operands[inputs + i] = _operands[inputs + i] + (row * _row + start) * _program.Outputs[i].Size();
        _program.RunHere(operands, (nint)count, _splats);
    }

    [SkipLocalsInit]
    private readonly void RunPanels(long first, long last)
    {
        int inputs = _program.Inputs.Length, all = inputs + _program.Outputs.Length;
        long panel = _panelRows * _row;
        byte* memory = stackalloc byte[PanelMemory(panel, _ownBytes)], scratch = Aligned(memory);
        byte** operands = stackalloc byte*[all];
        long* steps = stackalloc long[all];     // from one panel to the next, in bytes
        for (int i = 0; i < all; i++)
        {
            int size = (i < inputs ? _program.Inputs[i] : _program.Outputs[i - inputs]).Size();
            steps[i] = i < inputs && Has(_splats | _gathered, i) ? 0 : panel * size;
            operands[i] = i < inputs && Has(_shared, i) ? _panels[i] : _operands[i] + (steps[i] == 0 ? 0 : first * _row * size);
            if (i >= inputs || !Has(_gathered & ~_shared, i)) continue;
            operands[i] = scratch;
            scratch = Aligned(scratch + panel * size + Register);
        }
        for (long row = first; row < last; row += _panelRows)
        {
            long end = Math.Min(last, row + _panelRows);
            if (_ownBytes > 0)
                for (int i = 0; i < inputs; i++)
                    if (Has(_gathered & ~_shared, i)) Gather(i, row, end, operands[i]);
            _program.RunHere(operands, (nint)((end - row) * _row), _splats, _period > 0 ? _shared : 0, (nint)_period);
            for (int i = 0; i < all; i++) operands[i] += steps[i];
        }
    }

    private void GatherShared(byte** panels, byte* memory)
    {
        for (int i = 0; i < _program.Inputs.Length; i++)
        {
            if (!Has(_shared, i)) continue;
            panels[i] = memory;
            memory = Aligned(memory + SharedElements * _program.Inputs[i].Size() + Register);
            Gather(i, 0, SharedElements / _row, panels[i]);
        }
        _panels = panels;
    }

    /// <summary>How many elements are copied of an input that all rows share.</summary>
    private readonly long SharedElements => _period > 0 ? _period : _panelRows * _row;

    private readonly int PanelMemory(long elements, int bytes) => (bytes > 0 ? (int)elements * bytes : 0) + (2 * _program.Inputs.Length + 1) * Register;

    private static byte* Aligned(byte* memory) => (byte*)(((nint)memory + Register - 1) & -Register);

    private static bool Has(ulong inputs, int input) => (inputs >> input & 1) != 0;

    private readonly void Gather(int input, long first, long last, byte* target)
    {
        switch (_program.Inputs[input].Size())
        {
            case 8: Gather(input, first, last, (long*)_operands[input], (long*)target); break;
            case 4: Gather(input, first, last, (int*)_operands[input], (int*)target); break;
            default: Gather(input, first, last, _operands[input], target); break;
        }
    }

    /// <summary>Copies what an input contributes to some rows. Rows that follow each other along one axis are a constant stride apart, so offsets are worked
    /// out once for each such run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Gather<T>(int input, long first, long last, T* source, T* target) where T : unmanaged
    {
        int axis = _axes->Rank - 2;
        long stride = _axes->Stride(input, axis), extent = axis == 0 ? _rows : _axes->Extent(axis);
        bool fills = _axes->RepeatsInRow(input);
        for (long row = first; row < last;)
        {
            long rows = Math.Min(last, (row / extent + 1) * extent) - row;
            T* from = source + _axes->RowOffset(input, row);
            if (stride == 0)
            {
                CopyRow(from, target, fills);
                Repeat(target, rows * _row);
            }
            else
                for (long i = 0; i < rows; i++) CopyRow(from + i * stride, target + i * _row, fills);
            row += rows;
            target += rows * _row;
        }
    }

    /// <summary>One row: an element repeated, or neighbours. In whole registers, which write beyond the row what the next row overwrites, and the last row
    /// writes into slack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void CopyRow<T>(T* from, T* target, bool fills) where T : unmanaged
    {
        if (fills)
        {
            Vector512<T> element = Vector512.Create(*from);
            for (long i = 0; i < _row; i += Vector512<T>.Count) element.Store(target + i);
        }
        else new ReadOnlySpan<T>(from, (int)_row).CopyTo(new(target, (int)_row));
    }

    /// <summary>Repeats the first row to fill so many elements, doubling what is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Repeat<T>(T* target, long count) where T : unmanaged
    {
        for (long done = _row; done < count;)
        {
            long length = Math.Min(done, count - done);
            new ReadOnlySpan<T>(target, (int)length).CopyTo(new(target + done, (int)length));
            done += length;
        }
    }
}

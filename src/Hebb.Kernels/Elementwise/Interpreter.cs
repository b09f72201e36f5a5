using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>Runs a program without emitting code: block by block, one instruction after the other on a whole block. Slower than the emitted loop, equal in
/// every bit.</summary>
/// <remarks>
/// A block is short enough for all values of a program to stay in the cache, and long enough for the choice of the next instruction to cost little. The work of
/// one instruction on one block is
/// <code>for (i = 0; i &lt; block; i++) value[i] = opcode(a[i], b[i], c[i]);</code>
/// </remarks>
internal abstract class Interpreter : FlatLoop
{
    /// <summary>The interpreter for the program's type, with the widest lanes of this machine.</summary>
    public static Interpreter Create(ElementwiseProgram program) => program.Lanes switch
    {
        DType.Float32 => OfType<float>(program),
        DType.Float64 => OfType<double>(program),
        DType.Int32 => OfType<int>(program),
        DType.Int64 => OfType<long>(program),
        _ => OfType<byte>(program),
    };

    private static Interpreter OfType<T>(ElementwiseProgram program) where T : unmanaged, INumber<T> =>
        Vector512.IsHardwareAccelerated ? new Interpreter<Lanes512<T>, T>(program)
        : Avx2.IsSupported && Fma.IsSupported ? new Interpreter<Lanes256<T>, T>(program)
        : new Interpreter<Lanes128<T>, T>(program);
}

/// <summary>The interpreter in one width and type.</summary>
internal sealed unsafe class Interpreter<V, T>(ElementwiseProgram program) : Interpreter where V : struct, ILanes<V> where T : unmanaged
{
    private const int BlockBytes = 1024;

    private readonly Instruction[] _code = program.Code;
    private readonly int[] _results = program.Results;
    private readonly DType[] _outputs = program.Outputs;
    private readonly int _inputs = program.Inputs.Length;

    private static int Block => BlockBytes / sizeof(T);

    /// <inheritdoc/>
    public override int Step(ulong splats, ulong repeats) => 1;

    /// <inheritdoc/>
    public override void Run(byte** operands, nint count, ulong splats, ulong repeats, nint period)
    {
        byte* values = Scratch.Take(_code.Length * BlockBytes);
        for (int k = 0; k < _code.Length; k++)
            if (_code[k].Opcode == Opcode.Constant) Fill(values + k * BlockBytes, V.Create(_code[k].Constant));
            else if (_code[k].IsLeaf && (splats >> _code[k].A & 1) != 0) Splat(_code[k], operands[_code[k].A], values + k * BlockBytes);
        for (nint start = 0; start < count; start += Block) 
            RunBlock(operands, start, (int)Math.Min(Block, count - start), splats, repeats, period, values);
    }

    private void RunBlock(byte** operands, nint start, int count, ulong splats, ulong repeats, nint period, byte* values)
    {
        int padded = (count + V.Count - 1) / V.Count * V.Count;
        for (int k = 0; k < _code.Length; k++)
        {
            Instruction c = _code[k];
            byte* target = values + k * BlockBytes;
            if (c.IsLeaf)
            {
                if (c.Opcode != Opcode.Constant && (splats >> c.A & 1) == 0)
                    Input(c, operands[c.A], start, count, (repeats >> c.A & 1) != 0 ? period : nint.MaxValue, target);
                continue;
            }
            byte* a = values + c.A * BlockBytes, b = c.B < 0 ? a : values + c.B * BlockBytes;
            BlockOperations<V, T>.Apply(c.Opcode, a, b, c.C < 0 ? a : values + c.C * BlockBytes, target, padded);
        }
        for (int r = 0; r < _results.Length; r++) Output(values + _results[r] * BlockBytes, _outputs[r], operands[_inputs + r], start, count);
    }

    private static void Fill(byte* target, V value)
    {
        for (int i = 0; i < Block; i += V.Count) V.Store(value, target + i * sizeof(T));
    }

    private static void Splat(Instruction input, byte* source, byte* target)
    {
        byte* lanes = stackalloc byte[BlockBytes];
        if (input.Opcode == Opcode.Input) new Span<T>(lanes, V.Count).Fill(*(T*)source);
        else new Span<byte>(lanes, V.Count).Fill(*source);
        Fill(target, input.Opcode == Opcode.Input ? V.Load(lanes) : V.LoadMask(lanes));
    }

    private static void Input(Instruction input, byte* operand, nint start, int count, nint period, byte* target)
    {
        if (input.Opcode == Opcode.Input)
        {
            Copy(operand, start, count, period, sizeof(T), target);
            return;
        }
        byte* bytes = stackalloc byte[BlockBytes];
        Copy(operand, start, count, period, 1, bytes);
        for (int i = 0; i < count; i += V.Count) V.Store(V.LoadMask(bytes + i), target + i * sizeof(T));
    }

    /// <summary>Copies elements from start on, in as many pieces as there are periods.</summary>
    private static void Copy(byte* operand, nint start, nint count, nint period, int size, byte* target)
    {
        for (nint from = start % period, length; count > 0; from = 0, count -= length, target += length * size)
        {
            length = Math.Min(count, period - from);
            NativeMemory.Copy(operand + from * size, target, (nuint)(length * size));
        }
    }

    private static void Output(byte* value, DType type, byte* operand, nint start, int count)
    {
        if (type != DType.Bool)
        {
            NativeMemory.Copy(value, operand + start * sizeof(T), (nuint)(count * sizeof(T)));
            return;
        }
        byte* bytes = stackalloc byte[BlockBytes];
        for (int i = 0; i < count; i += V.Count) V.StoreMask(V.Load(value + i * sizeof(T)), bytes + i);
        NativeMemory.Copy(bytes, operand + start, (nuint)count);
    }
}

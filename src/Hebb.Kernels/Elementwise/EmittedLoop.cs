using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>Runs a program as emitted machine code, compiled at first use for each set of inputs that are single elements or repeat themselves.</summary>
/// <remarks>
/// An unrolled loop takes most elements, one that is not the registers left over. The last elements, fewer than a register, are copied into padded memory and
/// go through the same code,
/// so that every element gets the same bits wherever it stands, and nothing beyond the end is touched.
/// </remarks>
internal sealed unsafe class EmittedLoop : FlatLoop
{
    /// <summary>The distance in bytes from one constant to the next: the largest register.</summary>
    public const int ConstantStride = 64;

    private readonly ElementwiseProgram _program;
    private readonly InstructionSet _set;
    private readonly int _count;
    private readonly byte[] _constants;
    private volatile Variant[] _variants = [];

    public EmittedLoop(ElementwiseProgram program)
    {
        _program = program;
        _set = InstructionSet.Of(program.Lanes);
        _count = _set.Count;
        Instruction[] constants = Array.FindAll(program.Code, c => c.Opcode == Opcode.Constant);
        _constants = GC.AllocateArray<byte>((constants.Length + 1) * ConstantStride, pinned: true);
        for (int i = 0; i < constants.Length; i++) Write(constants[i].Constant, Constants + i * ConstantStride);
    }

    private byte* Constants => (byte*)(((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_constants)) + ConstantStride - 1) & -ConstantStride);

    /// <inheritdoc/>
    public override int Step(ulong splats, ulong repeats) => _count * Find(splats, repeats).Unroll;

    /// <inheritdoc/>
    public override void Run(byte** operands, nint count, ulong splats, ulong repeats, nint period)
    {
        Variant variant = Find(splats, repeats);
        nint step = _count * variant.Unroll, done = 0;
        if (count >= step && variant.Unroll > 1)
        {
            done = count - count % step;
            (variant.Unrolled ?? Compile(variant, true))(Constants, operands, 0, done, period);
        }
        nint rest = (count - done) % _count, end = count - rest;
        if (done < end) (variant.Single ?? Compile(variant, false))(Constants, operands, done, end, period);
        if (rest > 0) RunTail(variant, operands, end, (int)rest, period);
    }

    [SkipLocalsInit]
    private void RunTail(Variant variant, byte** operands, nint start, int count, nint period)
    {
        DType[] inputs = _program.Inputs, outputs = _program.Outputs;
        byte** padded = stackalloc byte*[inputs.Length + outputs.Length];
        byte* memory = stackalloc byte[(inputs.Length + outputs.Length) * ConstantStride];
        for (int i = 0; i < inputs.Length; i++)
        {
            padded[i] = operands[i];
            if ((variant.Splats >> i & 1) != 0) continue;
            padded[i] = memory + i * ConstantStride;
            int size = inputs[i].Size();
            nint from = (variant.Repeats >> i & 1) != 0 ? start % period : start;
            new Span<byte>(padded[i], ConstantStride).Clear();
            Unsafe.CopyBlockUnaligned(padded[i], operands[i] + from * size, (uint)(count * size));
        }
        for (int i = 0; i < outputs.Length; i++) padded[inputs.Length + i] = memory + (inputs.Length + i) * ConstantStride;
        (variant.Single ?? Compile(variant, false))(Constants, padded, 0, _count, _count);
        for (int i = 0; i < outputs.Length; i++)
        {
            int size = outputs[i].Size();
            Unsafe.CopyBlockUnaligned(operands[inputs.Length + i] + start * size, padded[inputs.Length + i], (uint)(count * size));
        }
    }

    private Variant Find(ulong splats, ulong repeats)
    {
        foreach (Variant variant in _variants)
            if (variant.Splats == splats && variant.Repeats == repeats) return variant;
        lock (_constants)
        {
            foreach (Variant variant in _variants)
                if (variant.Splats == splats && variant.Repeats == repeats) return variant;
            Variant added = new(splats, repeats, RegisterPlan.Of(_program, _set.Registers, splats, true).Unroll);
            _variants = [.. _variants, added];
            return added;
        }
    }

    private Emitter.Body Compile(Variant variant, bool unrolled)
    {
        lock (variant)
        {
            RegisterPlan plan = RegisterPlan.Of(_program, _set.Registers, variant.Splats, unrolled);
            if (unrolled) return variant.Unrolled ??= Emitter.Emit(_program, _set, plan, variant.Repeats);
            return variant.Single ??= Emitter.Emit(_program, _set, plan, variant.Repeats);
        }
    }

    private void Write(double value, byte* target)
    {
        switch (_program.Lanes)
        {
            case DType.Float32: new Span<float>(target, ConstantStride / 4).Fill((float)value); break;
            case DType.Float64: new Span<double>(target, ConstantStride / 8).Fill(value); break;
            case DType.Int32: new Span<int>(target, ConstantStride / 4).Fill((int)value); break;
            case DType.Int64: new Span<long>(target, ConstantStride / 8).Fill((long)value); break;
            default: new Span<byte>(target, ConstantStride).Fill((byte)value); break;
        }
    }

    /// <summary>The code for one set of inputs that are single elements and one that repeat themselves; each loop is compiled when first needed.</summary>
    private sealed class Variant(ulong splats, ulong repeats, int unroll)
    {
        private volatile Emitter.Body? _single, _unrolled;

        public ulong Splats { get; } = splats;

        public ulong Repeats { get; } = repeats;

        public int Unroll { get; } = unroll;

        public Emitter.Body? Single
        {
            get => _single;
            set => _single = value;
        }

        public Emitter.Body? Unrolled
        {
            get => _unrolled;
            set => _unrolled = value;
        }
    }
}

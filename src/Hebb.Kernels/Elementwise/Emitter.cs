using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Turns a program into machine code: one loop whose body is the program's instructions on registers.</summary>
/// <remarks>
/// What is emitted reads, for y = exp(x) - 1 on AVX-512 unrolled twice,
/// <code>
/// Vector512&lt;float&gt; one = Load(constants), ...;
/// for (nint i = start; i &lt; end; i += 32)
/// {
///     x0 = Load(x + i); x1 = Load(x + i + 16);
///     ...                                        // each instruction for both copies in turn, so that one computes while the other waits for a result
///     Store(y0, y + i); Store(y1, y + i + 16);
/// }
/// </code>
/// Constants come from memory rather than from the code: the JIT would turn literals into loads of its own again and again. What depends on constants and
/// single elements alone is computed before the loop.
/// This is the only place in Hebb that touches reflection.
/// </remarks>
internal sealed unsafe class Emitter
{
    /// <summary>An emitted loop over the elements from start up to end, whose difference is a multiple of the loop's step; so is the period after which
    /// repeating inputs begin anew.</summary>
    public delegate void Body(byte* constants, byte** operands, nint start, nint end, nint period);

    /// <summary>The switch with which an application forbids emitted code: see <see cref="AppContext"/>.</summary>
    public const string Switch = "Hebb.EmitsCode";

    private readonly ElementwiseProgram _program;
    private readonly InstructionSet _set;
    private readonly int _unroll;
    private readonly RegisterPlan _plan;
    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly LocalBuilder[] _pointers;
    private readonly LocalBuilder _index;
    private readonly LocalBuilder _phase;   // the index within the period
    private readonly ulong _repeats;
    private readonly LocalBuilder?[,] _values;
    private readonly int[] _constants;

    private Emitter(ElementwiseProgram program, InstructionSet set, RegisterPlan plan, ulong repeats)
    {
        (_program, _set, _plan, _unroll, _repeats) = (program, set, plan, plan.Unroll, repeats);
        _method = new("Elementwise", typeof(void), [typeof(object), typeof(byte*), typeof(byte**), typeof(nint), typeof(nint), typeof(nint)],
            typeof(Emitter).Module,
            skipVisibility: true);
        _il = _method.GetILGenerator();
        _pointers = new LocalBuilder[program.Inputs.Length + program.Outputs.Length];
        _index = _il.DeclareLocal(typeof(nint));
        _phase = _il.DeclareLocal(typeof(nint));
        _values = new LocalBuilder?[_unroll, program.Code.Length];
        _constants = new int[program.Code.Length];
        for (int k = 0, constants = 0; k < _constants.Length; k++)
            if (program.Code[k].Opcode == Opcode.Constant) _constants[k] = constants++;
    }

    /// <summary>True unless code cannot be emitted here (ahead-of-time compilation) or the application forbids it.</summary>
    public static bool IsSupported => RuntimeFeature.IsDynamicCodeSupported && (!AppContext.TryGetSwitch(Switch, out bool allowed) || allowed);

    /// <summary>Emits a loop.</summary>
    /// <param name="program">The instructions.</param>
    /// <param name="set">The registers to use.</param>
    /// <param name="plan">What stays in registers.</param>
    /// <param name="repeats">Bit i is set when input i repeats itself.</param>
    public static Body Emit(ElementwiseProgram program, InstructionSet set, RegisterPlan plan, ulong repeats) =>
        new Emitter(program, set, plan, repeats).Emit();

    private Body Emit()
    {
        for (int operand = 0; operand < _pointers.Length; operand++)
        {
            _pointers[operand] = _il.DeclareLocal(typeof(byte*));
            _il.Emit(OpCodes.Ldarg_2);
            _il.Emit(OpCodes.Ldc_I4, operand * sizeof(nint));
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Ldind_I);
            _il.Emit(OpCodes.Stloc, _pointers[operand]);
        }
        for (int k = 0; k < _program.Code.Length; k++)
            if (_plan.Invariant[k] && (_plan.Held[k] || _program.Code[k].Opcode != Opcode.Constant)) EmitInvariant(k);

        Label test = _il.DefineLabel(), body = _il.DefineLabel();
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Stloc, _index);
        if (_repeats != 0)
        {
            _il.Emit(OpCodes.Ldarg_3);
            _il.Emit(OpCodes.Ldarg_S, (byte)5);
            _il.Emit(OpCodes.Rem);
            _il.Emit(OpCodes.Stloc, _phase);
        }
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        for (int k = 0; k < _program.Code.Length; k++)
            for (int copy = 0; copy < _unroll; copy++)
                if (!_plan.Invariant[k] && !_plan.Inline[k]) EmitValue(k, copy);
        for (int copy = 0; copy < _unroll; copy++)
            for (int output = 0; output < _program.Outputs.Length; output++) EmitStore(output, copy);
        _il.Emit(OpCodes.Ldloc, _index);
        _il.Emit(OpCodes.Ldc_I4, _unroll * _set.Count);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _index);
        if (_repeats != 0) EmitPhase();
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, _index);
        _il.Emit(OpCodes.Ldarg_S, (byte)4);
        _il.Emit(OpCodes.Blt, body);
        _il.Emit(OpCodes.Ret);
        return (Body)_method.CreateDelegate(typeof(Body), _program);
    }

    /// <summary>The next place in the period; after the last the first.</summary>
    private void EmitPhase()
    {
        Label within = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _phase);
        _il.Emit(OpCodes.Ldc_I4, _unroll * _set.Count);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _phase);
        _il.Emit(OpCodes.Ldloc, _phase);
        _il.Emit(OpCodes.Ldarg_S, (byte)5);
        _il.Emit(OpCodes.Blt, within);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Stloc, _phase);
        _il.MarkLabel(within);
    }

    /// <summary>A constant, a single element, or what is computed of such: once, before the loop.</summary>
    private void EmitInvariant(int k)
    {
        Instruction c = _program.Code[k];
        if (c.Opcode == Opcode.Constant) PushConstant(k);
        else if (c.IsLeaf)
        {
            _il.Emit(OpCodes.Ldloc, _pointers[c.A]);
            _il.Emit(OpCodes.Call, c.Opcode == Opcode.Input ? _set.Splat : _set.SplatMask);
        }
        else Compute(k, 0);
        LocalBuilder value = _il.DeclareLocal(_set.Vector);
        _il.Emit(OpCodes.Stloc, value);
        for (int copy = 0; copy < _unroll; copy++) _values[copy, k] = value;
    }

    private void EmitValue(int k, int copy)
    {
        Instruction c = _program.Code[k];
        if (c.IsLeaf)
        {
            PushAddress(c.A, copy, c.Opcode == Opcode.Input ? _set.LaneSize : 1);
            _il.Emit(OpCodes.Call, c.Opcode == Opcode.Input ? _set.Load : _set.LoadMask);
        }
        else Compute(k, copy);
        LocalBuilder value = _values[copy, k] = _il.DeclareLocal(_set.Vector);
        _il.Emit(OpCodes.Stloc, value);
    }

    private void EmitStore(int output, int copy)
    {
        bool mask = _program.Outputs[output] == DType.Bool;
        PushValue(_program.Results[output], copy);
        PushAddress(_program.Inputs.Length + output, copy, mask ? 1 : _set.LaneSize);
        _il.Emit(OpCodes.Call, mask ? _set.StoreMask : _set.Store);
    }

    private void Compute(int k, int copy)
    {
        Instruction c = _program.Code[k];
        PushValue(c.A, copy);
        if (c.B >= 0) PushValue(c.B, copy);
        if (c.C >= 0) PushValue(c.C, copy);
        if (_set.TakesZero(c.Opcode)) _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Call, _set.Method(c.Opcode));
    }

    private void PushValue(int k, int copy)
    {
        if (_plan.Inline[k]) Compute(k, copy);
        else if (_values[copy, k] is null) PushConstant(k);
        else _il.Emit(OpCodes.Ldloc, _values[copy, k]!);
    }

    private void PushConstant(int k)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, _constants[k] * EmittedLoop.ConstantStride);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Call, _set.Load);
    }

    private void PushAddress(int operand, int copy, int elementSize)
    {
        _il.Emit(OpCodes.Ldloc, _pointers[operand]);
        _il.Emit(OpCodes.Ldloc, operand < _program.Inputs.Length && (_repeats >> operand & 1) != 0 ? _phase : _index);
        if (elementSize > 1)
        {
            _il.Emit(OpCodes.Ldc_I4, elementSize);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Mul);
        }
        _il.Emit(OpCodes.Add);
        if (copy == 0) return;
        _il.Emit(OpCodes.Ldc_I4, copy * _set.Count * elementSize);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }
}

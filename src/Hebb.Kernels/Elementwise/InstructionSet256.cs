using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>The methods of registers of 256 bits.</summary>
internal sealed unsafe class InstructionSet256<T> : InstructionSet where T : unmanaged, INumber<T>
{
    private delegate Vector256<T> Reading<TElement>(TElement* source) where TElement : unmanaged;

    private delegate void Writing<TElement>(Vector256<T> value, TElement* target) where TElement : unmanaged;

    private delegate Vector256<TLane> One<TLane>(Vector256<TLane> a);

    private delegate Vector256<TLane> Two<TLane>(Vector256<TLane> a, Vector256<TLane> b);

    private delegate Vector256<TLane> Three<TLane>(Vector256<TLane> a, Vector256<TLane> b, Vector256<TLane> c);

    public override Type Vector => typeof(Vector256<T>);

    public override int Count => Vector256<T>.Count;

    public override int LaneSize => sizeof(T);

    public override int Registers => 16;

    public override MethodInfo Load => ((Reading<T>)Vector256.Load<T>).Method;

    public override MethodInfo Store => ((Writing<T>)Vector256.Store<T>).Method;

    public override MethodInfo LoadMask => ((Reading<byte>)VectorMasks.Load256<T>).Method;

    public override MethodInfo StoreMask => ((Writing<byte>)VectorMasks.Store).Method;

    public override MethodInfo Splat => ((Reading<T>)SplatNumber).Method;

    public override MethodInfo SplatMask => ((Reading<byte>)SplatByte).Method;

    public override MethodInfo Method(Opcode opcode) => opcode switch
    {
        Opcode.Add => ((Two<T>)Vector256.Add).Method,
        Opcode.Subtract => ((Two<T>)Vector256.Subtract).Method,
        Opcode.Multiply => ((Two<T>)Vector256.Multiply).Method,
        Opcode.Divide => ((Two<T>)Vector256.Divide).Method,
        Opcode.Negate => ((One<T>)Vector256.Negate).Method,
        Opcode.Max => Pick<Two<float>, Two<double>, Two<T>>(Avx.Max, Avx.Max, Vector256.Max).Method,
        Opcode.Min => Pick<Two<float>, Two<double>, Two<T>>(Avx.Min, Avx.Min, Vector256.Min).Method,
        Opcode.Fma => Pick<Three<float>, Three<double>>(Vector256.FusedMultiplyAdd, Vector256.FusedMultiplyAdd).Method,
        Opcode.Abs => ((One<T>)Vector256.Abs).Method,
        Opcode.Sqrt => ((One<T>)Vector256.Sqrt).Method,
        Opcode.Round => Pick<One<float>, One<double>>(Vector256.Round, Vector256.Round).Method,
        Opcode.Floor => Pick<One<float>, One<double>>(Vector256.Floor, Vector256.Floor).Method,
        Opcode.Ceiling => Pick<One<float>, One<double>>(Vector256.Ceiling, Vector256.Ceiling).Method,
        Opcode.Scale => Pick<Two<float>, Two<double>>(VectorParts.Scale, VectorParts.Scale).Method,
        Opcode.Exponent => Pick<One<float>, One<double>>(VectorParts.Exponent, VectorParts.Exponent).Method,
        Opcode.Mantissa => Pick<One<float>, One<double>>(VectorParts.Mantissa, VectorParts.Mantissa).Method,
        Opcode.CopySign => Pick<Two<float>, Two<double>>(Vector256.CopySign, Vector256.CopySign).Method,
        Opcode.Greater => ((Two<T>)Vector256.GreaterThan).Method,
        Opcode.GreaterOrEqual => ((Two<T>)Vector256.GreaterThanOrEqual).Method,
        Opcode.Equal => ((Two<T>)Vector256.Equals).Method,
        Opcode.And => ((Two<T>)Vector256.BitwiseAnd).Method,
        Opcode.Or => ((Two<T>)Vector256.BitwiseOr).Method,
        Opcode.Not => ((One<T>)Vector256.OnesComplement).Method,
        Opcode.Select => ((Three<T>)Vector256.ConditionalSelect).Method,
        _ => throw new UnreachableException(),
    };

    private static Vector256<T> SplatNumber(T* source) => Vector256.Create(*source);

    private static Vector256<T> SplatByte(byte* source) => *source != 0 ? Vector256<T>.AllBitsSet : Vector256<T>.Zero;

    private static Delegate Pick<TSingle, TDouble>(TSingle single, TDouble wide) where TSingle : Delegate where TDouble : Delegate =>
        typeof(T) == typeof(float) ? single : typeof(T) == typeof(double) ? wide : throw new UnreachableException();

    private static Delegate Pick<TSingle, TDouble, TInteger>(TSingle single, TDouble wide, TInteger integer)
        where TSingle : Delegate where TDouble : Delegate where TInteger : Delegate =>
        typeof(T) == typeof(float) ? single : typeof(T) == typeof(double) ? wide : integer;
}

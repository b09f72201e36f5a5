using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>The methods of registers of 512 bits.</summary>
internal sealed unsafe class InstructionSet512<T> : InstructionSet where T : unmanaged, INumber<T>
{
    private delegate Vector512<T> Reading<TElement>(TElement* source) where TElement : unmanaged;

    private delegate void Writing<TElement>(Vector512<T> value, TElement* target) where TElement : unmanaged;

    private delegate Vector512<TLane> One<TLane>(Vector512<TLane> a);

    private delegate Vector512<TLane> Two<TLane>(Vector512<TLane> a, Vector512<TLane> b);

    private delegate Vector512<TLane> Three<TLane>(Vector512<TLane> a, Vector512<TLane> b, Vector512<TLane> c);

    private delegate Vector512<TLane> OneAndZero<TLane>(Vector512<TLane> a, byte control);

    public override Type Vector => typeof(Vector512<T>);

    public override int Count => Vector512<T>.Count;

    public override int LaneSize => sizeof(T);

    public override int Registers => 32;

    public override MethodInfo Load => ((Reading<T>)Vector512.Load<T>).Method;

    public override MethodInfo Store => ((Writing<T>)Vector512.Store<T>).Method;

    public override MethodInfo LoadMask => ((Reading<byte>)VectorMasks.Load512<T>).Method;

    public override MethodInfo StoreMask => ((Writing<byte>)VectorMasks.Store).Method;

    public override MethodInfo Splat => ((Reading<T>)SplatNumber).Method;

    public override MethodInfo SplatMask => ((Reading<byte>)SplatByte).Method;

    public override MethodInfo Method(Opcode opcode) => opcode switch
    {
        Opcode.Add => ((Two<T>)Vector512.Add).Method,
        Opcode.Subtract => ((Two<T>)Vector512.Subtract).Method,
        Opcode.Multiply => ((Two<T>)Vector512.Multiply).Method,
        Opcode.Divide => ((Two<T>)Vector512.Divide).Method,
        Opcode.Negate => ((One<T>)Vector512.Negate).Method,
        Opcode.Max => Pick<Two<float>, Two<double>, Two<T>>(Avx512F.Max, Avx512F.Max, Vector512.Max).Method,
        Opcode.Min => Pick<Two<float>, Two<double>, Two<T>>(Avx512F.Min, Avx512F.Min, Vector512.Min).Method,
        Opcode.Fma => Pick<Three<float>, Three<double>>(Vector512.FusedMultiplyAdd, Vector512.FusedMultiplyAdd).Method,
        Opcode.Abs => ((One<T>)Vector512.Abs).Method,
        Opcode.Sqrt => ((One<T>)Vector512.Sqrt).Method,
        Opcode.Round => Pick<One<float>, One<double>>(Vector512.Round, Vector512.Round).Method,
        Opcode.Floor => Pick<One<float>, One<double>>(Vector512.Floor, Vector512.Floor).Method,
        Opcode.Ceiling => Pick<One<float>, One<double>>(Vector512.Ceiling, Vector512.Ceiling).Method,
        Opcode.Scale => Pick<Two<float>, Two<double>>(Avx512F.Scale, Avx512F.Scale).Method,
        Opcode.Exponent => Pick<One<float>, One<double>>(Avx512F.GetExponent, Avx512F.GetExponent).Method,
        Opcode.Mantissa => Pick<OneAndZero<float>, OneAndZero<double>>(Avx512F.GetMantissa, Avx512F.GetMantissa).Method,
        Opcode.CopySign => Pick<Two<float>, Two<double>>(Vector512.CopySign, Vector512.CopySign).Method,
        Opcode.Greater => ((Two<T>)Vector512.GreaterThan).Method,
        Opcode.GreaterOrEqual => ((Two<T>)Vector512.GreaterThanOrEqual).Method,
        Opcode.Equal => ((Two<T>)Vector512.Equals).Method,
        Opcode.And => ((Two<T>)Vector512.BitwiseAnd).Method,
        Opcode.Or => ((Two<T>)Vector512.BitwiseOr).Method,
        Opcode.Not => ((One<T>)Vector512.OnesComplement).Method,
        Opcode.Select => ((Three<T>)Vector512.ConditionalSelect).Method,
        _ => throw new UnreachableException(),
    };

    public override bool TakesZero(Opcode opcode) => opcode == Opcode.Mantissa;

    private static Vector512<T> SplatNumber(T* source) => Vector512.Create(*source);

    private static Vector512<T> SplatByte(byte* source) => *source != 0 ? Vector512<T>.AllBitsSet : Vector512<T>.Zero;

    private static Delegate Pick<TSingle, TDouble>(TSingle single, TDouble wide) where TSingle : Delegate where TDouble : Delegate =>
        typeof(T) == typeof(float) ? single : typeof(T) == typeof(double) ? wide : throw new UnreachableException();

    private static Delegate Pick<TSingle, TDouble, TInteger>(TSingle single, TDouble wide, TInteger integer)
        where TSingle : Delegate where TDouble : Delegate where TInteger : Delegate =>
        typeof(T) == typeof(float) ? single : typeof(T) == typeof(double) ? wide : integer;
}

using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
namespace Hebb.Kernels;

/// <summary>The methods of registers of 128 bits.</summary>
internal sealed unsafe class InstructionSet128<T> : InstructionSet where T : unmanaged, INumber<T>
{
    private delegate Vector128<T> Reading<TElement>(TElement* source) where TElement : unmanaged;

    private delegate void Writing<TElement>(Vector128<T> value, TElement* target) where TElement : unmanaged;

    private delegate Vector128<TLane> One<TLane>(Vector128<TLane> a);

    private delegate Vector128<TLane> Two<TLane>(Vector128<TLane> a, Vector128<TLane> b);

    private delegate Vector128<TLane> Three<TLane>(Vector128<TLane> a, Vector128<TLane> b, Vector128<TLane> c);

    public override Type Vector => typeof(Vector128<T>);

    public override int Count => Vector128<T>.Count;

    public override int LaneSize => sizeof(T);

    public override int Registers => 16;

    public override MethodInfo Load => ((Reading<T>)Vector128.Load<T>).Method;

    public override MethodInfo Store => ((Writing<T>)Vector128.Store<T>).Method;

    public override MethodInfo LoadMask => ((Reading<byte>)VectorMasks.Load128<T>).Method;

    public override MethodInfo StoreMask => ((Writing<byte>)VectorMasks.Store).Method;

    public override MethodInfo Splat => ((Reading<T>)SplatNumber).Method;

    public override MethodInfo SplatMask => ((Reading<byte>)SplatByte).Method;

    public override MethodInfo Method(Opcode opcode) => opcode switch
    {
        Opcode.Add => ((Two<T>)Vector128.Add).Method,
        Opcode.Subtract => ((Two<T>)Vector128.Subtract).Method,
        Opcode.Multiply => ((Two<T>)Vector128.Multiply).Method,
        Opcode.Divide => ((Two<T>)Vector128.Divide).Method,
        Opcode.Negate => ((One<T>)Vector128.Negate).Method,
        Opcode.Max => Pick<Two<float>, Two<double>, Two<T>>(VectorParts.Max, VectorParts.Max, Vector128.Max).Method,
        Opcode.Min => Pick<Two<float>, Two<double>, Two<T>>(VectorParts.Min, VectorParts.Min, Vector128.Min).Method,
        Opcode.Fma => Pick<Three<float>, Three<double>>(VectorParts.Fma, VectorParts.Fma).Method,
        Opcode.Abs => ((One<T>)Vector128.Abs).Method,
        Opcode.Sqrt => ((One<T>)Vector128.Sqrt).Method,
        Opcode.Round => Pick<One<float>, One<double>>(Vector128.Round, Vector128.Round).Method,
        Opcode.Floor => Pick<One<float>, One<double>>(Vector128.Floor, Vector128.Floor).Method,
        Opcode.Ceiling => Pick<One<float>, One<double>>(Vector128.Ceiling, Vector128.Ceiling).Method,
        Opcode.Scale => Pick<Two<float>, Two<double>>(VectorParts.Scale, VectorParts.Scale).Method,
        Opcode.Exponent => Pick<One<float>, One<double>>(VectorParts.Exponent, VectorParts.Exponent).Method,
        Opcode.Mantissa => Pick<One<float>, One<double>>(VectorParts.Mantissa, VectorParts.Mantissa).Method,
        Opcode.CopySign => Pick<Two<float>, Two<double>>(Vector128.CopySign, Vector128.CopySign).Method,
        Opcode.Greater => ((Two<T>)Vector128.GreaterThan).Method,
        Opcode.GreaterOrEqual => ((Two<T>)Vector128.GreaterThanOrEqual).Method,
        Opcode.Equal => ((Two<T>)Vector128.Equals).Method,
        Opcode.And => ((Two<T>)Vector128.BitwiseAnd).Method,
        Opcode.Or => ((Two<T>)Vector128.BitwiseOr).Method,
        Opcode.Not => ((One<T>)Vector128.OnesComplement).Method,
        Opcode.Select => ((Three<T>)Vector128.ConditionalSelect).Method,
        _ => throw new UnreachableException(),
    };

    private static Vector128<T> SplatNumber(T* source) => Vector128.Create(*source);

    private static Vector128<T> SplatByte(byte* source) => *source != 0 ? Vector128<T>.AllBitsSet : Vector128<T>.Zero;

    private static Delegate Pick<TSingle, TDouble>(TSingle single, TDouble wide) where TSingle : Delegate where TDouble : Delegate =>
        typeof(T) == typeof(float) ? single : typeof(T) == typeof(double) ? wide : throw new UnreachableException();

    private static Delegate Pick<TSingle, TDouble, TInteger>(TSingle single, TDouble wide, TInteger integer)
        where TSingle : Delegate where TDouble : Delegate where TInteger : Delegate =>
        typeof(T) == typeof(float) ? single : typeof(T) == typeof(double) ? wide : integer;
}

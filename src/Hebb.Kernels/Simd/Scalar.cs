using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>A single number as lanes: what a kernel's body means, with no vector in sight. The oracle of every other width, and the way to run a body on a
/// machine without vectors.</summary>
/// <typeparam name="T">float, double, int, long or byte; integers wrap around and know no division.</typeparam>
/// <remarks>A mask is 1 or 0 here, where a vector has all bits or none: no kernel can tell.</remarks>
internal readonly unsafe struct Scalar<T>(T value) : ILanes<Scalar<T>> where T : unmanaged, INumber<T>
{
    /// <summary>The number.</summary>
    public T Value { get; } = value;

    public static bool IsDouble => typeof(T) == typeof(double);

    public static int Count => 1;

    public static Scalar<T> Load(void* source) => new(*(T*)source);

    public static void Store(Scalar<T> value, void* target) => *(T*)target = value.Value;

    public static Scalar<T> LoadMask(byte* source) => Mask(*source != 0);

    public static void StoreMask(Scalar<T> mask, byte* target) => *target = mask.IsSet ? (byte)1 : (byte)0;

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Create(double value) => new(typeof(T) == typeof(float) ? (T)(object)(float)value : T.CreateTruncating(value));

    [MethodImpl(AggressiveInlining)] public static Scalar<T> operator +(Scalar<T> left, Scalar<T> right) => new(left.Value + right.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> operator -(Scalar<T> left, Scalar<T> right) => new(left.Value - right.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> operator *(Scalar<T> left, Scalar<T> right) => new(left.Value * right.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> operator /(Scalar<T> left, Scalar<T> right) => new(left.Value / right.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> operator -(Scalar<T> value) => new(-value.Value);

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Fma(Scalar<T> a, Scalar<T> b, Scalar<T> c) =>
        typeof(T) == typeof(float) ? new((T)(object)MathF.FusedMultiplyAdd((float)(object)a.Value, (float)(object)b.Value, (float)(object)c.Value))
        : typeof(T) == typeof(double) ? new((T)(object)Math.FusedMultiplyAdd((double)(object)a.Value, (double)(object)b.Value, (double)(object)c.Value))
        : new(a.Value * b.Value + c.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> Max(Scalar<T> a, Scalar<T> b) => a.Value > b.Value ? a : b;

    [MethodImpl(AggressiveInlining)] public static Scalar<T> Min(Scalar<T> a, Scalar<T> b) => a.Value < b.Value ? a : b;

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Abs(Scalar<T> value) =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? new(T.Abs(value.Value)) : value.Value < T.Zero ? new(T.Zero - value.Value) : value;

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Sqrt(Scalar<T> value) =>
        typeof(T) == typeof(float) ? new((T)(object)MathF.Sqrt((float)(object)value.Value))
        : typeof(T) == typeof(double) ? new((T)(object)Math.Sqrt((double)(object)value.Value)) : value;

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Round(Scalar<T> value) =>
        typeof(T) == typeof(float) ? new((T)(object)MathF.Round((float)(object)value.Value))
        : typeof(T) == typeof(double) ? new((T)(object)Math.Round((double)(object)value.Value)) : value;

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Floor(Scalar<T> value) =>
        typeof(T) == typeof(float) ? new((T)(object)MathF.Floor((float)(object)value.Value))
        : typeof(T) == typeof(double) ? new((T)(object)Math.Floor((double)(object)value.Value)) : value;

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Ceiling(Scalar<T> value) =>
        typeof(T) == typeof(float) ? new((T)(object)MathF.Ceiling((float)(object)value.Value))
        : typeof(T) == typeof(double) ? new((T)(object)Math.Ceiling((double)(object)value.Value)) : value;

    public static Scalar<T> Scale(Scalar<T> value, Scalar<T> power) =>
        typeof(T) == typeof(float) ? new((T)(object)MathF.ScaleB((float)(object)value.Value, int.CreateSaturating(power.Value)))
        : new((T)(object)Math.ScaleB((double)(object)value.Value, int.CreateSaturating(power.Value)));

    public static Scalar<T> Exponent(Scalar<T> value) =>
        typeof(T) == typeof(float) ? new((T)(object)(float)((BitConverter.SingleToInt32Bits((float)(object)value.Value) >>> 23) - 127))
        : new((T)(object)(double)((BitConverter.DoubleToInt64Bits((double)(object)value.Value) >>> 52) - 1023));

    public static Scalar<T> Mantissa(Scalar<T> value) =>
        typeof(T) == typeof(float)
            ? new((T)(object)BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)(object)value.Value) & 0x007F_FFFF | 0x3F80_0000))
            : new((T)(object)BitConverter.Int64BitsToDouble(
                BitConverter.DoubleToInt64Bits((double)(object)value.Value) & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000));

    public static Scalar<T> CopySign(Scalar<T> magnitude, Scalar<T> sign) =>
        typeof(T) == typeof(float) ? new((T)(object)MathF.CopySign((float)(object)magnitude.Value, (float)(object)sign.Value))
        : new((T)(object)Math.CopySign((double)(object)magnitude.Value, (double)(object)sign.Value));

    [MethodImpl(AggressiveInlining)] public static Scalar<T> Greater(Scalar<T> left, Scalar<T> right) => Mask(left.Value > right.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> GreaterOrEqual(Scalar<T> left, Scalar<T> right) => Mask(left.Value >= right.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> Equal(Scalar<T> left, Scalar<T> right) => Mask(left.Value == right.Value);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> And(Scalar<T> left, Scalar<T> right) => Mask(left.IsSet & right.IsSet);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> Or(Scalar<T> left, Scalar<T> right) => Mask(left.IsSet | right.IsSet);

    [MethodImpl(AggressiveInlining)] public static Scalar<T> Not(Scalar<T> mask) => Mask(!mask.IsSet);

    [MethodImpl(AggressiveInlining)]
    public static Scalar<T> Select(Scalar<T> mask, Scalar<T> whenTrue, Scalar<T> whenFalse) => mask.IsSet ? whenTrue : whenFalse;

    private bool IsSet => Value != T.Zero;

    [MethodImpl(AggressiveInlining)] private static Scalar<T> Mask(bool set) => new(set ? T.One : T.Zero);
}

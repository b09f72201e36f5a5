using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>A register of 512 bits as lanes: AVX-512, where every primitive is one instruction.</summary>
/// <typeparam name="T">float, double, int, long or byte; integers wrap around and know no division.</typeparam>
internal readonly unsafe struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>> where T : unmanaged, INumber<T>
{
    /// <summary>The register.</summary>
    public Vector512<T> Value { get; } = value;

    public static bool IsDouble => typeof(T) == typeof(double);

    public static int Count => Vector512<T>.Count;

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> Load(void* source) => new(Vector512.Load((T*)source));

    [MethodImpl(AggressiveInlining)] public static void Store(Lanes512<T> value, void* target) => Vector512.Store(value.Value, (T*)target);

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> LoadMask(byte* source) => new(VectorMasks.Load512<T>(source));

    [MethodImpl(AggressiveInlining)] public static void StoreMask(Lanes512<T> mask, byte* target) => VectorMasks.Store(mask.Value, target);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Create(double value) =>
        new(typeof(T) == typeof(float) ? Vector512.Create((T)(object)(float)value) : Vector512.Create(T.CreateTruncating(value)));

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new(left.Value + right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new(left.Value - right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new(left.Value * right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) => new(left.Value / right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> operator -(Lanes512<T> value) => new(-value.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Fma(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) =>
        typeof(T) == typeof(float) ? new(Vector512.FusedMultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector512.FusedMultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>())
        : new(a.Value * b.Value + c.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> a, Lanes512<T> b) =>
        typeof(T) == typeof(float) ? new(Avx512F.Max(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Avx512F.Max(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>())
        : new(Vector512.Max(a.Value, b.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> a, Lanes512<T> b) =>
        typeof(T) == typeof(float) ? new(Avx512F.Min(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Avx512F.Min(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>())
        : new(Vector512.Min(a.Value, b.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> Abs(Lanes512<T> value) => new(Vector512.Abs(value.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> Sqrt(Lanes512<T> value) => new(Vector512.Sqrt(value.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> value) =>
        typeof(T) == typeof(float) ? new(Vector512.Round(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector512.Round(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Floor(Lanes512<T> value) =>
        typeof(T) == typeof(float) ? new(Vector512.Floor(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector512.Floor(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Ceiling(Lanes512<T> value) =>
        typeof(T) == typeof(float) ? new(Vector512.Ceiling(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector512.Ceiling(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Scale(Lanes512<T> value, Lanes512<T> power) =>
        typeof(T) == typeof(float) ? new(Avx512F.Scale(value.Value.AsSingle(), power.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Avx512F.Scale(value.Value.AsDouble(), power.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Exponent(Lanes512<T> value) =>
        typeof(T) == typeof(float) ? new(Avx512F.GetExponent(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Avx512F.GetExponent(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Mantissa(Lanes512<T> value) =>
        typeof(T) == typeof(float) ? new(Avx512F.GetMantissa(value.Value.AsSingle(), 0).As<float, T>())
        : typeof(T) == typeof(double) ? new(Avx512F.GetMantissa(value.Value.AsDouble(), 0).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> CopySign(Lanes512<T> magnitude, Lanes512<T> sign) =>
        typeof(T) == typeof(float) ? new(Vector512.CopySign(magnitude.Value.AsSingle(), sign.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector512.CopySign(magnitude.Value.AsDouble(), sign.Value.AsDouble()).As<double, T>())
        : magnitude;

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Greater(Lanes512<T> left, Lanes512<T> right) => new(Vector512.GreaterThan(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> GreaterOrEqual(Lanes512<T> left, Lanes512<T> right) => new(Vector512.GreaterThanOrEqual(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> Equal(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Equals(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> And(Lanes512<T> left, Lanes512<T> right) => new(left.Value & right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> Or(Lanes512<T> left, Lanes512<T> right) => new(left.Value | right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes512<T> Not(Lanes512<T> mask) => new(~mask.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> whenTrue, Lanes512<T> whenFalse) =>
        new(Vector512.ConditionalSelect(mask.Value, whenTrue.Value, whenFalse.Value));
}

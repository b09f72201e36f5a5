using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>A register of 128 bits as lanes: what every machine has. Without FMA in hardware, <see cref="Fma"/> is worked out, see <see
/// cref="VectorParts"/>.</summary>
/// <typeparam name="T">float, double, int, long or byte; integers wrap around and know no division.</typeparam>
internal readonly unsafe struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>> where T : unmanaged, INumber<T>
{
    /// <summary>The register.</summary>
    public Vector128<T> Value { get; } = value;

    public static bool IsDouble => typeof(T) == typeof(double);

    public static int Count => Vector128<T>.Count;

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> Load(void* source) => new(Vector128.Load((T*)source));

    [MethodImpl(AggressiveInlining)] public static void Store(Lanes128<T> value, void* target) => Vector128.Store(value.Value, (T*)target);

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> LoadMask(byte* source) => new(VectorMasks.Load128<T>(source));

    [MethodImpl(AggressiveInlining)] public static void StoreMask(Lanes128<T> mask, byte* target) => VectorMasks.Store(mask.Value, target);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Create(double value) =>
        new(typeof(T) == typeof(float) ? Vector128.Create((T)(object)(float)value) : Vector128.Create(T.CreateTruncating(value)));

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new(left.Value + right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new(left.Value - right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new(left.Value * right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) => new(left.Value / right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> operator -(Lanes128<T> value) => new(-value.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Fma(Lanes128<T> a, Lanes128<T> b, Lanes128<T> c) =>
        typeof(T) == typeof(float) ? new(VectorParts.Fma(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Fma(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>())
        : new(a.Value * b.Value + c.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> a, Lanes128<T> b) =>
        typeof(T) == typeof(float) ? new(VectorParts.Max(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Max(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>())
        : new(Vector128.Max(a.Value, b.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> a, Lanes128<T> b) =>
        typeof(T) == typeof(float) ? new(VectorParts.Min(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Min(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>())
        : new(Vector128.Min(a.Value, b.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> Abs(Lanes128<T> value) => new(Vector128.Abs(value.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> Sqrt(Lanes128<T> value) => new(Vector128.Sqrt(value.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> value) =>
        typeof(T) == typeof(float) ? new(Vector128.Round(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector128.Round(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Floor(Lanes128<T> value) =>
        typeof(T) == typeof(float) ? new(Vector128.Floor(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector128.Floor(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Ceiling(Lanes128<T> value) =>
        typeof(T) == typeof(float) ? new(Vector128.Ceiling(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector128.Ceiling(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Scale(Lanes128<T> value, Lanes128<T> power) =>
        typeof(T) == typeof(float) ? new(VectorParts.Scale(value.Value.AsSingle(), power.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Scale(value.Value.AsDouble(), power.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Exponent(Lanes128<T> value) =>
        typeof(T) == typeof(float) ? new(VectorParts.Exponent(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Exponent(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Mantissa(Lanes128<T> value) =>
        typeof(T) == typeof(float) ? new(VectorParts.Mantissa(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Mantissa(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> CopySign(Lanes128<T> magnitude, Lanes128<T> sign) =>
        typeof(T) == typeof(float) ? new(Vector128.CopySign(magnitude.Value.AsSingle(), sign.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector128.CopySign(magnitude.Value.AsDouble(), sign.Value.AsDouble()).As<double, T>())
        : magnitude;

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Greater(Lanes128<T> left, Lanes128<T> right) => new(Vector128.GreaterThan(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> GreaterOrEqual(Lanes128<T> left, Lanes128<T> right) => new(Vector128.GreaterThanOrEqual(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> Equal(Lanes128<T> left, Lanes128<T> right) => new(Vector128.Equals(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> And(Lanes128<T> left, Lanes128<T> right) => new(left.Value & right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> Or(Lanes128<T> left, Lanes128<T> right) => new(left.Value | right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes128<T> Not(Lanes128<T> mask) => new(~mask.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> whenTrue, Lanes128<T> whenFalse) =>
        new(Vector128.ConditionalSelect(mask.Value, whenTrue.Value, whenFalse.Value));
}

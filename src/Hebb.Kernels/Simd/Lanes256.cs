using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>A register of 256 bits as lanes: AVX2 with FMA. Taking numbers apart and putting them together has no instruction here, see <see
/// cref="VectorParts"/>.</summary>
/// <typeparam name="T">float, double, int, long or byte; integers wrap around and know no division.</typeparam>
internal readonly unsafe struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>> where T : unmanaged, INumber<T>
{
    /// <summary>The register.</summary>
    public Vector256<T> Value { get; } = value;

    public static bool IsDouble => typeof(T) == typeof(double);

    public static int Count => Vector256<T>.Count;

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> Load(void* source) => new(Vector256.Load((T*)source));

    [MethodImpl(AggressiveInlining)] public static void Store(Lanes256<T> value, void* target) => Vector256.Store(value.Value, (T*)target);

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> LoadMask(byte* source) => new(VectorMasks.Load256<T>(source));

    [MethodImpl(AggressiveInlining)] public static void StoreMask(Lanes256<T> mask, byte* target) => VectorMasks.Store(mask.Value, target);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Create(double value) =>
        new(typeof(T) == typeof(float) ? Vector256.Create((T)(object)(float)value) : Vector256.Create(T.CreateTruncating(value)));

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new(left.Value + right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new(left.Value - right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new(left.Value * right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> operator /(Lanes256<T> left, Lanes256<T> right) => new(left.Value / right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> operator -(Lanes256<T> value) => new(-value.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Fma(Lanes256<T> a, Lanes256<T> b, Lanes256<T> c) =>
        typeof(T) == typeof(float) ? new(Vector256.FusedMultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector256.FusedMultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>())
        : new(a.Value * b.Value + c.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> a, Lanes256<T> b) =>
        typeof(T) == typeof(float) ? new(Avx.Max(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Avx.Max(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>())
        : new(Vector256.Max(a.Value, b.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Min(Lanes256<T> a, Lanes256<T> b) =>
        typeof(T) == typeof(float) ? new(Avx.Min(a.Value.AsSingle(), b.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Avx.Min(a.Value.AsDouble(), b.Value.AsDouble()).As<double, T>())
        : new(Vector256.Min(a.Value, b.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> Abs(Lanes256<T> value) => new(Vector256.Abs(value.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> Sqrt(Lanes256<T> value) => new(Vector256.Sqrt(value.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> value) =>
        typeof(T) == typeof(float) ? new(Vector256.Round(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector256.Round(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Floor(Lanes256<T> value) =>
        typeof(T) == typeof(float) ? new(Vector256.Floor(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector256.Floor(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Ceiling(Lanes256<T> value) =>
        typeof(T) == typeof(float) ? new(Vector256.Ceiling(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector256.Ceiling(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Scale(Lanes256<T> value, Lanes256<T> power) =>
        typeof(T) == typeof(float) ? new(VectorParts.Scale(value.Value.AsSingle(), power.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Scale(value.Value.AsDouble(), power.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Exponent(Lanes256<T> value) =>
        typeof(T) == typeof(float) ? new(VectorParts.Exponent(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Exponent(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Mantissa(Lanes256<T> value) =>
        typeof(T) == typeof(float) ? new(VectorParts.Mantissa(value.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(VectorParts.Mantissa(value.Value.AsDouble()).As<double, T>())
        : value;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> CopySign(Lanes256<T> magnitude, Lanes256<T> sign) =>
        typeof(T) == typeof(float) ? new(Vector256.CopySign(magnitude.Value.AsSingle(), sign.Value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector256.CopySign(magnitude.Value.AsDouble(), sign.Value.AsDouble()).As<double, T>())
        : magnitude;

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Greater(Lanes256<T> left, Lanes256<T> right) => new(Vector256.GreaterThan(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> GreaterOrEqual(Lanes256<T> left, Lanes256<T> right) => new(Vector256.GreaterThanOrEqual(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> Equal(Lanes256<T> left, Lanes256<T> right) => new(Vector256.Equals(left.Value, right.Value));

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> And(Lanes256<T> left, Lanes256<T> right) => new(left.Value & right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> Or(Lanes256<T> left, Lanes256<T> right) => new(left.Value | right.Value);

    [MethodImpl(AggressiveInlining)] public static Lanes256<T> Not(Lanes256<T> mask) => new(~mask.Value);

    [MethodImpl(AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> whenTrue, Lanes256<T> whenFalse) =>
        new(Vector256.ConditionalSelect(mask.Value, whenTrue.Value, whenFalse.Value));
}

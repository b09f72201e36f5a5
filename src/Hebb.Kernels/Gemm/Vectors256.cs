using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>256 bits: AVX2 with FMA, eight floats or four doubles.</summary>
internal readonly unsafe struct Vectors256<T> : IVectors<T, Vector256<T>> where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static bool ManyRegisters => Avx512F.VL.IsSupported;

    public static Vector256<T> Load(T* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* from, int lanes) => typeof(T) == typeof(float)
        ? Avx.MaskLoad((float*)from, Mask(lanes).As<T, float>()).As<float, T>()
        : Avx.MaskLoad((double*)from, Mask(lanes).As<T, double>()).As<double, T>();

    public static void Store(Vector256<T> value, T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, T* to, int lanes)
    {
        if (typeof(T) == typeof(float)) Avx.MaskStore((float*)to, Mask(lanes).As<T, float>(), value.As<T, float>());
        else Avx.MaskStore((double*)to, Mask(lanes).As<T, double>(), value.As<T, double>());
    }

    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fma(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    /// <summary>All bits set in the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Mask(int lanes) => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(lanes)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)lanes)).As<long, T>();
}

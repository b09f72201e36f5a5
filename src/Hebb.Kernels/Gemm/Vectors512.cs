using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>512 bits: AVX-512, sixteen floats or eight doubles.</summary>
internal readonly unsafe struct Vectors512<T> : IVectors<T, Vector512<T>> where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static bool ManyRegisters => true;

    public static Vector512<T> Load(T* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* from, int lanes) => typeof(T) == typeof(float)
        ? Avx512F.MaskLoad((float*)from, Mask(lanes).As<T, float>(), Vector512<float>.Zero).As<float, T>()
        : Avx512F.MaskLoad((double*)from, Mask(lanes).As<T, double>(), Vector512<double>.Zero).As<double, T>();

    public static void Store(Vector512<T> value, T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, T* to, int lanes)
    {
        if (typeof(T) == typeof(float)) Avx512F.MaskStore((float*)to, Mask(lanes).As<T, float>(), value.As<T, float>());
        else Avx512F.MaskStore((double*)to, Mask(lanes).As<T, double>(), value.As<T, double>());
    }

    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fma(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    /// <summary>All bits set in the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Mask(int lanes) => typeof(T) == typeof(float)
        ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(lanes)).As<int, T>()
        : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)lanes)).As<long, T>();
}

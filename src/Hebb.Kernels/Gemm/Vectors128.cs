using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>
/// 128 bits: SSE and NEON, four floats or two doubles. Without FMA (x86 before 2013) products are rounded before they are added: the last bits differ there.
/// </summary>
internal readonly unsafe struct Vectors128<T> : IVectors<T, Vector128<T>> where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static bool ManyRegisters => AdvSimd.Arm64.IsSupported || Avx512F.VL.IsSupported;

    public static Vector128<T> Load(T* from) => Vector128.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* from, int lanes)
    {
        Vector128<T> value = Vector128<T>.Zero;
        for (int i = 0; i < lanes; i++) value = value.WithElement(i, from[i]);
        return value;
    }

    public static void Store(Vector128<T> value, T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, T* to, int lanes)
    {
        for (int i = 0; i < lanes; i++) to[i] = value.GetElement(i);
    }

    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fma(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>One number at a time, for processors (and runtimes) without vectors.</summary>
internal readonly unsafe struct Vectors1<T> : IVectors<T, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Count => 1;

    public static bool ManyRegisters => false;

    public static T Load(T* from) => *from;

    public static T Load(T* from, int lanes) => *from;

    public static void Store(T value, T* to) => *to = value;

    public static void Store(T value, T* to, int lanes) => *to = value;

    public static T Broadcast(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fma(T a, T b, T c) => T.MultiplyAddEstimate(a, b, c);

    public static T Add(T a, T b) => a + b;

    public static T Subtract(T a, T b) => a - b;

    public static T Multiply(T a, T b) => a * b;
}

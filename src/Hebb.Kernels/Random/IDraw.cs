using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>What random bits become: as many of them per number as a number has.</summary>
internal unsafe interface IDraw<T> where T : unmanaged
{
    /// <summary>Turns the bits into numbers, in place. <paramref name="count"/> is a multiple of 16, <paramref name="scratch"/> as long.</summary>
    static abstract void Draw(T* bits, T* scratch, int count);
}

/// <summary>The draws.</summary>
internal static unsafe class Draws
{
    /// <summary>Uniform in [0, 1): the top 24 bits, or 53 of a double.</summary>
    public readonly struct Uniform<T> : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveOptimization)]
        public static void Draw(T* bits, T* scratch, int count)
        {
            for (int i = 0; i < count; i += Vector512<T>.Count)
                Vector512.Store(typeof(T) == typeof(float)
                    ? (Vector512.ConvertToSingle((Vector512.Load(bits + i).AsUInt32() >>> 8).AsInt32()) * (1f / (1 << 24))).As<float, T>()
                    : (Vector512.ConvertToDouble((Vector512.Load(bits + i).AsUInt64() >>> 11).AsInt64()) * (1.0 / (1L << 53))).As<double, T>(), bits + i);
        }
    }

    /// <summary>Standard normal.</summary>
    public readonly struct Normal<T> : IDraw<T> where T : unmanaged
    {
        public static void Draw(T* bits, T* scratch, int count)
        {
            if (typeof(T) == typeof(float)) NormalQuantile.Run((float*)bits, (float*)scratch, count, 1);
            else NormalQuantile.Run((double*)bits, (double*)scratch, count, 1);
        }
    }

    /// <summary>Standard normal between -2 and 2.</summary>
    public readonly struct TruncatedNormal<T> : IDraw<T> where T : unmanaged
    {
        public static void Draw(T* bits, T* scratch, int count)
        {
            if (typeof(T) == typeof(float)) NormalQuantile.Run((float*)bits, (float*)scratch, count, (float)NormalQuantile.WithinTwo);
            else NormalQuantile.Run((double*)bits, (double*)scratch, count, NormalQuantile.WithinTwo);
        }
    }
}

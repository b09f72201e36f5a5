using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>What random bits become: as many of them per lane as an element has.</summary>
internal interface IDraw<T> where T : unmanaged
{
    /// <summary>One element per lane.</summary>
    static abstract Vector512<T> Draw(Vector512<T> bits);
}

/// <summary>The draws.</summary>
internal static class Draw
{
    /// <summary>Uniform in [0, 1): the top 24 bits, or 53 of a double.</summary>
    public readonly struct Uniforms<T> : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveInlining)]
        public static Vector512<T> Draw(Vector512<T> bits) => typeof(T) == typeof(float)
            ? (Vector512.ConvertToSingle((bits.AsUInt32() >>> 8).AsInt32()) * (1f / (1 << 24))).As<float, T>()
            : (Vector512.ConvertToDouble((bits.AsUInt64() >>> 11).AsInt64()) * (1.0 / (1L << 53))).As<double, T>();
    }

    /// <summary>Standard normal.</summary>
    public readonly struct Normals<T> : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveInlining)] public static Vector512<T> Draw(Vector512<T> bits) => NormalQuantile.Normal(bits);
    }

    /// <summary>Standard normal between -2 and 2.</summary>
    public readonly struct TruncatedNormals<T> : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveInlining)] public static Vector512<T> Draw(Vector512<T> bits) => NormalQuantile.Truncated(bits);
    }
}

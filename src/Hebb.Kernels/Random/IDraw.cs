using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>What random bits become: as many of them per lane as an element has.</summary>
internal interface IDraw<T> where T : unmanaged
{
    /// <summary>One element per lane. <paramref name="x"/> is the input's element, for draws that have an input.</summary>
    Vector512<T> Draw(Vector512<T> bits, Vector512<T> x);
}

/// <summary>The draws.</summary>
internal static class Draw
{
    /// <summary>Uniform in [0, 1): the top 24 bits, or 53 of a double.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Uniform<T>(Vector512<T> bits) where T : unmanaged => typeof(T) == typeof(float)
        ? (Vector512.ConvertToSingle((bits.AsUInt32() >>> 8).AsInt32()) * (1f / (1 << 24))).As<float, T>()
        : (Vector512.ConvertToDouble((bits.AsUInt64() >>> 11).AsInt64()) * (1.0 / (1L << 53))).As<double, T>();

    public readonly struct Uniforms<T> : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveInlining)] public Vector512<T> Draw(Vector512<T> bits, Vector512<T> x) => Uniform(bits);
    }

    public readonly struct Normals<T> : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveInlining)] public Vector512<T> Draw(Vector512<T> bits, Vector512<T> x) => NormalQuantile.Normal(bits);
    }

    public readonly struct TruncatedNormals<T> : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveInlining)] public Vector512<T> Draw(Vector512<T> bits, Vector512<T> x) => NormalQuantile.Truncated(bits);
    }

    /// <summary>x * scale where the uniform number is at least the rate; x * 0 elsewhere, so that NaN stays NaN.</summary>
    public readonly struct Kept<T>(T rate, T scale) : IDraw<T> where T : unmanaged
    {
        [MethodImpl(AggressiveInlining)]
        public Vector512<T> Draw(Vector512<T> bits, Vector512<T> x) => x * (Vector512.GreaterThanOrEqual(Uniform(bits), Vector512.Create(rate)) & Vector512.Create(scale));
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>What a reduction does with two values: adds them, or keeps one.</summary>
internal interface ICombiner<T> where T : unmanaged, INumber<T>
{
    /// <summary>What changes nothing.</summary>
    static abstract T Identity { get; }

    static abstract T Combine(T a, T b);

    static abstract Vector128<T> Combine(Vector128<T> a, Vector128<T> b);

    static abstract Vector256<T> Combine(Vector256<T> a, Vector256<T> b);

    static abstract Vector512<T> Combine(Vector512<T> a, Vector512<T> b);
}

/// <summary>Combiners, and how the lanes of a vector become one value.</summary>
internal static class Combiner
{
    /// <summary>All lanes combined, in a fixed tree: lane i with lane i + half, again and again.</summary>
    [MethodImpl(AggressiveInlining)]
    public static T Fold<T, TCombiner>(Vector512<T> lanes) where T : unmanaged, INumber<T> where TCombiner : ICombiner<T>
    {
        Vector256<T> eight = TCombiner.Combine(lanes.GetLower(), lanes.GetUpper());
        Vector128<T> four = TCombiner.Combine(eight.GetLower(), eight.GetUpper());
        if (Vector128<T>.Count == 2) return TCombiner.Combine(four[0], four[1]);
        if (Vector128<T>.Count == 4) return TCombiner.Combine(TCombiner.Combine(four[0], four[2]), TCombiner.Combine(four[1], four[3]));
        T result = four[0];
        for (int i = 1; i < Vector128<T>.Count; i++) result = TCombiner.Combine(result, four[i]);
        return result;
    }

    /// <summary>a + b.</summary>
    public readonly struct Add<T> : ICombiner<T> where T : unmanaged, INumber<T>
    {
        public static T Identity => T.Zero;

        [MethodImpl(AggressiveInlining)] public static T Combine(T a, T b) => a + b;

        [MethodImpl(AggressiveInlining)] public static Vector128<T> Combine(Vector128<T> a, Vector128<T> b) => a + b;

        [MethodImpl(AggressiveInlining)] public static Vector256<T> Combine(Vector256<T> a, Vector256<T> b) => a + b;

        [MethodImpl(AggressiveInlining)] public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => a + b;
    }

    /// <summary>The greater; NaN when either is.</summary>
    public readonly struct Greatest<T> : ICombiner<T> where T : unmanaged, INumber<T>
    {
        public static T Identity => T.CreateSaturating(double.NegativeInfinity);

        [MethodImpl(AggressiveInlining)] public static T Combine(T a, T b) => T.Max(a, b);

        [MethodImpl(AggressiveInlining)] public static Vector128<T> Combine(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

        [MethodImpl(AggressiveInlining)] public static Vector256<T> Combine(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);

        [MethodImpl(AggressiveInlining)] public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);
    }

    /// <summary>The lesser; NaN when either is.</summary>
    public readonly struct Least<T> : ICombiner<T> where T : unmanaged, INumber<T>
    {
        public static T Identity => T.CreateSaturating(double.PositiveInfinity);

        [MethodImpl(AggressiveInlining)] public static T Combine(T a, T b) => T.Min(a, b);

        [MethodImpl(AggressiveInlining)] public static Vector128<T> Combine(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);

        [MethodImpl(AggressiveInlining)] public static Vector256<T> Combine(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);

        [MethodImpl(AggressiveInlining)] public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>What the softmax family does to a row: its greatest element, and the sum of exp(x - greatest), which cannot overflow.</summary>
/// <remarks>
/// for i: max = Max(max, x[i])     for i: sum += e[i] = exp(x[i] - max)
/// Lanes past the end of the row hold -infinity: they never win the maximum, and their exponential is 0. A row that fits into one vector never leaves its
/// register.
/// </remarks>
internal static unsafe class SoftmaxRow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many rows have their logarithms taken together: whole vectors of them.</summary>
    public const int Together = 64;

    /// <summary>Lanes of -infinity.</summary>
    public static Vector512<T> Nothing
    {
        [MethodImpl(AggressiveInlining)] get => Vector512.Create(T.NegativeInfinity);
    }

    /// <summary>The greatest element in every lane, and the sum of the exponentials, which are also written to <paramref name="e"/> unless it is
    /// null.</summary>
    [MethodImpl(AggressiveInlining)]
    public static T SumOfExponentials(T* x, T* e, int length, out Vector512<T> max)
    {
        if (length > Vector512<T>.Count)
        {
            T greatest = RowReduction<T, Combiner.Greatest<T>>.Row(x, length);
            max = Vector512.Create(greatest);
            return Avx512F.IsSupported ? LongSum<Lanes512<T>>(x, e, length, greatest)
                : Avx2.IsSupported ? LongSum<Lanes256<T>>(x, e, length, greatest) : LongSum<Lanes128<T>>(x, e, length, greatest);
        }
        Vector512<T> row = Part.LoadUpTo(x, length, Nothing);
        max = Vector512.Create(Combiner.Fold<T, Combiner.Greatest<T>>(row));
        row = Exp(row - max);
        if (e != null) Part.StoreUpTo(row, e, length);
        return Combiner.Fold<T, Combiner.Add<T>>(row);
    }

    /// <summary>The sum for a row of several blocks of 512 bits. Where registers are narrower: first the lower halves of all blocks, then the upper halves,
    /// so that every lane's sum is the same chain and stays in a register. The last block is a copy, filled up.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining), SkipLocalsInit]
    private static T LongSum<V>(T* x, T* e, int length, T greatest) where V : struct, ILanes<V>
    {
        int block = Vector512<T>.Count, whole = length & -block;
        Vector512<T> rest = Part.LoadUpTo(x + whole, length - whole, Nothing), sums = default;
        V max = V.Create(double.CreateTruncating(greatest));
        for (int part = 0; part < block; part += V.Count)
        {
            V sum = V.Create(0);
            for (int at = part; at < length + part; at += block)
            {
                V exponential = Simd.Exp(V.Load(at < whole ? x + at : (T*)&rest + part) - max);
                sum += exponential;
                if (e != null) V.Store(exponential, at < whole ? e + at : (T*)&rest + part);
            }
            V.Store(sum, (T*)&sums + part);
        }
        if (e != null) Part.StoreUpTo(rest, e + whole, length - whole);
        return Combiner.Fold<T, Combiner.Add<T>>(sums);
    }

    /// <summary>e^x in as many registers as the processor needs.</summary>
    /// <remarks>Once in a method at most: the compiler inlines only so much, and leaves the rest of a formula as calls. Hence a method of its own, too, where
    /// vectors are split.</remarks>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> x) =>
        Avx512F.IsSupported ? Simd.Exp(new Lanes512<T>(x)).Value : Vector512.Create(Exp(x.GetLower()), Exp(x.GetUpper()));

    /// <summary>x[i] = log x[i], and of what lies beyond the last one until a register is full.</summary>
    public static void Log(T* x, int count)
    {
        if (Avx512F.IsSupported) Log<Lanes512<T>>(x, count);
        else if (Avx2.IsSupported) Log<Lanes256<T>>(x, count);
        else Log<Lanes128<T>>(x, count);
    }

    /// <summary>y[i] *= scale.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Scale(T* y, int length, Vector512<T> scale)
    {
        int lanes = Vector512<T>.Count, i = 0;
        for (; i + 2 * lanes <= length; i += 2 * lanes)
        {
            Vector512.Store(Vector512.Load(y + i) * scale, y + i);
            Vector512.Store(Vector512.Load(y + i + lanes) * scale, y + i + lanes);
        }
        for (; i < length; i += lanes) Part.StoreUpTo(Part.LoadUpTo(y + i, length - i, default) * scale, y + i, length - i);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static Vector256<T> Exp(Vector256<T> x) => Avx2.IsSupported ? Simd.Exp(new Lanes256<T>(x)).Value
        : Vector256.Create(Simd.Exp(new Lanes128<T>(x.GetLower())).Value, Simd.Exp(new Lanes128<T>(x.GetUpper())).Value);

    [MethodImpl(AggressiveOptimization)]
    private static void Log<V>(T* x, int count) where V : struct, ILanes<V>
    {
        for (int i = 0; i < count; i += V.Count) V.Store(Simd.Log(V.Load(x + i)), x + i);
    }
}

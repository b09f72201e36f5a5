using System.Diagnostics;
using System.Numerics;

namespace Hebb.Kernels;

/// <summary>Reductions over one group of neighbouring axes: the tensor is seen as [outer, length, inner], and length goes.</summary>
internal static unsafe partial class Reduction
{
    /// <summary>y[o, i] = sum over l of x[o, l, i].</summary>
    public static void Sum(in View x, in View y, long outer, long length, long inner)
    {
        Debug.Assert(x.Count == outer * length * inner && y.Count == outer * inner && x.DType == y.DType);
        switch (x.DType)
        {
            case DType.Float32: Run<float, Combiner.Add<float>>(x, y, outer, length, inner); break;
            case DType.Float64: Run<double, Combiner.Add<double>>(x, y, outer, length, inner); break;
            case DType.Int32: Run<int, Combiner.Add<int>>(x, y, outer, length, inner); break;
            case DType.Int64: Run<long, Combiner.Add<long>>(x, y, outer, length, inner); break;
            default: throw Unsupported(nameof(Sum), x.DType);
        }
    }

    /// <summary>y[o, i] = the greatest x[o, l, i]; NaN when any is.</summary>
    public static void Max(in View x, in View y, long outer, long length, long inner)
    {
        Debug.Assert(x.Count == outer * length * inner && y.Count == outer * inner && x.DType == y.DType && length > 0);
        switch (x.DType)
        {
            case DType.Float32: Run<float, Combiner.Greatest<float>>(x, y, outer, length, inner); break;
            case DType.Float64: Run<double, Combiner.Greatest<double>>(x, y, outer, length, inner); break;
            case DType.Int32: Run<int, Combiner.Greatest<int>>(x, y, outer, length, inner); break;
            case DType.Int64: Run<long, Combiner.Greatest<long>>(x, y, outer, length, inner); break;
            default: Run<byte, Combiner.Greatest<byte>>(x, y, outer, length, inner); break;
        }
    }

    /// <summary>y[o, i] = the least x[o, l, i]; NaN when any is.</summary>
    public static void Min(in View x, in View y, long outer, long length, long inner)
    {
        Debug.Assert(x.Count == outer * length * inner && y.Count == outer * inner && x.DType == y.DType && length > 0);
        switch (x.DType)
        {
            case DType.Float32: Run<float, Combiner.Least<float>>(x, y, outer, length, inner); break;
            case DType.Float64: Run<double, Combiner.Least<double>>(x, y, outer, length, inner); break;
            case DType.Int32: Run<int, Combiner.Least<int>>(x, y, outer, length, inner); break;
            case DType.Int64: Run<long, Combiner.Least<long>>(x, y, outer, length, inner); break;
            default: Run<byte, Combiner.Least<byte>>(x, y, outer, length, inner); break;
        }
    }

    /// <summary>y[o, i] = whether any x[o, l, i] is true; false when there is none.</summary>
    public static void Any(in View x, in View y, long outer, long length, long inner)
    {
        Debug.Assert(x.DType == DType.Bool && y.DType == DType.Bool);
        if (length == 0) Fill.Constant(y, 0);
        else Max(x, y, outer, length, inner);
    }

    /// <summary>y[o, i] = whether all x[o, l, i] are true; true when there is none.</summary>
    public static void All(in View x, in View y, long outer, long length, long inner)
    {
        Debug.Assert(x.DType == DType.Bool && y.DType == DType.Bool);
        if (length == 0) Fill.Constant(y, 1);
        else Min(x, y, outer, length, inner);
    }

    private static void Run<T, TCombiner>(in View x, in View y, long outer, long length, long inner)
        where T : unmanaged, INumber<T> where TCombiner : ICombiner<T>
    {
        if (inner == 1) RowReduction<T, TCombiner>.Run((T*)x.Address, (T*)y.Address, outer, length);
        else ColumnReduction<T, TCombiner>.Run((T*)x.Address, (T*)y.Address, outer, length, inner);
    }

    /// <summary>y[o, i] = the first l with the greatest x[o, l, i]; NaN counts as the greatest. Indices are Int32 or Int64.</summary>
    public static void ArgMax(in View x, in View y, long outer, long length, long inner) => ArgExtreme(x, y, outer, length, inner, false);

    /// <summary>y[o, i] = the first l with the least x[o, l, i]; NaN counts as the least, so the first NaN wins here too. Indices are Int32 or Int64.</summary>
    public static void ArgMin(in View x, in View y, long outer, long length, long inner) => ArgExtreme(x, y, outer, length, inner, true);

    private static void ArgExtreme(in View x, in View y, long outer, long length, long inner, bool least)
    {
        Debug.Assert(x.Count == outer * length * inner && y.Count == outer * inner && length > 0);
        switch (x.DType)
        {
            case DType.Float32: ArgExtreme<float>(x, y, outer, length, inner, least); break;
            case DType.Float64: ArgExtreme<double>(x, y, outer, length, inner, least); break;
            case DType.Int32: ArgExtreme<int>(x, y, outer, length, inner, least); break;
            case DType.Int64: ArgExtreme<long>(x, y, outer, length, inner, least); break;
            default: ArgExtreme<byte>(x, y, outer, length, inner, least); break;
        }
    }

    private static void ArgExtreme<T>(in View x, in View y, long outer, long length, long inner, bool least) where T : unmanaged, INumber<T>
    {
        if (y.DType == DType.Int64) ArgExtreme((T*)x.Address, (long*)y.Address, outer, length, inner, least);
        else ArgExtreme((T*)x.Address, (int*)y.Address, outer, length, inner, least);
    }

    /// <summary>y[o, l, i] = sum of x[o, 0..l, i], one addition after the other.</summary>
    public static void CumulativeSum(in View x, in View y, long outer, long length, long inner)
    {
        Debug.Assert(x.Count == outer * length * inner && y.Count == x.Count && x.DType == y.DType);
        switch (x.DType)
        {
            case DType.Float32: CumulativeSum((float*)x.Address, (float*)y.Address, outer, length, inner); break;
            case DType.Float64: CumulativeSum((double*)x.Address, (double*)y.Address, outer, length, inner); break;
            case DType.Int32: CumulativeSum((int*)x.Address, (int*)y.Address, outer, length, inner); break;
            case DType.Int64: CumulativeSum((long*)x.Address, (long*)y.Address, outer, length, inner); break;
            default: throw Unsupported(nameof(CumulativeSum), x.DType);
        }
    }

    /// <summary>The k greatest of each row, greatest first, and where they stood (Int32); equal ones in the order of their indices, NaN before all.</summary>
    public static void TopK(in View x, in View values, in View indices, long rows, int length, int k)
    {
        Debug.Assert(x.Count == rows * length && values.Count == rows * k && indices.Count == rows * k && k <= length && indices.DType == DType.Int32);
        switch (x.DType)
        {
            case DType.Float32: TopK((float*)x.Address, (float*)values.Address, (int*)indices.Address, rows, length, k); break;
            case DType.Float64: TopK((double*)x.Address, (double*)values.Address, (int*)indices.Address, rows, length, k); break;
            case DType.Int32: TopK((int*)x.Address, (int*)values.Address, (int*)indices.Address, rows, length, k); break;
            case DType.Int64: TopK((long*)x.Address, (long*)values.Address, (int*)indices.Address, rows, length, k); break;
            default: TopK((byte*)x.Address, (byte*)values.Address, (int*)indices.Address, rows, length, k); break;
        }
    }

    private static DTypeException Unsupported(string op, DType type) =>
        new($"{op}: there is no {op} of {type}.", $"dtype {type}", "cast to Float32, Float64, Int32 or Int64 first");
}

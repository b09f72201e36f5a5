using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>Indices to indicator vectors.</summary>
internal static unsafe class OneHot
{
    /// <summary>y[i, c] = 1 where c = indices[i], 0 elsewhere. Returns the position of the first index outside 0..classes-1 (its row is all zero), or
    /// -1.</summary>
    public static long Run(in View indices, in View y, int classes)
    {
        Debug.Assert(y.Count == indices.Count * classes);
        Fill.Zero(y);
        long bad = -1;
        for (long i = 0; i < indices.Count; i++)
        {
            long index = Gather.Index(indices, i);
            if ((ulong)index >= (ulong)classes) bad = bad < 0 ? i : bad;
            else
                switch (y.DType)
                {
                    case DType.Float32: ((float*)y.Address)[i * classes + index] = 1; break;
                    case DType.Float64: ((double*)y.Address)[i * classes + index] = 1; break;
                    case DType.Int32: ((int*)y.Address)[i * classes + index] = 1; break;
                    case DType.Int64: ((long*)y.Address)[i * classes + index] = 1; break;
                    default: ((byte*)y.Address)[i * classes + index] = 1; break;
                }
        }
        return bad;
    }
}

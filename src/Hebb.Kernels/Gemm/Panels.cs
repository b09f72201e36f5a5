using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Copies panels of B into the order in which tiles read them.</summary>
internal static unsafe class Panels<L, T, V> where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>Copies <paramref name="depth"/> rows of <paramref name="used"/> columns to rows of <paramref name="width"/> (one or two whole vectors), zeros in what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(T* from, nint row, nint column, int depth, int used, int width, T* to)
    {
        if (column == 1)
        {
            int last = used - (width - L.Count);
            for (int k = 0; k < depth; k++, from += row, to += width)
            {
                if (width > L.Count) L.Store(L.Load(from), to);
                L.Store(last == L.Count ? L.Load(from + width - L.Count) : L.Load(from + width - L.Count, last), to + width - L.Count);
            }
            return;
        }
        for (int k = 0; k < depth; k++, from += row, to += width)
        {
            for (int j = 0; j < used; j++) to[j] = from[j * column];
            for (int j = used; j < width; j++) to[j] = default;
        }
    }
}

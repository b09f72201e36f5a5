using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>Adds partial results in a fixed tree: ((0 + 1) + (2 + 3)) + ..., so that the bits depend on their number only.</summary>
internal unsafe struct PartialSums<L, T, V> : IChunkedWork where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    private const int ChunkElements = 4096;

    private T* _parts, _to;
    private int _count;
    private nint _size, _columns, _row;
    private bool _accumulate;

    /// <summary>
    /// Adds <paramref name="count"/> parts of <paramref name="size"/> elements, which lie one after the other and are overwritten, into the matrix <paramref
    /// name="to"/>, or onto what it holds.
    /// </summary>
    public static void Add(T* parts, int count, nint size, T* to, int rows, int columns, nint row, bool accumulate)
    {
        if (row == columns || rows == 1) (columns, row) = ((int)size, size);
        PartialSums<L, T, V> work = new() { _parts = parts, _count = count, _size = size, _to = to, _columns = columns, _row = row, _accumulate = accumulate };
        WorkerPool.Run(ref work, (int)((size + ChunkElements - 1) / ChunkElements));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int chunk, int worker)
    {
        nint first = (nint)chunk * ChunkElements, end = Math.Min(first + ChunkElements, _size);
        for (int distance = 1; distance < _count; distance *= 2)
            for (int part = 0; part + distance < _count; part += 2 * distance)
                AddTo(_parts + (part + distance) * _size, _parts + part * _size, first, end);

        for (nint at = first; at < end;)
        {
            nint column = at % _columns, length = Math.Min(_columns - column, end - at);
            T* from = _parts + at, to = _to + at / _columns * _row + column;
            for (nint i = 0; i < length; i += L.Count)
            {
                int lanes = (int)Math.Min(L.Count, length - i);
                V value = L.Load(from + i, lanes);
                L.Store(_accumulate ? L.Add(L.Load(to + i, lanes), value) : value, to + i, lanes);
            }
            at += length;
        }
    }

    private static void AddTo(T* from, T* to, nint i, nint end)
    {
        for (; i + L.Count <= end; i += L.Count) L.Store(L.Add(L.Load(to + i), L.Load(from + i)), to + i);
        if (i < end) L.Store(L.Add(L.Load(to + i, (int)(end - i)), L.Load(from + i, (int)(end - i))), to + i, (int)(end - i));
    }
}

namespace Hebb;

/// <summary>Finds a place in the slab for everything, so that what is needed at the same time does not overlap.</summary>
/// <remarks>To do that in the least memory is a hard problem (dynamic storage allocation, NP-complete). What works: place one after the other, each at the
/// lowest place that is free over its whole life, and try a few orders; largest first is nearly always at the bound or within a few percent of it.</remarks>
internal static class Placement
{
    private const int Repairs = 24;

    private static readonly Comparison<Life>[] s_orders =
    [
        static (a, b) => b.Bytes.CompareTo(a.Bytes),                                                     // largest first
        static (a, b) => (b.Last - b.First).CompareTo(a.Last - a.First),                                 // longest first
        static (a, b) => (b.Bytes * (b.Last - b.First + 1)).CompareTo(a.Bytes * (a.Last - a.First + 1)), // both
        static (a, b) => a.First.CompareTo(b.First),                                                     // as they come
        static (a, b) => b.Last.CompareTo(a.Last),                                                       // as they go
    ];

    /// <summary>Sets offsets; gives back the size of the slab.</summary>
    /// <param name="lives">What is to be placed.</param>
    /// <param name="bound">The bytes alive at once: when a placement needs no more, the search ends.</param>
    /// <param name="block">Those of them that are to lie one after the other; they lie at the bottom.</param>
    public static long Place(Life[] lives, long bound, params ReadOnlySpan<Life> block)
    {
        Life[] others = [.. lives.Except(block.ToArray())];
        long best = long.MaxValue;
        var offsets = new long[lives.Length];
        Life[] order = [], bestOrder = [];
        for (int attempt = 0; attempt < s_orders.Length + Repairs && best > bound; attempt++)
        {
            order = attempt < s_orders.Length ? Sorted(others, s_orders[attempt]) : Repaired(bestOrder, order);
            long size = PlaceInOrder(block, order);
            if (size >= best) continue;
            (best, bestOrder) = (size, order);
            for (int i = 0; i < lives.Length; i++) offsets[i] = lives[i].Offset;
        }
        for (int i = 0; i < lives.Length; i++) lives[i].Offset = offsets[i];
        return lives.Length == 0 ? 0 : best;
    }

    // Ties go by time, then by the order given, so that a program is always laid out the same.
    private static Life[] Sorted(Life[] lives, Comparison<Life> compare) =>
        [.. lives.Order(Comparer<Life>.Create((a, b) => compare(a, b) is not 0 and var by ? by : a.First.CompareTo(b.First)))];

    // What reached highest last time comes first this time, before all that took its room.
    private static Life[] Repaired(Life[] best, Life[] last)
    {
        Life[] order = last.Length == 0 ? best : last;
        Life highest = order.MaxBy(static life => life.Offset + life.Bytes)!;
        return [highest, .. order.Where(life => !ReferenceEquals(life, highest))];
    }

    private static long PlaceInOrder(ReadOnlySpan<Life> block, Life[] order)
    {
        List<Life> placed = new(block.Length + order.Length);   // sorted by offset
        long size = 0;
        foreach (Life piece in block)
        {
            piece.Offset = size;
            size += piece.Bytes;
            placed.Add(piece);
        }
        foreach (Life life in order)
        {
            long offset = 0;
            foreach (Life other in placed)
            {
                if (!life.Meets(other)) continue;
                if (other.Offset >= offset + life.Bytes) break;
                offset = Math.Max(offset, other.Offset + other.Bytes);
            }
            life.Offset = offset;
            int at = placed.Count;
            while (at > 0 && placed[at - 1].Offset > offset) at--;
            placed.Insert(at, life);
            size = Math.Max(size, offset + life.Bytes);
        }
        return size;
    }
}

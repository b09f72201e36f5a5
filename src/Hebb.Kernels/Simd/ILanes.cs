namespace Hebb.Kernels;

/// <summary>Lanes that hold numbers, and so can be loaded and stored: a vector register, or a single number. What hand-written kernels are generic over when
/// they call <see cref="Simd"/>.</summary>
internal unsafe interface ILanes<V> : ISimd<V> where V : struct, ILanes<V>
{
    /// <summary>How many lanes there are.</summary>
    static abstract int Count { get; }

    /// <summary>The next <see cref="Count"/> elements from an address, which need not be aligned.</summary>
    static abstract V Load(void* source);

    /// <summary>Writes <see cref="Count"/> elements to an address, which need not be aligned.</summary>
    static abstract void Store(V value, void* target);

    /// <summary>A mask of the lanes whose byte is not zero.</summary>
    static abstract V LoadMask(byte* source);

    /// <summary>Writes a byte per lane: 1 where the mask is set, else 0.</summary>
    static abstract void StoreMask(V mask, byte* target);
}

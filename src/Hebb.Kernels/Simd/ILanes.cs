namespace Hebb.Kernels;

/// <summary>Lanes that hold numbers, and so can be loaded and stored: a vector register, or a single number. What hand-written kernels are generic over when
/// they call <see cref="Simd"/>.</summary>
/// <remarks>Matrix and convolution tiles are generic over <see cref="IVectors{T, V}"/> instead: it has loads of a few lanes, says how many registers there are,
/// and multiplies and adds with two roundings where the processor has no better, which a long sum affords and a polynomial does not. Its vectors are the bare
/// ones: in these structs the tiles' code grew by 4 to 9 %, and one of LeNet's passes took longer.</remarks>
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

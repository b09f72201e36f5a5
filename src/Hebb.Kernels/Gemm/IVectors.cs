namespace Hebb.Kernels;

/// <summary>
/// The few vector instructions that matrix products are made of, for one width: <typeparamref name="V"/> holds <see cref="Count"/> numbers of type
/// <typeparamref name="T"/>, its lanes.
/// </summary>
/// <remarks>
/// A lane never sees its neighbours, so a sum kept in a lane has the same bits in every width, as long as the processor multiplies and adds with one rounding.
/// Kernels that call functions (exp, log, tanh) are generic over <see cref="ILanes{V}"/>, which has the whole vocabulary of <see cref="ISimd{V}"/>, masks, and
/// one rounding everywhere; why tiles are not, it says there.
/// </remarks>
internal unsafe interface IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Whether there are 32 vector registers, not 16: how large a block of sums can be kept in them.</summary>
    static abstract bool ManyRegisters { get; }

    /// <summary>Neighbouring numbers from memory, one to a lane.</summary>
    static abstract V Load(T* from);

    /// <summary>The first <paramref name="lanes"/> numbers; zero in the other lanes, whose memory is not touched.</summary>
    static abstract V Load(T* from, int lanes);

    /// <summary>All lanes to memory.</summary>
    static abstract void Store(V value, T* to);

    /// <summary>The first <paramref name="lanes"/> lanes to memory; what follows is not touched.</summary>
    static abstract void Store(V value, T* to, int lanes);

    /// <summary>One number in every lane.</summary>
    static abstract V Broadcast(T value);

    /// <summary>a * b + c, with one rounding where the processor can.</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>a + b.</summary>
    static abstract V Add(V a, V b);

    /// <summary>a - b.</summary>
    static abstract V Subtract(V a, V b);

    /// <summary>a * b.</summary>
    static abstract V Multiply(V a, V b);
}

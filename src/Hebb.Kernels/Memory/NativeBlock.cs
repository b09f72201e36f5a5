namespace Hebb.Kernels;

/// <summary>A piece of native memory that returns to its pool when nothing refers to it any more.</summary>
/// <remarks>
/// Tensors made outside a tape live in one of these. Users never dispose: the finalizer hands the memory back. The object is small, so a generation-0
/// collection frees gigabytes.
/// </remarks>
internal sealed class NativeBlock
{
    private readonly long _capacity;

    private NativeBlock(nint address, long capacity)
    {
        Address = address;
        _capacity = capacity;
    }

    /// <summary>Where the memory begins; 64-byte aligned.</summary>
    public nint Address { get; }

    /// <summary>A block of at least this many bytes, not cleared.</summary>
    public static NativeBlock Rent(long bytes)
    {
        long capacity = NativePool.Capacity(bytes);
        return new(NativePool.Take(capacity), capacity);
    }

    /// <summary>Hands the memory back.</summary>
    ~NativeBlock() => NativePool.Return(Address, _capacity);
}

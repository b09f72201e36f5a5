using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>A thread's own scratch memory: what a kernel needs while it runs and forgets when it returns, without an allocation per call.</summary>
/// <remarks>It grows to the largest request so far; kernels keep their requests bounded (packed panels, padded edges). It goes with its thread.</remarks>
internal sealed unsafe class Scratch
{
    [ThreadStatic] private static Scratch? t_own;

    private void* _address;
    private nint _bytes;

    private Scratch() { }

    /// <summary>Frees the memory, once the thread is gone.</summary>
    ~Scratch() => NativeMemory.AlignedFree(_address);

    /// <summary>At least so many bytes, 64-byte aligned, with any content. The next request on the same thread gets the same memory.</summary>
    public static byte* Take(nint bytes)
    {
        Scratch own = t_own ??= new();
        if (own._bytes < bytes)
        {
            NativeMemory.AlignedFree(own._address);
            own._address = null;
            own._bytes = 0;
            own._address = NativeMemory.AlignedAlloc((nuint)bytes, 64);
            own._bytes = bytes;
        }
        return (byte*)own._address;
    }
}

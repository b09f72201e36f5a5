using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>A thread's own scratch memory: what a kernel needs while it runs and forgets when it returns, without an allocation per call.</summary>
/// <remarks>It grows to the largest request so far; kernels keep their requests bounded (packed panels, padded edges). It goes with its thread.</remarks>
internal sealed unsafe class Scratch
{
    [ThreadStatic] private static Scratch? t_own;
    [ThreadStatic] private static Scratch? t_shared;

    private byte* _address;
    private nint _bytes;

    private Scratch() { }

    /// <summary>Frees the memory, once the thread is gone.</summary>
    ~Scratch() => NativeMemory.AlignedFree(_address);

    /// <summary>
    /// At least so many bytes for one chunk of work, 64-byte aligned, with any content. The next request on the same thread gets the same memory.
    /// </summary>
    public static byte* Take(nint bytes) => (t_own ??= new()).Grow(bytes);

    /// <summary>The same, for memory that the caller of a job shares with all its chunks, whatever they take for themselves.</summary>
    public static byte* TakeShared(nint bytes) => (t_shared ??= new()).Grow(bytes);

    private byte* Grow(nint bytes)
    {
        if (_bytes < bytes)
        {
            NativeMemory.AlignedFree(_address);
            _address = null;
            _bytes = 0;
            _address = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
            _bytes = bytes;
        }
        return _address;
    }
}

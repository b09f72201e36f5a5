using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>A thread's memory for the values of the block it interprets, kept from call to call.</summary>
internal static unsafe class BlockScratch
{
    private const int Alignment = 64;

    [ThreadStatic] private static byte[]? t_bytes;

    /// <summary>At least so many bytes, aligned for any register, until this thread's next call.</summary>
    public static byte* Take(int size)
    {
        if (t_bytes is null || t_bytes.Length < size + Alignment) t_bytes = GC.AllocateUninitializedArray<byte>(size + Alignment, pinned: true);
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(t_bytes));
        return (byte*)((nint)(start + Alignment - 1) & -Alignment);
    }
}

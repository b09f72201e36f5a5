namespace Hebb.Kernels;

/// <summary>Copies between native memory and the host's spans, so that the floors above need no pointers.</summary>
internal static unsafe class Elements
{
    /// <summary>Writes host values into memory of the same element type.</summary>
    public static void Write<T>(ReadOnlySpan<T> values, nint address) where T : unmanaged => values.CopyTo(new Span<T>((void*)address, values.Length));

    /// <summary>Reads memory into host values of the same element type.</summary>
    public static void Read<T>(nint address, Span<T> values) where T : unmanaged => new ReadOnlySpan<T>((void*)address, values.Length).CopyTo(values);

    /// <summary>Copies bytes between two places that do not overlap.</summary>
    public static void Copy(nint from, nint to, long bytes) => Buffer.MemoryCopy((void*)from, (void*)to, bytes, bytes);

    /// <summary>Sets bytes to zero.</summary>
    public static void Clear(nint address, long bytes) => System.Runtime.InteropServices.NativeMemory.Clear((void*)address, (nuint)bytes);
}

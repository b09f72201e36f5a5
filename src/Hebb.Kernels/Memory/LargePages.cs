using System.Runtime.InteropServices;

namespace Hebb.Kernels;

/// <summary>Asks the system to back large blocks with large pages, of 2 MB instead of 4 KB: a processor remembers where some thousand pages lie, and a
/// network's values are on more.</summary>
/// <remarks>A wish: where it is not granted (other systems, the option switched off), memory is as it would have been. Linux grants it page by page, when
/// one is first touched.</remarks>
internal static partial class LargePages
{
    /// <summary>The size of a large page, which a block begins on.</summary>
    public const int Size = 2 << 20;

    /// <summary>Linux's MADV_HUGEPAGE.</summary>
    private const int UseLargePages = 14;

    /// <summary>Whether a block of so many bytes is worth it: little is lost where its end does not fill its last page.</summary>
    public static bool Suit(long bytes) => bytes >= 2 * Size && OperatingSystem.IsLinux();

    /// <summary>Asks for a block that begins on a large page.</summary>
    public static void Ask(nint address, long bytes)
    {
        try
        {
            _ = Advise(address, (nuint)bytes, UseLargePages);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another name: the pages stay small.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}

using System.Runtime.InteropServices;

namespace Hebb.Kernels.Tests;

/// <summary>
/// Memory that ends (or begins) where the address space does: one element too far is a crash, not luck. On systems without mmap it is ordinary memory.
/// </summary>
internal sealed unsafe class FencedMemory : IDisposable
{
    private const int NoAccess = 0, ReadWrite = 3, PrivateAnonymous = 0x22;
    private readonly byte* _pages;
    private readonly nuint _length;

    /// <summary>Memory for these numbers; <paramref name="atStart"/> puts them right after a fence, otherwise right before one.</summary>
    public FencedMemory(nint bytes, bool atStart = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            _pages = (byte*)NativeMemory.AllocZeroed((nuint)bytes + 1);
            Address = (nint)_pages;
            return;
        }
        nuint page = (nuint)Environment.SystemPageSize, body = ((nuint)bytes + page - 1) / page * page;
        _length = body + 2 * page;
        _pages = (byte*)Map(0, _length, ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)_pages == -1 || Protect(_pages, page, NoAccess) != 0 || Protect(_pages + page + body, page, NoAccess) != 0)
            throw new InsufficientMemoryException();
        Address = (nint)(_pages + page + (atStart ? 0 : body - (nuint)bytes));
    }

    public nint Address { get; }

    public void Dispose()
    {
        if (!OperatingSystem.IsLinux()) NativeMemory.Free(_pages);
        else _ = Unmap(_pages, _length);
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(void* address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(void* address, nuint length);
}

using System.Runtime.InteropServices;

namespace Hebb.Kernels.Tests;

/// <summary>Memory between two pages that may not be touched, right before the second (or right after the first): a kernel that reads or writes one element
/// too far ends the test run instead of passing it.</summary>
/// <remarks>Linux only; elsewhere it is plain memory, and the tests check values alone.</remarks>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int Page = 4096;
    private readonly byte* _pages;
    private readonly nint _size;

    /// <summary>Takes memory for so many bytes; <paramref name="atStart"/> puts them right after a page that may not be touched.</summary>
    public GuardedMemory(nint bytes, bool atStart = false)
    {
        _size = (bytes + Page - 1) / Page * Page;
        if (!OperatingSystem.IsLinux())
        {
            _pages = (byte*)NativeMemory.AllocZeroed((nuint)Math.Max(1, _size));
            Start = _pages + _size - bytes;
            return;
        }
        const int readWrite = 3, privateAnonymous = 0x22;
        _pages = Map(null, _size + 2 * Page, readWrite, privateAnonymous, -1, 0);
        Assert.NotEqual(-1, (nint)_pages);
        Assert.Equal(0, Protect(_pages, Page, 0));
        Assert.Equal(0, Protect(_pages + Page + _size, Page, 0));
        Start = _pages + Page + (atStart ? 0 : _size - bytes);
    }

    /// <summary>Takes memory for these bytes.</summary>
    public GuardedMemory(ReadOnlySpan<byte> bytes) : this(bytes.Length) => bytes.CopyTo(new(Start, bytes.Length));

    /// <summary>The first byte.</summary>
    public byte* Start { get; }

    /// <summary>The same as a number.</summary>
    public nint Address => (nint)Start;

    /// <summary>A copy of what the memory holds.</summary>
    public byte[] ToArray(int bytes) => new ReadOnlySpan<byte>(Start, bytes).ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) Unmap(_pages, _size + 2 * Page);
        else NativeMemory.Free(_pages);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial byte* Map(void* address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(byte* address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(byte* address, nint length);
}

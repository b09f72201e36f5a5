namespace Hebb.Kernels;

/// <summary>Memory that is handed out by moving a pointer and taken back all at once: where everything made while a tape is open lives.</summary>
/// <remarks>
/// <see cref="Reset"/> begins a new generation. A tensor remembers the generation it was made in, so that one used too late is refused; its memory stays mapped
/// for as long as anything refers
/// to the arena, so even a missed check could only read stale numbers. Chunks are kept from step to step: after the first step nothing is allocated.
/// </remarks>
internal sealed class Arena
{
    private const long SmallestChunk = 1 << 20;
    private const int Alignment = 64;
    private readonly List<(nint Address, long Capacity)> _chunks = [];
    private int _chunk;
    private nint _next;
    private nint _end;

    /// <summary>Counts the resets: memory of an earlier generation is no longer valid.</summary>
    public int Generation { get; private set; }

    /// <summary>All the memory this arena holds, used or not.</summary>
    public long BytesReserved { get; private set; }

    /// <summary>At least this many bytes, 64-byte aligned, not cleared, valid until <see cref="Reset"/>.</summary>
    public nint Allocate(long bytes)
    {
        nint size = (nint)((Math.Max(1, bytes) + Alignment - 1) & -Alignment);   // nothing, too, has an address
        if (_end - _next < size) NextChunk(size);
        nint address = _next;
        _next += size;
        return address;
    }

    /// <summary>A place to return to with <see cref="Release"/>: for scratch memory that is done with before the generation ends.</summary>
    public (int Chunk, nint Next, nint End) Mark() => (_chunk, _next, _end);

    /// <summary>Takes back everything allocated since the mark.</summary>
    public void Release((int Chunk, nint Next, nint End) mark) => (_chunk, _next, _end) = mark;

    /// <summary>Takes everything back and begins a new generation.</summary>
    public void Reset()
    {
        Generation++;
        _chunk = 0;
        _next = _end = 0;
    }

    private void NextChunk(nint size)
    {
        while (_chunk < _chunks.Count && _chunks[_chunk].Capacity < size) _chunk++;
        if (_chunk == _chunks.Count)
        {
            long capacity = NativePool.Capacity(Math.Max(size, Math.Max(SmallestChunk, BytesReserved / 2)));
            _chunks.Add((NativePool.Take(capacity), capacity));
            BytesReserved += capacity;
        }
        (_next, long length) = _chunks[_chunk++];
        _end = _next + (nint)length;
    }

    /// <summary>Hands the memory back.</summary>
    ~Arena()
    {
        foreach ((nint address, long capacity) in _chunks) NativePool.Return(address, capacity);
    }
}

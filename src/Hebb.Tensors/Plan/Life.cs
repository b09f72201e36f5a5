namespace Hebb;

/// <summary>A piece of the slab, from the step that first writes it to the one that last reads it.</summary>
internal sealed class Life(long bytes, int first, int last)
{
    private const int Alignment = 64;

    /// <summary>Its size, rounded up so that whatever follows is aligned for vectors.</summary>
    public long Bytes { get; } = (bytes + Alignment - 1) & -Alignment;

    /// <summary>The step that makes it.</summary>
    public int First { get; } = first;

    /// <summary>The last step that reads it, or one that writes a later value into the same place.</summary>
    public int Last { get; set; } = last;

    /// <summary>Where it lies.</summary>
    public long Offset { get; set; }

    /// <summary>True where both are needed at some step.</summary>
    public bool Meets(Life other) => First <= other.Last && other.First <= Last;
}

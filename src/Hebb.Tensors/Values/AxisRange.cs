namespace Hebb;

/// <summary>What an indexer takes of one axis: a single element (<c>3</c>, <c>^1</c>), which drops the axis, or a stretch (<c>1..3</c>, <c>..^1</c>,
/// <c>..</c>), which keeps it.</summary>
/// <remarks>Never written out: numbers, <see cref="Index"/> and <see cref="Range"/> convert to it.</remarks>
/// <example><code>Tensor y = x[1..3, ^1, ..];</code></example>
public readonly record struct AxisRange
{
    private AxisRange(Index start, Index end, bool isSingle) => (Start, End, IsSingle) = (start, end, isSingle);

    /// <summary>The first element.</summary>
    public Index Start { get; }

    /// <summary>The element after the last one.</summary>
    public Index End { get; }

    /// <summary>True for a single element, whose axis is dropped.</summary>
    public bool IsSingle { get; }

    /// <summary>True for <c>..</c>, the whole axis.</summary>
    internal bool IsWhole => !IsSingle && Start.Equals(Index.Start) && End.Equals(Index.End);

    /// <summary>A single element, counted from the beginning.</summary>
    /// <exception cref="ShapeException">The index is negative: in C#, <c>^1</c> is the last element.</exception>
    public static implicit operator AxisRange(int index) => index < 0
        ? throw new ShapeException($"Tensor: an index cannot be negative, and this one is {index}.", $"index {index}",
            $"write ^{-(long)index} to count from the end")
        : new(index, index + 1, isSingle: true);

    /// <summary>A single element, which may be counted from the end.</summary>
    public static implicit operator AxisRange(Index index) =>
        new(index, index.IsFromEnd ? new Index(Math.Max(0, index.Value - 1), fromEnd: true) : index.Value + 1, isSingle: true);

    /// <summary>A stretch.</summary>
    public static implicit operator AxisRange(Range range) => new(range.Start, range.End, isSingle: false);

    /// <summary>As it was written: <c>1..3</c>, <c>^1</c>.</summary>
    public override string ToString() => IsSingle ? Start.ToString() : $"{(Start.Equals(Index.Start) ? "" : Start)}..{(End.Equals(Index.End) ? "" : End)}";
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Hebb;

/// <summary>The extent of a tensor along each axis, outermost first; written as a collection expression: <c>Shape s = [32, 10];</c></summary>
/// <remarks>A value of up to <see cref="MaxRank"/> axes without any allocation. <c>[]</c> is the shape of a single number.</remarks>
/// <example><code>Shape image = [28, 28, 1];   // image.Rank == 3, image.Count == 784, image[^1] == 1</code></example>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    /// <summary>The largest number of axes a tensor may have.</summary>
    public const int MaxRank = 8;

    private const double MaxCount = 1L << 56;   // so that no count, and no size in bytes, ever overflows

    private readonly Extents _extents;
    private readonly byte _rank;

    private Shape(ReadOnlySpan<int> extents)
    {
        if (extents.Length > MaxRank)
            throw new ShapeException($"Shape: {extents.Length} axes are too many; a tensor has at most {MaxRank}.", $"[{string.Join(", ", extents.ToArray())}]",
                "merge neighbouring axes with Reshape");
        double count = 1;
        foreach (int extent in extents)
        {
            if (extent < 0)
                throw new ShapeException($"Shape: an extent cannot be negative, and this one is {extent}.", $"[{string.Join(", ", extents.ToArray())}]",
                    "use extents of zero or more (only Reshape takes -1, for the one axis it works out itself)");
            count *= extent;
        }
        if (count > MaxCount)
            throw new ShapeException($"Shape: {count:0.#e+0} elements are more than any tensor can have.", $"[{string.Join(", ", extents.ToArray())}]",
                "check the extents: one of them is probably a size in bytes, or a product");
        _rank = (byte)extents.Length;
        extents.CopyTo(_extents);
    }

    /// <summary>Makes a shape of these extents.</summary>
    /// <exception cref="ShapeException">An extent is negative, or there are more than <see cref="MaxRank"/>.</exception>
    public static Shape Create(ReadOnlySpan<int> extents) => new(extents);

    /// <summary>The number of axes.</summary>
    public int Rank => _rank;

    /// <summary>The number of axes, under the name that ranges and list patterns ask for.</summary>
    public int Length => _rank;

    /// <summary>The number of elements: the product of all extents, 1 for the shape <c>[]</c>.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            for (int axis = 0; axis < _rank; axis++) count *= _extents[axis];
            return count;
        }
    }

    /// <summary>The extent of one axis.</summary>
    public int this[int axis] => (uint)axis < _rank ? _extents[axis] : throw AxisOutOfRange(axis);

    /// <summary>The extents as a span over this value.</summary>
    [UnscopedRef] public ReadOnlySpan<int> Span => ((ReadOnlySpan<int>)_extents)[.._rank];

    /// <summary>The axes from <paramref name="start"/> on, <paramref name="length"/> of them: what <c>shape[1..]</c> calls.</summary>
    public Shape Slice(int start, int length) => new(Span.Slice(start, length));

    /// <summary>This shape with one extent replaced.</summary>
    public Shape With(int axis, int extent)
    {
        Span<int> extents = stackalloc int[_rank];
        Span.CopyTo(extents);
        extents[Axis(axis)] = extent;
        return new(extents);
    }

    /// <summary>This shape without one axis.</summary>
    public Shape Without(int axis)
    {
        axis = Axis(axis);
        Span<int> extents = stackalloc int[_rank - 1];
        Span[..axis].CopyTo(extents);
        Span[(axis + 1)..].CopyTo(extents[axis..]);
        return new(extents);
    }

    /// <summary>This shape with a new axis of the given extent before axis <paramref name="axis"/>.</summary>
    public Shape Insert(int axis, int extent)
    {
        if (axis < 0) axis += _rank + 1;
        if ((uint)axis > _rank) throw AxisOutOfRange(axis);
        Span<int> extents = stackalloc int[_rank + 1];
        Span[..axis].CopyTo(extents);
        extents[axis] = extent;
        Span[axis..].CopyTo(extents[(axis + 1)..]);
        return new(extents);
    }

    /// <summary>An axis counted from the end when negative, as a number from 0 to <see cref="Rank"/> - 1.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public int Axis(int axis)
    {
        int positive = axis < 0 ? axis + _rank : axis;
        return (uint)positive < _rank ? positive : throw AxisOutOfRange(axis);
    }

    /// <summary>Enumerates the extents without allocating.</summary>
    [UnscopedRef] public ReadOnlySpan<int>.Enumerator GetEnumerator() => Span.GetEnumerator();

    IEnumerator<int> IEnumerable<int>.GetEnumerator() => ((IEnumerable<int>)Span.ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Span.ToArray().GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Shape other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = _rank;
        foreach (int extent in Span) hash = HashCode.Combine(hash, extent);
        return hash;
    }

    /// <summary>The extents in brackets: <c>[32, 10]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Span.ToArray())}]";

    /// <summary>True when both have the same extents.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>True when the extents differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    private ShapeException AxisOutOfRange(int axis) => new($"Shape: there is no axis {axis}.", $"shape {this}",
        _rank == 0 ? "a single number has no axes; leave the axis out" : $"use an axis from 0 to {_rank - 1}, or from -{_rank} to -1 counted from the end");

    [InlineArray(MaxRank)]
    private struct Extents
    {
        private int _first;
    }
}

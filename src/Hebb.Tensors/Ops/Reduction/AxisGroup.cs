namespace Hebb;

/// <summary>A tensor seen as <c>[outer, length, inner]</c>, where <c>length</c> runs over neighbouring axes: how what goes "along an axis" sees it.</summary>
internal readonly record struct AxisGroup(long Outer, long Length, long Inner)
{
    /// <summary>The view in which the axes from <paramref name="first"/> on, <paramref name="count"/> of them, are the middle.</summary>
    public static AxisGroup Of(Shape shape, int first, int count = 1)
    {
        long outer = 1, length = 1, inner = 1;
        for (int axis = 0; axis < shape.Rank; axis++)
            if (axis < first) outer *= shape[axis];
            else if (axis < first + count) length *= shape[axis];
            else inner *= shape[axis];
        return new(outer, length, inner);
    }
}

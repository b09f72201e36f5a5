using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>How neighbouring pixels of an image row with fewer channels than lanes are brought one upon the other, and back again.</summary>
/// <remarks>
/// A group is as many pairs of pixels as fit: one vector holds all their left pixels, channel beside channel, another all their right ones. Six channels, two
/// pairs to a group, letters for pixels, digits for channels:
/// <code>
/// in memory:  a0 ... a5 b0 ... b5 c0 ... c3 | c4 c5 d0 ... d5 (the next group, unused)
/// left:       a0 ... a5 c0 ... c5               right: b0 ... b5 d0 ... d5
/// </code>
/// Each lane may take any of the numbers of two vectors in one instruction (VPERMT2PS), so four patterns of places, worked out once, serve a whole batch. Lanes
/// beyond the group hold numbers of no meaning.
/// </remarks>
internal readonly struct PixelPairs<T> where T : unmanaged
{
    public PixelPairs(int channels, int pairs)
    {
        int lanes = Vector512<T>.Count;
        Pairs = Math.Min(lanes / channels, pairs);
        Span<T> left = stackalloc T[lanes], right = stackalloc T[lanes], first = stackalloc T[lanes], second = stackalloc T[lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            int place = lane + lane / channels * channels;   // in memory, a pair takes twice the room
            left[lane] = Place(place);
            right[lane] = Place(place + channels);
            first[lane] = Place(Home(lane));
            second[lane] = Place(Home(lane + lanes));
        }
        (Left, Right) = (Vector512.Create<T>(left), Vector512.Create<T>(right));
        (First, Second) = (Vector512.Create<T>(first), Vector512.Create<T>(second));

        // The lane of left or right (counted on from left's last) that belongs to a place in memory.
        int Home(int place) => place / channels / 2 * channels + place % channels + place / channels % 2 * lanes;
    }

    /// <summary>Whether the processor can do this.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>How many pairs make a group.</summary>
    public int Pairs { get; }

    /// <summary>Chooses the left pixels from a group's two vectors in memory.</summary>
    public Vector512<T> Left { get; }

    /// <summary>Chooses the right pixels.</summary>
    public Vector512<T> Right { get; }

    /// <summary>Chooses a group's first vector in memory from its left and right pixels.</summary>
    public Vector512<T> First { get; }

    /// <summary>Chooses the second.</summary>
    public Vector512<T> Second { get; }

    /// <summary>For each lane the number at its place: in <paramref name="low"/>, counted on in <paramref name="high"/>.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Choose(Vector512<T> places, Vector512<T> low, Vector512<T> high) => typeof(T) == typeof(float)
        ? Avx512F.PermuteVar16x32x2(low.AsSingle(), places.AsInt32(), high.AsSingle()).As<float, T>()
        : Avx512F.PermuteVar8x64x2(low.AsDouble(), places.AsInt64(), high.AsDouble()).As<double, T>();

    /// <summary>A place as the bits of a number; only as many as count to twice the lanes are looked at.</summary>
    private static T Place(int place) => typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>(place) : Unsafe.BitCast<long, T>(place);
}

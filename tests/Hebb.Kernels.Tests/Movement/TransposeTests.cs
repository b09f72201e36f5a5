using System.Numerics;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class TransposeTests
{
    [Theory]
    [InlineData(new[] { 5 }, new[] { 0 })]
    [InlineData(new[] { 3, 4 }, new[] { 1, 0 })]
    [InlineData(new[] { 65, 130 }, new[] { 1, 0 })]
    [InlineData(new[] { 1, 300 }, new[] { 1, 0 })]
    [InlineData(new[] { 300, 3 }, new[] { 1, 0 })]
    [InlineData(new[] { 2, 7, 5 }, new[] { 0, 2, 1 })]
    [InlineData(new[] { 4, 6, 5, 3 }, new[] { 0, 3, 1, 2 })]
    [InlineData(new[] { 4, 6, 5, 3 }, new[] { 0, 2, 3, 1 })]
    [InlineData(new[] { 4, 6, 5, 3 }, new[] { 2, 1, 0, 3 })]
    [InlineData(new[] { 4, 6, 5, 3 }, new[] { 0, 1, 2, 3 })]
    [InlineData(new[] { 2, 3, 4, 5, 6 }, new[] { 4, 2, 0, 3, 1 })]
    [InlineData(new[] { 2, 1, 3, 2, 2, 1, 2, 3 }, new[] { 7, 6, 5, 4, 3, 2, 1, 0 })]
    [InlineData(new[] { 3, 0, 2 }, new[] { 2, 0, 1 })]
    [InlineData(new int[0], new int[0])]
    public void Axis_i_of_the_result_is_axis_permutation_i(int[] shape, int[] permutation)
    {
        Check<float>(shape, permutation);
        Check<double>(shape, permutation);
        Check<long>(shape, permutation);
        Check<byte>(shape, permutation);
    }

    [Fact]
    public void The_bits_are_the_same_on_any_number_of_threads()
    {
        using Elements<float> x = Elements.Floats(500, 700), y = new(700, 500);
        Elements.SameOnAnyThreads(y, () => Transpose.Run(x.View, y.View, [1, 0]));
    }

    private static void Check<T>(int[] shape, int[] permutation) where T : unmanaged, INumber<T>
    {
        int[] result = [.. permutation.Select(axis => shape[axis])];
        using Elements<T> x = new Elements<T>(shape).With(i => T.CreateTruncating(i)), y = new(result);
        Transpose.Run(x.View, y.View, permutation);
        Span<T> from = x.Span, to = y.Span;
        int[] index = new int[shape.Length];
        for (int i = 0; i < to.Length; i++)
        {
            for (int axis = shape.Length - 1, rest = i; axis >= 0; rest /= result[axis], axis--) index[permutation[axis]] = rest % result[axis];
            int at = 0;
            for (int axis = 0; axis < shape.Length; axis++) at = at * shape[axis] + index[axis];
            Assert.Equal(from[at], to[i]);
        }
    }
}

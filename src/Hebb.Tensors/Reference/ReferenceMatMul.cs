using System.Numerics;

namespace Hebb;

/// <summary>The matrix product as three plain loops: what the fast kernel must agree with.</summary>
public static class ReferenceMatMul
{
    /// <summary><c>c[i, j] = sum over k of a[i, k] b[k, j]</c>, one chain of fused multiply-adds per element, k ascending.</summary>
    /// <param name="a">The left matrix, <c>[rows, inner]</c>, row by row.</param>
    /// <param name="b">The right matrix, <c>[inner, columns]</c>.</param>
    /// <param name="c">The product, <c>[rows, columns]</c>.</param>
    /// <param name="rows">The rows of a and c.</param>
    /// <param name="inner">The columns of a, the rows of b.</param>
    /// <param name="columns">The columns of b and c.</param>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int rows, int inner, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                T sum = T.Zero;
                for (int k = 0; k < inner; k++) sum = T.FusedMultiplyAdd(a[i * inner + k], b[k * columns + j], sum);
                c[i * columns + j] = sum;
            }
    }
}

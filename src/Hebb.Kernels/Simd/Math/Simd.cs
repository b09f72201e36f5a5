using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb;

/// <summary>The functions of analysis on lanes: what <see cref="System.Math"/> is for one number, written once for vectors of every width, for single numbers
/// and for traces.</summary>
/// <remarks>
/// All functions are free of branches: a special case is computed beside the ordinary one and selected. NaN gives NaN, infinities give the limits, and results
/// reach down through the subnormals.
/// Errors are stated in ulp, units in the last place of the exact result; they were measured on dense samples of the whole range and hold where the hardware
/// has fused multiply-add.
/// There, lanes of every width give equal bits.
/// </remarks>
/// <example><code>
/// public void Compute&lt;V&gt;(ReadOnlySpan&lt;V&gt; inputs, Span&lt;V&gt; outputs) where V : struct, ISimd&lt;V&gt; =>
///     outputs[0] = inputs[0] * Simd.Sigmoid(inputs[0]);      // swish
/// </code></example>
public static partial class Simd
{
    /// <summary>c[0] + c[1] x + c[2] x^2 + ... by Horner's rule: one fused multiply-add per coefficient.</summary>
    private static V Polynomial<V>(V x, params ReadOnlySpan<double> coefficients) where V : struct, ISimd<V>
    {
        V sum = V.Create(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--) sum = V.Fma(sum, x, V.Create(coefficients[i]));
        return sum;
    }

    /// <summary>The same for five coefficients. The short ones are spelt out, so that kernels which run on lanes directly have them inlined.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V Polynomial<V>(V x, double c0, double c1, double c2, double c3, double c4) where V : struct, ISimd<V> =>
        V.Fma(V.Fma(V.Fma(V.Fma(V.Create(c4), x, V.Create(c3)), x, V.Create(c2)), x, V.Create(c1)), x, V.Create(c0));

    /// <summary>The same for six coefficients.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V Polynomial<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5) where V : struct, ISimd<V> =>
        V.Fma(Polynomial(x, c1, c2, c3, c4, c5), x, V.Create(c0));

    /// <summary>The same for nine coefficients.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V Polynomial<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8)
        where V : struct, ISimd<V> =>
        V.Fma(V.Fma(V.Fma(Polynomial(x, c3, c4, c5, c6, c7, c8), x, V.Create(c2)), x, V.Create(c1)), x, V.Create(c0));

    /// <summary>The same for seven coefficients.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V Polynomial<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6) where V : struct, ISimd<V> =>
        V.Fma(V.Fma(Polynomial(x, c2, c3, c4, c5, c6), x, V.Create(c1)), x, V.Create(c0));

    /// <summary>The same for ten coefficients.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V Polynomial<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9)
        where V : struct, ISimd<V> =>
        V.Fma(Polynomial(x, c1, c2, c3, c4, c5, c6, c7, c8, c9), x, V.Create(c0));

    /// <summary>-x where the mask is set, else x.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V NegateWhere<V>(V mask, V x) where V : struct, ISimd<V> => V.Select(mask, -x, x);

    /// <summary>x for x within the bounds, else the nearer bound; NaN for NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V Clamp<V>(V x, double low, double high) where V : struct, ISimd<V> => V.Min(V.Create(high), V.Max(V.Create(low), x));
}

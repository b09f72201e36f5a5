using System.Globalization;
using static Hebb.Testing.ElementReader;

namespace Hebb.Testing;

/// <summary>Compares tensors; what fails says which element differs most, and by how much.</summary>
/// <example><code>TensorAssert.AllClose(Tensor.From([2f, 4f]), x * 2.0);</code></example>
public static class TensorAssert
{
    /// <summary>Fails unless every element satisfies <c>|actual - expected| &lt;= atol + rtol * |expected|</c>. NaN equals NaN, an infinity equals itself.
    /// Shapes and dtypes must agree.</summary>
    /// <param name="expected">What should come.</param>
    /// <param name="actual">What came.</param>
    /// <param name="rtol">The deviation allowed relative to the expected value.</param>
    /// <param name="atol">The deviation allowed in any case.</param>
    /// <exception cref="SpecFailedException">They differ.</exception>
    public static void AllClose(Tensor expected, Tensor actual, double rtol = 1e-5, double atol = 1e-6)
    {
        SameSpec(expected, actual, nameof(AllClose));
        double[] e = expected.ToDoubles(), a = actual.ToDoubles();
        int worst = -1, count = 0;
        double excess = 0;
        for (int i = 0; i < e.Length; i++)
        {
            if (e[i].Equals(a[i]) || e[i] == a[i]) continue;
            double deviation = Math.Abs(a[i] - e[i]), over = deviation / (atol + rtol * Math.Abs(e[i]));
            if (over <= 1) continue;
            if (!(over <= double.MaxValue)) over = double.MaxValue;   // a NaN or an infinity where there should be none
            count++;
            if (worst >= 0 && over <= excess) continue;
            (worst, excess) = (i, over);
        }
        if (worst >= 0)
            throw new SpecFailedException($"AllClose: {count} of {e.Length} elements differ by more than rtol {PrintShort(rtol)}, atol {PrintShort(atol)}.",
                $"worst at {Index(expected.Shape, worst)}: expected {Print(e[worst])}, actual {Print(a[worst])}   {expected.Spec}",
                "look at the worst element first; if the deviation is rounding, raise the tolerance and say why");
    }

    /// <summary>Fails unless both have the same shape, dtype and bits: NaN payloads and the sign of zero count.</summary>
    /// <exception cref="SpecFailedException">They differ.</exception>
    public static void SameBits(Tensor expected, Tensor actual)
    {
        SameSpec(expected, actual, nameof(SameBits));
        long[] e = expected.ToBits(), a = actual.ToBits();
        int first = e.AsSpan().CommonPrefixLength(a);
        if (first == e.Length) return;
        int count = 0;
        for (int i = first; i < e.Length; i++) count += e[i] == a[i] ? 0 : 1;
        throw new SpecFailedException($"SameBits: {count} of {e.Length} elements differ.",
            $"first at {Index(expected.Shape, first)}: expected {Describe(expected, first)}, actual {Describe(actual, first)}   {expected.Spec}",
            "look for sums whose order is not fixed by the shape, and for memory that is read before it is written");
    }

    /// <summary>Fails unless the tensor has this shape.</summary>
    /// <exception cref="SpecFailedException">It has another.</exception>
    public static void Shape(Shape expected, Tensor actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        if (actual.Shape != expected)
            throw new SpecFailedException($"Shape: expected {expected}, actual {actual.Shape}.", actual.Spec.ToString(),
                "check the op's Infer, or the shapes it was given");
    }

    private static void SameSpec(Tensor expected, Tensor actual, string name)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (expected.Spec != actual.Spec)
            throw new SpecFailedException($"{name}: the tensors differ in {(expected.Shape == actual.Shape ? "type" : "shape")}.",
                $"expected {expected.Spec}   actual {actual.Spec}",
                "compare tensors of one shape and type");
    }

    private static string Describe(Tensor tensor, int element)
    {
        string bits = tensor.ToBits()[element].ToString("x16", CultureInfo.InvariantCulture);
        return $"{Print(tensor.ToDoubles()[element])} (0x{bits[^(2 * tensor.DType.Size())..]})";
    }
}

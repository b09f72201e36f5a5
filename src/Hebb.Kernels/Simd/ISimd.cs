namespace Hebb;

/// <summary>A group of numbers that one instruction works on: the vocabulary in which elementwise kernels are written.</summary>
/// <typeparam name="V">The type itself: a vector of 128, 256 or 512 bits, a single number, or a trace that writes down what is asked of it.</typeparam>
/// <remarks>
/// A kernel's body is written once, generic in <typeparamref name="V"/>, with no width in sight. Comparisons give a mask, which only <see cref="Select"/>, <see
/// cref="And"/>, <see cref="Or"/> and
/// <see cref="Not"/> understand. Every lane is independent, so a body gives the same bits in every width.
/// </remarks>
public interface ISimd<V> where V : struct, ISimd<V>
{
    /// <summary>True when the lanes are 64-bit floating point, false for 32-bit: where polynomials differ.</summary>
    static abstract bool IsDouble { get; }

    /// <summary>Every lane set to a constant.</summary>
    static abstract V Create(double value);

    /// <summary>Sum.</summary>
    static abstract V operator +(V left, V right);

    /// <summary>Difference.</summary>
    static abstract V operator -(V left, V right);

    /// <summary>Product.</summary>
    static abstract V operator *(V left, V right);

    /// <summary>Quotient.</summary>
    static abstract V operator /(V left, V right);

    /// <summary>Negation: flips the sign bit, of zero and NaN too.</summary>
    static abstract V operator -(V value);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>The greater of the two; <paramref name="b"/> when either is NaN (so a constant goes first, and NaN passes through).</summary>
    static abstract V Max(V a, V b);

    /// <summary>The lesser of the two; <paramref name="b"/> when either is NaN.</summary>
    static abstract V Min(V a, V b);

    /// <summary>Absolute value.</summary>
    static abstract V Abs(V value);

    /// <summary>Square root, correctly rounded.</summary>
    static abstract V Sqrt(V value);

    /// <summary>Rounds to the nearest integer, halves to even.</summary>
    static abstract V Round(V value);

    /// <summary>Rounds down.</summary>
    static abstract V Floor(V value);

    /// <summary>Rounds up.</summary>
    static abstract V Ceiling(V value);

    /// <summary>value * 2^power for an integral power, rounded once, overflowing to infinity and underflowing through the subnormals.</summary>
    static abstract V Scale(V value, V power);

    /// <summary>The exponent e of a positive normal number m * 2^e with 1 &lt;= m &lt; 2.</summary>
    static abstract V Exponent(V value);

    /// <summary>The mantissa m of a positive normal number m * 2^e with 1 &lt;= m &lt; 2.</summary>
    static abstract V Mantissa(V value);

    /// <summary>The magnitude of the one with the sign of the other.</summary>
    static abstract V CopySign(V magnitude, V sign);

    /// <summary>The mask of lanes where left &gt; right; false for NaN.</summary>
    static abstract V Greater(V left, V right);

    /// <summary>The mask of lanes where left &gt;= right; false for NaN.</summary>
    static abstract V GreaterOrEqual(V left, V right);

    /// <summary>The mask of lanes where left == right; false for NaN.</summary>
    static abstract V Equal(V left, V right);

    /// <summary>Both masks.</summary>
    static abstract V And(V left, V right);

    /// <summary>Either mask.</summary>
    static abstract V Or(V left, V right);

    /// <summary>The lanes that are not in the mask.</summary>
    static abstract V Not(V mask);

    /// <summary>Lanes of <paramref name="whenTrue"/> where the mask is set, of <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract V Select(V mask, V whenTrue, V whenFalse);
}

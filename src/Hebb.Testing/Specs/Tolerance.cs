namespace Hebb.Testing;

/// <summary>How far a kernel may be from its reference.</summary>
/// <example><code>Tolerance = Tolerance.Ulps(2)</code></example>
public readonly record struct Tolerance
{
    private readonly double _ulps;
    private readonly double _relative;

    private Tolerance(double ulps, double relative)
    {
        _ulps = ulps;
        _relative = relative;
    }

    /// <summary>The same number, exactly.</summary>
    public static Tolerance Exact => default;

    /// <summary>So many units in the last place of each element's own dtype. In Float64, where the reference itself is rounded, one more.</summary>
    public static Tolerance Ulps(double count) => new(count, 0);

    /// <summary>So much relative to the largest magnitude of the output in Float32, and correspondingly less (by 2^29) in Float64: for sums, whose small
    /// results are differences of large terms.</summary>
    public static Tolerance Relative(double amount) => new(0, amount);

    /// <summary>How it was written.</summary>
    public override string ToString() => _ulps > 0 ? $"{_ulps} ulp" : _relative > 0 ? $"{_relative:0.#e+0} of the largest magnitude" : "exact";

    /// <summary>By how many times the deviation of one element exceeds what is allowed: at most 1 passes.</summary>
    internal double Excess(double expected, double actual, DType type, double largest)
    {
        if (type == DType.Float32 && Math.Abs(expected) >= OverflowOfFloat32) expected = Math.Sign(expected) * double.PositiveInfinity;
        if (expected.Equals(actual) || expected == actual) return 0;
        // An overflow one rounding earlier or later than the reference's is an ulp at the end of the range.
        double end = type == DType.Float32 ? Math.ScaleB(1, 128) : double.MaxValue, e = Math.Clamp(expected, -end, end), a = Math.Clamp(actual, -end, end);
        double allowed = _ulps > 0 ? (_ulps + (type == DType.Float64 ? 1 : 0)) * Ulp(e, type)
            : _relative * (type == DType.Float64 ? Math.ScaleB(1, -29) : 1) * largest;
        double excess = Math.Abs(a - e) / allowed;
        return double.IsNaN(excess) ? double.PositiveInfinity : excess;
    }

    private static readonly double OverflowOfFloat32 = float.MaxValue + Math.ScaleB(1, 103);   // from here on a double rounds to infinity

    private static double Ulp(double value, DType type)
    {
        double magnitude = Math.Abs(value);
        if (type == DType.Float64) return magnitude == double.MaxValue ? magnitude - Math.BitDecrement(magnitude) : Math.BitIncrement(magnitude) - magnitude;
        float single = (float)Math.Min(magnitude, float.MaxValue);
        return single == float.MaxValue ? single - MathF.BitDecrement(single) : MathF.BitIncrement(single) - single;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Exponents and mantissas where the hardware has no instruction for them: the same bits as AVX-512's VSCALEF, VGETEXP and VGETMANT.</summary>
/// <remarks>
/// Adding 1.5 * 2^23 (2^52 for doubles) to an integer leaves that integer in the low bits of the sum; adding the exponent's bias too and shifting those bits
/// into the exponent field gives 2^n.
/// One such factor reaches n = ±126, which is nearly always enough, so the rest stands behind a branch. Beyond, the power is cut in three: then no product but
/// the last can be subnormal unless the result is zero, and so the result is rounded once, as VSCALEF does.
/// </remarks>
internal static class VectorParts
{
    private const float SingleMagic = 12582912f;
    private const double DoubleMagic = 6755399441055744.0;

    /// <summary>value * 2^power, rounded once, for a finite integral power.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Scale(Vector256<float> value, Vector256<float> power)
    {
        if (!Vector256.GreaterThanAny(Vector256.Abs(power), Vector256.Create(126f))) return value * PowerOfTwo(power);
        Vector256<float> n = Vector256.MinNative(Vector256.MaxNative(power, Vector256.Create(-378f)), Vector256.Create(378f));
        Vector256<float> third = Vector256.GreaterThan(Vector256.Abs(n), Vector256.Create(126f)) & Vector256.Round(n * (1 / 3f));
        Vector256<float> step = PowerOfTwo(third);
        return value * step * step * PowerOfTwo(n - third - third);
    }

    /// <summary>value * 2^power, rounded once, for a finite integral power.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector256<double> Scale(Vector256<double> value, Vector256<double> power)
    {
        if (!Vector256.GreaterThanAny(Vector256.Abs(power), Vector256.Create(1022.0))) return value * PowerOfTwo(power);
        Vector256<double> n = Vector256.MinNative(Vector256.MaxNative(power, Vector256.Create(-3066.0)), Vector256.Create(3066.0));
        Vector256<double> third = Vector256.GreaterThan(Vector256.Abs(n), Vector256.Create(1022.0)) & Vector256.Round(n * (1 / 3.0));
        Vector256<double> step = PowerOfTwo(third);
        return value * step * step * PowerOfTwo(n - third - third);
    }

    /// <summary>The exponent of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Exponent(Vector256<float> value) =>
        ((value.AsInt32() >>> 23) | Vector256.Create(0x4B00_0000)).AsSingle() - Vector256.Create(8388608f + 127);

    /// <summary>The exponent of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector256<double> Exponent(Vector256<double> value) =>
        ((value.AsInt64() >>> 52) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023);

    /// <summary>The mantissa, from 1 up to 2, of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Mantissa(Vector256<float> value) =>
        ((value.AsInt32() & Vector256.Create(0x007F_FFFF)) | Vector256.Create(0x3F80_0000)).AsSingle();

    /// <summary>The mantissa, from 1 up to 2, of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector256<double> Mantissa(Vector256<double> value) =>
        ((value.AsInt64() & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) | Vector256.Create(0x3FF0_0000_0000_0000)).AsDouble();

    /// <summary>value * 2^power, rounded once, for a finite integral power.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Scale(Vector128<float> value, Vector128<float> power)
    {
        if (!Vector128.GreaterThanAny(Vector128.Abs(power), Vector128.Create(126f))) return value * PowerOfTwo(power);
        Vector128<float> n = Vector128.MinNative(Vector128.MaxNative(power, Vector128.Create(-378f)), Vector128.Create(378f));
        Vector128<float> third = Vector128.GreaterThan(Vector128.Abs(n), Vector128.Create(126f)) & Vector128.Round(n * (1 / 3f));
        Vector128<float> step = PowerOfTwo(third);
        return value * step * step * PowerOfTwo(n - third - third);
    }

    /// <summary>value * 2^power, rounded once, for a finite integral power.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<double> Scale(Vector128<double> value, Vector128<double> power)
    {
        if (!Vector128.GreaterThanAny(Vector128.Abs(power), Vector128.Create(1022.0))) return value * PowerOfTwo(power);
        Vector128<double> n = Vector128.MinNative(Vector128.MaxNative(power, Vector128.Create(-3066.0)), Vector128.Create(3066.0));
        Vector128<double> third = Vector128.GreaterThan(Vector128.Abs(n), Vector128.Create(1022.0)) & Vector128.Round(n * (1 / 3.0));
        Vector128<double> step = PowerOfTwo(third);
        return value * step * step * PowerOfTwo(n - third - third);
    }

    /// <summary>The exponent of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Exponent(Vector128<float> value) =>
        ((value.AsInt32() >>> 23) | Vector128.Create(0x4B00_0000)).AsSingle() - Vector128.Create(8388608f + 127);

    /// <summary>The exponent of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<double> Exponent(Vector128<double> value) =>
        ((value.AsInt64() >>> 52) | Vector128.Create(0x4330_0000_0000_0000)).AsDouble() - Vector128.Create(4503599627370496.0 + 1023);

    /// <summary>The mantissa, from 1 up to 2, of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Mantissa(Vector128<float> value) =>
        ((value.AsInt32() & Vector128.Create(0x007F_FFFF)) | Vector128.Create(0x3F80_0000)).AsSingle();

    /// <summary>The mantissa, from 1 up to 2, of positive normal numbers.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<double> Mantissa(Vector128<double> value) =>
        ((value.AsInt64() & Vector128.Create(0x000F_FFFF_FFFF_FFFF)) | Vector128.Create(0x3FF0_0000_0000_0000)).AsDouble();

    /// <summary>a * b + c, rounded once, or nearly always so: without fused multiply-add, the sum is formed in double, where the product is exact.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Fma(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        if (IsFused) return Vector128.FusedMultiplyAdd(a, b, c);
        (Vector128<double> a0, Vector128<double> a1) = Vector128.Widen(a);
        (Vector128<double> b0, Vector128<double> b1) = Vector128.Widen(b);
        (Vector128<double> c0, Vector128<double> c1) = Vector128.Widen(c);
        return Vector128.Narrow(a0 * b0 + c0, a1 * b1 + c1);
    }

    /// <summary>a * b + c, rounded once, or nearly: without fused multiply-add, what product and sum lose to rounding is worked out (Dekker, 1971) and added,
    /// unless numbers are so large that it overflows.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<double> Fma(Vector128<double> a, Vector128<double> b, Vector128<double> c)
    {
        if (IsFused) return Vector128.FusedMultiplyAdd(a, b, c);
        Vector128<double> aHigh = Upper(a), aLow = a - aHigh, bHigh = Upper(b), bLow = b - bHigh, product = a * b, sum = product + c;
        Vector128<double> lost = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
        Vector128<double> part = sum - product, exact = sum + (lost + ((product - (sum - part)) + (c - part)));
        return Vector128.ConditionalSelect(Vector128.Equals(exact, exact), exact, sum);
    }

    private static bool IsFused => System.Runtime.Intrinsics.X86.Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>The upper 26 bits of a mantissa.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector128<double> Upper(Vector128<double> value)
    {
        Vector128<double> scaled = value * 134217729;
        return scaled - (scaled - value);
    }

    /// <summary>The greater, and b when either is NaN: x86's own MAXPS, spelt out elsewhere.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    /// <summary>The greater, and b when either is NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<double> Max(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.Max(a, b) : Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    /// <summary>The lesser, and b when either is NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Min(a, b) : Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    /// <summary>The lesser, and b when either is NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<double> Min(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.Min(a, b) : Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    [MethodImpl(AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> n) => ((n + Vector256.Create(SingleMagic + 127)).AsInt32() << 23).AsSingle();

    [MethodImpl(AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> n) => ((n + Vector256.Create(DoubleMagic + 1023)).AsInt64() << 52).AsDouble();

    [MethodImpl(AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> n) => ((n + Vector128.Create(SingleMagic + 127)).AsInt32() << 23).AsSingle();

    [MethodImpl(AggressiveInlining)]
    private static Vector128<double> PowerOfTwo(Vector128<double> n) => ((n + Vector128.Create(DoubleMagic + 1023)).AsInt64() << 52).AsDouble();
}

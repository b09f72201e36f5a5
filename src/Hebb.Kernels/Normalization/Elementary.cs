using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>exp and log on whole vectors, for the kernels that cannot leave them to an elementwise op. Every step is an IEEE operation, so the bits are the
/// same on every machine.</summary>
internal static class Elementary
{
    /// <summary>e^x to within 1 ulp, from -infinity (0) to +infinity; NaN propagates.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Exp<T>(Vector512<T> x) => typeof(T) == typeof(float) ? Exp(x.AsSingle()).As<float, T>() : Exp(x.AsDouble()).As<double, T>();

    /// <summary>The natural logarithm to within 1 ulp of positive normal numbers, +infinity and NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Log<T>(Vector512<T> x) => typeof(T) == typeof(float) ? Log(x.AsSingle()).As<float, T>() : Log(x.AsDouble()).As<double, T>();

    /// <summary>x = n ln 2 + r with |r| &lt;= ln 2 / 2: a polynomial in r, times 2^n.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.Create(89f), Vector512.MaxNative(Vector512.Create(-104f), x));   // the constant first, so that NaN comes through
        Vector512<float> n = Vector512.Round(x * 1.44269504f);
        Vector512<float> r = Fma(n, Vector512.Create(-1.42860677e-6f), Fma(n, Vector512.Create(-0.693145752f), x));
        Vector512<float> p = Fma(Vector512.Create(1.37805939e-3f), r, Vector512.Create(8.37312452e-3f));
        p = Fma(p, r, Vector512.Create(4.16695364e-2f));
        p = Fma(p, r, Vector512.Create(1.66664720e-1f));
        p = Fma(p, r, Vector512.Create(4.99999851e-1f));
        p = Fma(p, r, Vector512.Create(1f));
        p = Fma(p, r, Vector512.Create(1f));
        if (Avx512F.IsSupported) return Avx512F.Scale(p, n);
        Vector512<float> half = Vector512.Round(n * 0.5f);   // 2^n in two factors that are normal: the first product is exact, so the result is rounded once
        return p * Power(half) * Power(n - half);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> x)
    {
        x = Vector512.MinNative(Vector512.Create(710.0), Vector512.MaxNative(Vector512.Create(-746.0), x));
        Vector512<double> n = Vector512.Round(x * 1.4426950408889634);
        Vector512<double> r = Fma(n, Vector512.Create(-1.90821492927058770002e-10), Fma(n, Vector512.Create(-6.93147180369123816490e-01), x));
        Vector512<double> p = Vector512.Create(1 / 6227020800.0);
        p = Fma(p, r, Vector512.Create(1 / 479001600.0));
        p = Fma(p, r, Vector512.Create(1 / 39916800.0));
        p = Fma(p, r, Vector512.Create(1 / 3628800.0));
        p = Fma(p, r, Vector512.Create(1 / 362880.0));
        p = Fma(p, r, Vector512.Create(1 / 40320.0));
        p = Fma(p, r, Vector512.Create(1 / 5040.0));
        p = Fma(p, r, Vector512.Create(1 / 720.0));
        p = Fma(p, r, Vector512.Create(1 / 120.0));
        p = Fma(p, r, Vector512.Create(1 / 24.0));
        p = Fma(p, r, Vector512.Create(1 / 6.0));
        p = Fma(p, r, Vector512.Create(0.5));
        p = Fma(p, r, Vector512.Create(1.0));
        p = Fma(p, r, Vector512.Create(1.0));
        if (Avx512F.IsSupported) return Avx512F.Scale(p, n);
        Vector512<double> half = Vector512.Round(n * 0.5);
        return p * Power(half) * Power(n - half);
    }

    /// <summary>x = m 2^e with m from 2/3 to 4/3: e ln 2 plus a polynomial in m - 1.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<int> exponent = (x.AsInt32() - Vector512.Create(0x3F2AAAAB)) & Vector512.Create(unchecked((int)0xFF800000));
        Vector512<float> f = (x.AsInt32() - exponent).AsSingle() - Vector512.Create(1f), s = f * f;
        Vector512<float> e = Vector512.ConvertToSingle(exponent) * 1.19209290e-7f;
        Vector512<float> r = Fma(Vector512.Create(-0.130310059f), s, Vector512.Create(-0.121483512f)),
            t = Fma(Vector512.Create(0.140869141f), s, Vector512.Create(0.139814854f));
        r = Fma(r, s, Vector512.Create(-0.166846126f));
        t = Fma(t, s, Vector512.Create(0.200120345f));
        r = Fma(r, s, Vector512.Create(-0.249996200f));
        r = Fma(t, f, r);
        r = Fma(r, f, Vector512.Create(0.333331972f));
        r = Fma(r, f, Vector512.Create(-0.5f));
        r = Fma(e, Vector512.Create(0.693147182f), Fma(r, s, f));
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), r, x);
    }

    /// <summary>The same with FreeBSD's polynomial in s = f / (2 + f).</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<long> exponent = (x.AsInt64() - Vector512.Create(0x3FE6A09E667F3BCD)) & Vector512.Create(unchecked((long)0xFFF0000000000000));
        Vector512<double> f = (x.AsInt64() - exponent).AsDouble() - Vector512.Create(1.0);
        Vector512<double> e = ((exponent >> 52) + Vector512.Create(0x4338000000000000)).AsDouble() - Vector512.Create(6755399441055744.0);
        Vector512<double> s = f / (f + Vector512.Create(2.0)), z = s * s;
        Vector512<double> r = Vector512.Create(1.479819860511658591e-01);
        r = Fma(r, z, Vector512.Create(1.531383769920937332e-01));
        r = Fma(r, z, Vector512.Create(1.818357216161805012e-01));
        r = Fma(r, z, Vector512.Create(2.222219843214978396e-01));
        r = Fma(r, z, Vector512.Create(2.857142874366239149e-01));
        r = Fma(r, z, Vector512.Create(3.999999999940941908e-01));
        r = Fma(r, z, Vector512.Create(6.666666666666735130e-01)) * z;
        Vector512<double> square = f * f * 0.5;
        Vector512<double> low = Fma(s, square + r, e * 1.90821492927058770002e-10);
        r = e * 6.93147180369123816490e-01 - (square - low - f);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), r, x);
    }

    /// <summary>2^n for an integral n of a normal power: adding 1.5 * 2^23 leaves n in the low bits of the sum, adding the bias too makes them an
    /// exponent.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Power(Vector512<float> n) => ((n + Vector512.Create(12582912f + 127)).AsInt32() << 23).AsSingle();

    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Power(Vector512<double> n) => ((n + Vector512.Create(6755399441055744.0 + 1023)).AsInt64() << 52).AsDouble();

    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

// A logarithm of its own beside Simd.Log, because a seed's normal numbers are the same for ever: this polynomial is part of what they are. It knows positive
// normal numbers only, which is all that a probability can be.
internal static unsafe partial class NormalQuantile
{
    /// <summary>x = m 2^e with m from 2/3 to 4/3: e ln 2 plus a polynomial in m - 1.</summary>
    [MethodImpl(AggressiveInlining)]
    internal static Vector512<float> Log(Vector512<float> x)
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
        return Fma(e, Vector512.Create(0.693147182f), Fma(r, s, f));
    }

    /// <summary>The same with FreeBSD's polynomial in s = f / (2 + f).</summary>
    [MethodImpl(AggressiveInlining)]
    internal static Vector512<double> Log(Vector512<double> x)
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
        return e * 6.93147180369123816490e-01 - (square - low - f);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Random bits to the standard normal distribution, through its quantile function: one draw, one number, no rejection.</summary>
/// <remarks>
/// The top bit is the sign; the others, m, give the tail's probability p = (m + 1/2) / 2^(bits), 0 &lt; p &lt; 1/2, with all the relative precision that small probabilities deserve, and
/// x = 1 - 2 p to full precision too. z = sqrt(2) erfinv(x). A truncated distribution shrinks x to the mass between its limits.
/// </remarks>
internal static class NormalQuantile
{
    /// <summary>P(|z| &lt; 2).</summary>
    private const double WithinTwo = 0.95449973610364158;

    /// <summary>Standard normal.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Normal<T>(Vector512<T> bits) where T : unmanaged =>
        typeof(T) == typeof(float) ? Quantile(bits.AsUInt32(), 1f).As<float, T>() : Quantile(bits.AsUInt64(), 1.0).As<double, T>();

    /// <summary>Standard normal, given that it lies between -2 and 2.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Truncated<T>(Vector512<T> bits) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector512.Min(Vector512.Create(1.9999999f), Vector512.Max(Vector512.Create(-1.9999999f), Quantile(bits.AsUInt32(), (float)WithinTwo))).As<float, T>()
        : Vector512.Min(Vector512.Create(1.9999999999999998), Vector512.Max(Vector512.Create(-1.9999999999999998), Quantile(bits.AsUInt64(), WithinTwo))).As<double, T>();

    /// <summary>A single number of 64 bits.</summary>
    public static double Normal(ulong bits) => Quantile(Vector512.Create(bits), 1.0).ToScalar();

    /// <summary>The form of Giles, "Approximating the erfinv function" (2010): z / x is a polynomial in w = -log(4 p (1 - p)), or in its square root in the tails. The coefficients are our own,
    /// fitted down to p = 2^-33 (relative error below 3e-7): his end at 2^-25.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Quantile(Vector512<uint> bits, float mass)
    {
        Vector512<uint> m = bits & Vector512.Create(0x7FFFFFFFu);
        Vector512<float> p = Fma(Vector512.ConvertToSingle(m.AsInt32()) + Vector512.Create(0.5f), Vector512.Create(mass / 4294967296f), Vector512.Create((1 - mass) / 2));
        Vector512<float> x = (Vector512.ConvertToSingle((Vector512.Create(0x7FFFFFFFu) - m).AsInt32()) + Vector512.Create(0.5f)) * (mass / 2147483648f);
        Vector512<float> w = -Elementary.Log(p * 4f * (Vector512.Create(1f) - p)), near = w - Vector512.Create(2.5f), far = Vector512.Sqrt(w) - Vector512.Create(3f);
        Vector512<float> a = Fma(Vector512.Create(3.196968031e-8f), near, Vector512.Create(4.839788248e-7f)), b = Fma(Vector512.Create(3.734167321e-5f), far, Vector512.Create(-0.0001550187848f));
        a = Fma(a, near, Vector512.Create(-4.885796044e-6f));
        b = Fma(b, far, Vector512.Create(-9.404034824e-5f));
        a = Fma(a, near, Vector512.Create(-6.194745731e-6f));
        b = Fma(b, far, Vector512.Create(0.001773603518f));
        a = Fma(a, near, Vector512.Create(0.0003087411769f));
        b = Fma(b, far, Vector512.Create(-0.004963161255f));
        a = Fma(a, near, Vector512.Create(-0.001773082819f));
        b = Fma(b, far, Vector512.Create(0.008164115739f));
        a = Fma(a, near, Vector512.Create(-0.005907660099f));
        b = Fma(b, far, Vector512.Create(-0.01085157265f));
        a = Fma(a, near, Vector512.Create(0.3488027167f));
        b = Fma(b, far, Vector512.Create(0.01334192168f));
        a = Fma(a, near, Vector512.Create(2.123313467f));
        b = Fma(b, far, Vector512.Create(1.416586783f));
        b = Fma(b, far, Vector512.Create(4.00643459f));
        Vector512<float> z = Vector512.ConditionalSelect(Vector512.LessThan(w, Vector512.Create(5f)), a, b) * x;
        return (z.AsUInt32() ^ (bits & Vector512.Create(0x80000000u))).AsSingle();
    }

    /// <summary>Wichura, algorithm AS 241 (1988), PPND16: relative error about 1e-16.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Quantile(Vector512<ulong> bits, double mass)
    {
        Vector512<ulong> m = (bits & Vector512.Create(0x7FFFFFFFFFFFFFFFul)) >>> 11;
        Vector512<double> p = Fma(Vector512.ConvertToDouble(m.AsInt64()) + Vector512.Create(0.5), Vector512.Create(mass / (1L << 53)), Vector512.Create((1 - mass) / 2));
        Vector512<double> q = (Vector512.ConvertToDouble((Vector512.Create((1ul << 52) - 1) - m).AsInt64()) + Vector512.Create(0.5)) * (mass / (1L << 53));
        Vector512<double> r = Vector512.Create(0.180625) - q * q;
        Vector512<double> z = q * (Horner(r, 2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
                133.14166789178437745, 3.387132872796366608)
            / Horner(r, 5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1));
        Vector512<double> tail = Vector512.Sqrt(-Elementary.Log(p)), near = tail - Vector512.Create(1.6), far = tail - Vector512.Create(5.0);
        Vector512<double> inTail = Horner(near, 7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177, 1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
                4.6303378461565452959, 1.42343711074968357734)
            / Horner(near, 1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966, .14810397642748007459, .68976733498510000455, 1.6763848301838038494,
                2.05319162663775882187, 1);
        Vector512<double> inFarTail = Horner(far, 2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386, .026532189526576123093, .29656057182850489123,
                1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772)
            / Horner(far, 2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4, .0148753612908506148525, .13692988092273580531,
                .59983220655588793769, 1);
        inTail = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(tail, Vector512.Create(5.0)), inTail, inFarTail);
        z = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(q, Vector512.Create(0.425)), z, inTail);
        return (z.AsUInt64() ^ (bits & Vector512.Create(1ul << 63))).AsDouble();
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Horner(Vector512<double> x, double a, double b, double c, double d, double e, double f, double g, double h)
    {
        Vector512<double> p = Fma(Vector512.Create(a), x, Vector512.Create(b));
        p = Fma(p, x, Vector512.Create(c));
        p = Fma(p, x, Vector512.Create(d));
        p = Fma(p, x, Vector512.Create(e));
        p = Fma(p, x, Vector512.Create(f));
        p = Fma(p, x, Vector512.Create(g));
        return Fma(p, x, Vector512.Create(h));
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);
}

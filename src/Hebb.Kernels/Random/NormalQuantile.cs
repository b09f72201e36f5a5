using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Random bits to the standard normal distribution, through its quantile function: one draw, one number, no rejection.</summary>
/// <remarks>
/// The top bit is the sign; the others, m, give the tail's probability p = (m + 1/2) / 2^(bits), 0 &lt; p &lt; 1/2, with all the relative precision that small
/// probabilities deserve, and
/// x = 1 - 2 p to full precision too. z = sqrt(2) erfinv(x). A truncated distribution shrinks x to the mass between its limits.
/// </remarks>
internal static unsafe partial class NormalQuantile
{
    /// <summary>P(|z| &lt; 2).</summary>
    public const double WithinTwo = 0.95449973610364158;

    /// <summary>A standard normal number from 64 bits.</summary>
    public static double FromBits(ulong bits)
    {
        double* lanes = stackalloc double[16];
        new Span<double>(lanes, 8).Fill(BitConverter.UInt64BitsToDouble(bits));
        Run(lanes, lanes + 8, 8, 1);
        return lanes[0];
    }

    /// <summary>Bits to normal numbers, in place. <paramref name="mass"/> is how much of the distribution is kept, in its middle: all of it, or
    /// <see cref="WithinTwo"/>.</summary>
    /// <remarks>The form of Giles, "Approximating the erfinv function" (2010): z / x is a polynomial in w = -log(4 p (1 - p)), or in its square root in the
    /// tails. The coefficients are our own, fitted down to
    /// p = 2^-33 (relative error below 3e-7): his end at 2^-25. Two loops, because one would be more than the compiler is willing to inline where it has to
    /// split vectors.</remarks>
    public static void Run(float* bits, float* scratch, int count, float mass)
    {
        Logarithms(bits, scratch, count, mass);
        Polynomials(bits, scratch, count, mass);
    }

    /// <summary>The same for doubles: Wichura's algorithm AS 241 (1988), PPND16, relative error about 1e-16; rational functions of x^2, and of sqrt(-log p) in
    /// the tails.</summary>
    public static void Run(double* bits, double* scratch, int count, double mass)
    {
        Logarithms(bits, scratch, count, mass);
        Tails(scratch, count);
        Middles(bits, scratch, count, mass);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Logarithms(float* bits, float* w, int count, float mass)
    {
        Vector512<float> half = Vector512.Create(0.5f), unit = Vector512.Create(mass / 4294967296f), least = Vector512.Create((1 - mass) / 2);
        for (int i = 0; i < count; i += Vector512<float>.Count)
        {
            Vector512<int> m = Vector512.Load((int*)bits + i) & Vector512.Create(0x7FFFFFFF);
            Vector512<float> p = Fma(Vector512.ConvertToSingle(m) + half, unit, least);
            Vector512.Store(-Log(p * 4f * (Vector512.Create(1f) - p)), w + i);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Polynomials(float* bits, float* logarithms, int count, float mass)
    {
        Vector512<float> limit = Vector512.Create(mass < 1 ? MathF.BitDecrement(2) : float.MaxValue);
        for (int i = 0; i < count; i += Vector512<float>.Count)
        {
            Vector512<int> m = Vector512.Load((int*)bits + i);
            Vector512<float> x = (Vector512.ConvertToSingle(Vector512.Create(0x7FFFFFFF) - (m & Vector512.Create(0x7FFFFFFF))) + Vector512.Create(0.5f))
                * (mass / 2147483648f);
            Vector512<float> w = Vector512.Load(logarithms + i), near = w - Vector512.Create(2.5f), far = Vector512.Sqrt(w) - Vector512.Create(3f);
            Vector512<float> a = Fma(Vector512.Create(3.196968031e-8f), near, Vector512.Create(4.839788248e-7f)),
                b = Fma(Vector512.Create(3.734167321e-5f), far, Vector512.Create(-0.0001550187848f));
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
            z = Vector512.MinNative(z, limit);
            Vector512.Store((z.AsInt32() ^ (m & Vector512.Create(int.MinValue))).AsSingle(), bits + i);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Logarithms(double* bits, double* w, int count, double mass)
    {
        Vector512<double> half = Vector512.Create(0.5), unit = Vector512.Create(mass / (1L << 53)), least = Vector512.Create((1 - mass) / 2);
        for (int i = 0; i < count; i += Vector512<double>.Count)
        {
            Vector512<long> m = (Vector512.Load((long*)bits + i) & Vector512.Create(long.MaxValue)) >>> 11;
            Vector512.Store(Vector512.Sqrt(-Log(Fma(Vector512.ConvertToDouble(m) + half, unit, least))), w + i);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Tails(double* w, int count)
    {
        for (int i = 0; i < count; i += Vector512<double>.Count)
        {
            Vector512<double> t = Vector512.Load(w + i), near = t - Vector512.Create(1.6), far = t - Vector512.Create(5.0);
            Vector512<double> inTail = Horner(near, 7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177, 1.27045825245236838258,
                    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734)
                / Horner(near, 1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966, .14810397642748007459,
                    .68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1);
            Vector512<double> inFarTail = Horner(far, 2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386, .026532189526576123093,
                    .29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772)
                / Horner(far, 2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
                    .0148753612908506148525, .13692988092273580531, .59983220655588793769, 1);
            Vector512.Store(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(t, Vector512.Create(5.0)), inTail, inFarTail), w + i);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Middles(double* bits, double* tails, int count, double mass)
    {
        Vector512<double> limit = Vector512.Create(mass < 1 ? Math.BitDecrement(2) : double.MaxValue);
        for (int i = 0; i < count; i += Vector512<double>.Count)
        {
            Vector512<long> m = Vector512.Load((long*)bits + i);
            Vector512<double> q = (Vector512.ConvertToDouble(Vector512.Create((1L << 52) - 1) - ((m & Vector512.Create(long.MaxValue)) >>> 11))
                + Vector512.Create(0.5)) * (mass / (1L << 53));
            Vector512<double> r = Vector512.Create(0.180625) - q * q;
            Vector512<double> z = q * (Horner(r, 2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
                    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608)
                / Horner(r, 5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
                    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1));
            z = Vector512.MinNative(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(q, Vector512.Create(0.425)), z, Vector512.Load(tails + i)), limit);
            Vector512.Store((z.AsInt64() ^ (m & Vector512.Create(long.MinValue))).AsDouble(), bits + i);
        }
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

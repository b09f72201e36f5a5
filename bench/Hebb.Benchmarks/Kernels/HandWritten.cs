using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Benchmarks.Kernels;

/// <summary>Loops as somebody would write them by hand for AVX-512, with the formulas of <see cref="Simd"/>: what emitted loops have to keep up with.</summary>
internal static unsafe class HandWritten
{
    /// <summary>True where this machine can run them.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    [MethodImpl(AggressiveOptimization)]
    public static void Exp(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i += 64)
        {
            Vector512<float> a = Exp(Vector512.Load(x + i)), b = Exp(Vector512.Load(x + i + 16));
            Vector512<float> c = Exp(Vector512.Load(x + i + 32)), d = Exp(Vector512.Load(x + i + 48));
            a.Store(y + i);
            b.Store(y + i + 16);
            c.Store(y + i + 32);
            d.Store(y + i + 48);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void Exp(double* x, double* y, nint count)
    {
        for (nint i = 0; i < count; i += 32)
        {
            Vector512<double> a = Exp(Vector512.Load(x + i)), b = Exp(Vector512.Load(x + i + 8));
            Vector512<double> c = Exp(Vector512.Load(x + i + 16)), d = Exp(Vector512.Load(x + i + 24));
            a.Store(y + i);
            b.Store(y + i + 8);
            c.Store(y + i + 16);
            d.Store(y + i + 24);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void Tanh(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i += 32)
        {
            Vector512<float> a = Tanh(Vector512.Load(x + i)), b = Tanh(Vector512.Load(x + i + 16));
            a.Store(y + i);
            b.Store(y + i + 16);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void Sigmoid(float* x, float* y, nint count)
    {
        for (nint i = 0; i < count; i += 32)
        {
            Vector512<float> a = Sigmoid(Vector512.Load(x + i)), b = Sigmoid(Vector512.Load(x + i + 16));
            a.Store(y + i);
            b.Store(y + i + 16);
        }
    }

    /// <summary>One step of Adam: <c>m += (1 - beta1) (g - m)</c>, <c>v += (1 - beta2) (g^2 - v)</c>, <c>w -= rate m / (sqrt(v) + epsilon)</c>.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Adam(float* w, float* g, float* m, float* v, nint count, float rate, float epsilon)
    {
        Vector512<float> rates = Vector512.Create(rate), epsilons = Vector512.Create(epsilon), one = Vector512.Create(0.1f), two = Vector512.Create(0.001f);
        for (nint i = 0; i < count; i += 32)
        {
            Vector512<float> g0 = Vector512.Load(g + i), g1 = Vector512.Load(g + i + 16), m0 = Vector512.Load(m + i), m1 = Vector512.Load(m + i + 16);
            Vector512<float> v0 = Vector512.Load(v + i), v1 = Vector512.Load(v + i + 16);
            m0 += (g0 - m0) * one;
            m1 += (g1 - m1) * one;
            v0 += (g0 * g0 - v0) * two;
            v1 += (g1 * g1 - v1) * two;
            m0.Store(m + i);
            m1.Store(m + i + 16);
            v0.Store(v + i);
            v1.Store(v + i + 16);
            (Vector512.Load(w + i) - rates * m0 / (Vector512.Sqrt(v0) + epsilons)).Store(w + i);
            (Vector512.Load(w + i + 16) - rates * m1 / (Vector512.Sqrt(v1) + epsilons)).Store(w + i + 16);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x) =>
        ExpOfBounded(Avx512F.Min(Vector512.Create(88.8f), Avx512F.Max(Vector512.Create(-104f), x)));

    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> ExpOfBounded(Vector512<float> x)
    {
        Vector512<float> one = Vector512.Create(1f), n = Vector512.Round(x * Vector512.Create(1.44269504f));
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693145752f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.42860677e-6f), r);
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(0.00138131785f), r, Vector512.Create(0.00836941879f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.041668456f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.166665152f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.49999994f));
        return Avx512F.Scale(Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(p, r, one), r, one), n);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> one = Vector512.Create(1.0);
        x = Avx512F.Min(Vector512.Create(710.0), Avx512F.Max(Vector512.Create(-746.0), x));
        Vector512<double> n = Vector512.Round(x * Vector512.Create(1.4426950408889634));
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-6.93147180369123816490e-01), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.90821492927058770002e-10), r);
        Vector512<double> p = Vector512.FusedMultiplyAdd(Vector512.Create(2.499902543544173e-08), r, Vector512.Create(2.763168769236193e-07));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.755759706941005e-06));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.4801489351379512e-05));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0001984126948631438));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.001388888894692076));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.008333333333507576));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.04166666666651915));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666666666385));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5000000000000012));
        return Avx512F.Scale(Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(p, r, one), r, one), n);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> one = Vector512.Create(1f), a = Avx512F.Min(Vector512.Create(10f), Vector512.Abs(x)), z = a * a;
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(-0.00627423171f), z, Vector512.Create(0.0210716743f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.0538523085f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.13332586f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.333333164f));
        Vector512<float> near = Vector512.FusedMultiplyAdd(p * z, a, a), far = one - Vector512.Create(2f) / (ExpOfBounded(a + a) + one);
        return Vector512.CopySign(Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512.Create(0.55f)), far, near), x);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> e = ExpOfBounded(Avx512F.Min(Vector512.Create(20f), Avx512F.Max(Vector512.Create(-104f), x))), q = e / (Vector512.Create(1f) + e);
        Vector512<float> correction = Avx512F.Min(Vector512<float>.Zero, q - Vector512.Create(1 - 1 / 1048576f));
        return Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(q, e, q - e), correction, q);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>The most that the processor can do: fused multiply-adds in registers only, in chains enough to keep every unit busy. Other figures are given as
/// parts of it.</summary>
internal static class Peak
{
    private const int Rounds = 20_000, Chains = 24;

    /// <summary>Floating-point operations in one <see cref="Run"/> on so many threads.</summary>
    public static double Operations(int threads) => 2.0 * threads * Rounds * Chains * Lanes;

    private static int Lanes => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Runs the loop once on each thread.</summary>
    public static void Run(int threads)
    {
        Work work = default;
        WorkerPool.Run(ref work, threads);
    }

    private readonly struct Work : IChunkedWork
    {
        public void Run(int chunk, int worker)
        {
            if (Vector512.IsHardwareAccelerated) Chains512();
            else if (Vector256.IsHardwareAccelerated) Chains256();
            else Chains128();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains512()
    {
        Vector512<float> half = Vector512.Create(0.5f), one = Vector512.Create(1f);
        Vector512<float> a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one, k = one, l = one;
        Vector512<float> m = one, n = one, o = one, p = one, q = one, r = one, s = one, t = one, u = one, v = one, w = one, x = one;
        for (int round = Rounds; round > 0; round--)
        {
            a = Vector512.MultiplyAddEstimate(a, half, one); b = Vector512.MultiplyAddEstimate(b, half, one); c = Vector512.MultiplyAddEstimate(c, half, one);
            d = Vector512.MultiplyAddEstimate(d, half, one); e = Vector512.MultiplyAddEstimate(e, half, one); f = Vector512.MultiplyAddEstimate(f, half, one);
            g = Vector512.MultiplyAddEstimate(g, half, one); h = Vector512.MultiplyAddEstimate(h, half, one); i = Vector512.MultiplyAddEstimate(i, half, one);
            j = Vector512.MultiplyAddEstimate(j, half, one); k = Vector512.MultiplyAddEstimate(k, half, one); l = Vector512.MultiplyAddEstimate(l, half, one);
            m = Vector512.MultiplyAddEstimate(m, half, one); n = Vector512.MultiplyAddEstimate(n, half, one); o = Vector512.MultiplyAddEstimate(o, half, one);
            p = Vector512.MultiplyAddEstimate(p, half, one); q = Vector512.MultiplyAddEstimate(q, half, one); r = Vector512.MultiplyAddEstimate(r, half, one);
            s = Vector512.MultiplyAddEstimate(s, half, one); t = Vector512.MultiplyAddEstimate(t, half, one); u = Vector512.MultiplyAddEstimate(u, half, one);
            v = Vector512.MultiplyAddEstimate(v, half, one); w = Vector512.MultiplyAddEstimate(w, half, one); x = Vector512.MultiplyAddEstimate(x, half, one);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains256()
    {
        Vector256<float> half = Vector256.Create(0.5f), one = Vector256.Create(1f);
        Vector256<float> a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one, k = one, l = one;
        for (int round = 2 * Rounds; round > 0; round--)
        {
            a = Vector256.MultiplyAddEstimate(a, half, one); b = Vector256.MultiplyAddEstimate(b, half, one); c = Vector256.MultiplyAddEstimate(c, half, one);
            d = Vector256.MultiplyAddEstimate(d, half, one); e = Vector256.MultiplyAddEstimate(e, half, one); f = Vector256.MultiplyAddEstimate(f, half, one);
            g = Vector256.MultiplyAddEstimate(g, half, one); h = Vector256.MultiplyAddEstimate(h, half, one); i = Vector256.MultiplyAddEstimate(i, half, one);
            j = Vector256.MultiplyAddEstimate(j, half, one); k = Vector256.MultiplyAddEstimate(k, half, one); l = Vector256.MultiplyAddEstimate(l, half, one);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains128()
    {
        Vector128<float> half = Vector128.Create(0.5f), one = Vector128.Create(1f);
        Vector128<float> a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one, k = one, l = one;
        for (int round = 2 * Rounds; round > 0; round--)
        {
            a = Vector128.MultiplyAddEstimate(a, half, one); b = Vector128.MultiplyAddEstimate(b, half, one); c = Vector128.MultiplyAddEstimate(c, half, one);
            d = Vector128.MultiplyAddEstimate(d, half, one); e = Vector128.MultiplyAddEstimate(e, half, one); f = Vector128.MultiplyAddEstimate(f, half, one);
            g = Vector128.MultiplyAddEstimate(g, half, one); h = Vector128.MultiplyAddEstimate(h, half, one); i = Vector128.MultiplyAddEstimate(i, half, one);
            j = Vector128.MultiplyAddEstimate(j, half, one); k = Vector128.MultiplyAddEstimate(k, half, one); l = Vector128.MultiplyAddEstimate(l, half, one);
        }
        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}

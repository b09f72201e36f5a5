using System.Numerics;

namespace Hebb.Kernels;

internal static unsafe partial class Reduction
{
    private static void Extreme<T>(T* x, T* y, long outer, long length, long inner, bool least) where T : unmanaged, INumber<T>
    {
        for (long o = 0; o < outer; o++)
            for (long i = 0; i < inner; i++)
            {
                T best = x[o * length * inner + i];
                for (long l = 1; l < length; l++)
                {
                    T value = x[(o * length + l) * inner + i];
                    best = least ? T.Min(best, value) : T.Max(best, value);
                }
                y[o * inner + i] = best;
            }
    }
}

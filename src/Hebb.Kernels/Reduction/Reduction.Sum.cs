using System.Numerics;

namespace Hebb.Kernels;

internal static unsafe partial class Reduction
{
    private static void Sum<T>(T* x, T* y, long outer, long length, long inner) where T : unmanaged, INumber<T>
    {
        for (long o = 0; o < outer; o++)
            for (long i = 0; i < inner; i++)
            {
                T sum = T.Zero;
                for (long l = 0; l < length; l++) sum += x[(o * length + l) * inner + i];
                y[o * inner + i] = sum;
            }
    }
}

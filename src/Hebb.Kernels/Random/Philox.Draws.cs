using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

internal static unsafe partial class Philox
{
    /// <summary>Elements whose bits are made at once, in the nearest cache.</summary>
    private const int Batch = 1024;

    /// <summary>y[i] uniform in [0, 1): a multiple of 2^-24 (Float32) or 2^-53 (Float64).</summary>
    public static void Uniform(in View y, ulong key, ulong counterStart)
    {
        if (y.DType == DType.Float32) Run<float, Draws.Uniform<float>>(y, key, counterStart);
        else Run<double, Draws.Uniform<double>>(y, key, counterStart);
    }

    /// <summary>y[i] standard normal.</summary>
    public static void Normal(in View y, ulong key, ulong counterStart)
    {
        if (y.DType == DType.Float32) Run<float, Draws.Normal<float>>(y, key, counterStart);
        else Run<double, Draws.Normal<double>>(y, key, counterStart);
    }

    /// <summary>y[i] standard normal given that it lies between -2 and 2.</summary>
    public static void TruncatedNormal(in View y, ulong key, ulong counterStart)
    {
        if (y.DType == DType.Float32) Run<float, Draws.TruncatedNormal<float>>(y, key, counterStart);
        else Run<double, Draws.TruncatedNormal<double>>(y, key, counterStart);
    }

    /// <summary>y[i] an integer (Int32 or Int64) from <paramref name="lowInclusive"/> to <paramref name="highExclusive"/> - 1: the range times 64 random bits,
    /// the high half of the product.</summary>
    /// <remarks>No result is likelier than another by more than one part in 2^64 / range.</remarks>
    public static void Integers(in View y, ulong key, ulong counter, long lowInclusive, long highExclusive)
    {
        Debug.Assert(lowInclusive < highExclusive);
        if (y.DType == DType.Int64) Host<long, Range>((long*)y.Address, y.Count, key, counter, new(lowInclusive, highExclusive));
        else Host<int, Range>((int*)y.Address, y.Count, key, counter, new(lowInclusive, highExclusive));
    }

    /// <summary>y[i] is 1 with the given probability and else 0, in any dtype.</summary>
    public static void Bernoulli(in View y, double probability, ulong key, ulong counter)
    {
        switch (y.DType)
        {
            case DType.Float32: Host<float, Chance>((float*)y.Address, y.Count, key, counter, new(probability)); break;
            case DType.Float64: Host<double, Chance>((double*)y.Address, y.Count, key, counter, new(probability)); break;
            case DType.Int32: Host<int, Chance>((int*)y.Address, y.Count, key, counter, new(probability)); break;
            case DType.Int64: Host<long, Chance>((long*)y.Address, y.Count, key, counter, new(probability)); break;
            default: Host<byte, Chance>((byte*)y.Address, y.Count, key, counter, new(probability)); break;
        }
    }

    private static void Run<T, TDraw>(in View y, ulong key, ulong counter) where T : unmanaged where TDraw : IDraw<T>
    {
        VectorWork<T, TDraw> work = new() { Y = (T*)y.Address, Count = y.Count, Key = key, Counter = counter };
        work.Cut = new((y.Count + Batch - 1) / Batch, 4 * Batch);
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private static void Host<T, TRule>(T* y, long count, ulong key, ulong counter, TRule rule) where T : unmanaged, INumber<T> where TRule : struct, IRule
    {
        ScalarWork<T, TRule> work = new() { Y = y, Count = count, Key = key, Counter = counter, Rule = rule };
        work.Cut = new((count + Batch - 1) / Batch, 8 * Batch);
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    /// <summary>A batch of random bits, then the batch of elements that they become.</summary>
    private struct VectorWork<T, TDraw> : IChunkedWork where T : unmanaged where TDraw : IDraw<T>
    {
        public T* Y;
        public long Count;
        public ulong Key, Counter;
        public Cut Cut;

        [SkipLocalsInit]
        public readonly void Run(int chunk, int worker)
        {
            T* bits = stackalloc T[Batch], scratch = stackalloc T[Batch];
            for (long batch = Cut.Start(chunk); batch < Cut.End(chunk); batch++)
            {
                long start = batch * Batch, count = Math.Min(Batch, Count - start);
                if (sizeof(T) == 4) PhiloxBits.Narrow(Key, Counter, (ulong)start / 64, (int)(count + 63) / 64, (uint*)bits);
                else PhiloxBits.Wide(Key, Counter, (ulong)start / 32, (int)(count + 31) / 32, (ulong*)bits);
                TDraw.Draw(bits, scratch, (int)(count + 15) / 16 * 16);
                Buffer.MemoryCopy(bits, Y + start, count * sizeof(T), count * sizeof(T));
            }
        }
    }

    /// <summary>What 64 bits become, one number at a time.</summary>
    private interface IRule
    {
        long Apply(ulong bits);
    }

    private readonly struct Range(long low, long high) : IRule
    {
        private readonly ulong _range = (ulong)high - (ulong)low;

        public long Apply(ulong bits) => low + (long)Math.BigMul(_range, bits, out _);
    }

    private readonly struct Chance(double probability) : IRule
    {
        public long Apply(ulong bits) => (bits >> 11) * (1.0 / (1L << 53)) < probability ? 1 : 0;
    }

    private struct ScalarWork<T, TRule> : IChunkedWork where T : unmanaged, INumber<T> where TRule : struct, IRule
    {
        public T* Y;
        public long Count;
        public ulong Key, Counter;
        public TRule Rule;
        public Cut Cut;

        [SkipLocalsInit]
        public readonly void Run(int chunk, int worker)
        {
            ulong* bits = stackalloc ulong[Batch];
            for (long batch = Cut.Start(chunk); batch < Cut.End(chunk); batch++)
            {
                long start = batch * Batch, count = Math.Min(Batch, Count - start);
                PhiloxBits.Wide(Key, Counter, (ulong)start / 32, (int)(count + 31) / 32, bits);
                for (long i = 0; i < count; i++) Y[start + i] = T.CreateTruncating(Rule.Apply(bits[i]));
            }
        }
    }
}

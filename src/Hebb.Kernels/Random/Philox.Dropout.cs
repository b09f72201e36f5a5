using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

internal static unsafe partial class Philox
{
    /// <summary>y = x * (u &gt;= rate) / (1 - rate), u uniform in [0, 1) in steps of 2^-16: what is kept is scaled so that the mean stays. Its gradient is the
    /// same call on the gradient. y may be x.</summary>
    /// <remarks>The rate is rounded to a multiple of 2^-16: sixteen bits decide as well as thirty-two, in half the time. Float32 and Float64 drop the same
    /// elements. A dropped NaN stays NaN.</remarks>
    public static void Dropout(in View x, in View y, double rate, ulong key, ulong counter)
    {
        Debug.Assert(x.DType == y.DType && x.Count == y.Count && rate is >= 0 and <= 1);
        if (y.DType == DType.Float32) DropoutWork<float>.Start(x, y, rate, key, counter);
        else DropoutWork<double>.Start(x, y, rate, key, counter);
    }

    /// <summary>The same on some elements of a tensor, in place: what the whole call would do to those from <paramref name="first"/> on.</summary>
    public static void DropoutPart(in View part, long first, double rate, ulong key, ulong counter)
    {
        if (part.DType == DType.Float32) DropoutWork<float>.RunPart(part, first, rate, key, counter);
        else DropoutWork<double>.RunPart(part, first, rate, key, counter);
    }

    private struct DropoutWork<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int Group = 128;

        private readonly T* _x, _y;
        private readonly T _scale;
        private readonly uint _threshold;
        private readonly long _count;
        private readonly ulong _key, _counter;
        private readonly Cut _cut;

        private DropoutWork(in View x, in View y, double rate, ulong key, ulong counter)
        {
            _x = (T*)x.Address;
            _y = (T*)y.Address;
            (_count, _key, _counter) = (y.Count, key, counter);
            (_scale, _threshold) = (T.CreateTruncating(rate < 1 ? 1 / (1 - rate) : 0), (uint)Math.Round(rate * 65536));
            _cut = new((y.Count + Batch - 1) / Batch, 2 * Batch);
        }

        public static void Start(in View x, in View y, double rate, ulong key, ulong counter)
        {
            DropoutWork<T> work = new(x, y, rate, key, counter);
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        /// <summary>Numbers come in groups; of a group that begins before the part or ends after it, the part's elements are put in their places, with any
        /// others beside them.</summary>
        [SkipLocalsInit]
        public static void RunPart(in View part, long first, double rate, ulong key, ulong counter)
        {
            DropoutWork<T> work = new(part, part, rate, key, counter);
            uint* words = stackalloc uint[Batch / 2];
            T* group = stackalloc T[Group];
            for (long done = 0, count; done < work._count; done += count)
            {
                long at = first + done, before = at % Group, left = work._count - done;
                bool whole = before == 0 && left >= Group;
                count = whole ? Math.Min(Batch, left / Group * Group) : Math.Min(Group - before, left);
                PhiloxBits.Narrow(key, counter, (ulong)(at / Group), (int)((count + Group - 1) / Group), words);
                T* elements = work._x + done, target = whole ? elements : group;
                if (!whole) new ReadOnlySpan<T>(elements, (int)count).CopyTo(new(group + before, (int)count));
                Keep(words, target, target, whole ? count : Group, work._threshold, work._scale);
                if (!whole) new ReadOnlySpan<T>(group + before, (int)count).CopyTo(new(elements, (int)count));
            }
        }

        [SkipLocalsInit]
        public readonly void Run(int chunk, int worker)
        {
            uint* words = stackalloc uint[Batch / 2];
            for (long batch = _cut.Start(chunk); batch < _cut.End(chunk); batch++)
            {
                long start = batch * Batch, count = Math.Min(Batch, _count - start);
                PhiloxBits.Narrow(_key, _counter, (ulong)start / Group, (int)(count + Group - 1) / Group, words);
                Keep(words, _x + start, _y + start, count, _threshold, _scale);
            }
        }

        /// <summary>Sixteen words decide over sixteen elements with their low halves, and over those 64 further on with their high halves.</summary>
        [MethodImpl(AggressiveOptimization)]
        private static void Keep(uint* words, T* x, T* y, long count, uint threshold, T scale)
        {
            Vector512<uint> least = Vector512.Create(threshold), low = Vector512.Create(0xFFFFu);
            Vector512<T> factor = Vector512.Create(scale);
            for (; count > 0; count -= Group / 2, x += Group / 2, y += Group / 2)
                for (int i = 0; i < 64; i += 16, words += 16, x += 16, y += 16, count -= 16)
                {
                    Vector512<uint> bits = Vector512.Load(words);
                    Scale(Vector512.GreaterThanOrEqual(bits & low, least), factor, x, y, count);
                    Scale(Vector512.GreaterThanOrEqual(bits >>> 16, least), factor, x + 64, y + 64, count - 64);
                }
        }

        /// <summary>Sixteen elements: a vector of floats, or two of doubles.</summary>
        [MethodImpl(AggressiveInlining)]
        private static void Scale(Vector512<uint> kept, Vector512<T> factor, T* x, T* y, long left)
        {
            if (sizeof(T) == 4) Part.StoreUpTo(Part.LoadUpTo(x, left, default) * (kept.As<uint, T>() & factor), y, left);
            else
            {
                Part.StoreUpTo(Part.LoadUpTo(x, left, default) * (Vector512.WidenLower(kept.AsInt32()).As<long, T>() & factor), y, left);
                Part.StoreUpTo(Part.LoadUpTo(x + 8, left - 8, default) * (Vector512.WidenUpper(kept.AsInt32()).As<long, T>() & factor), y + 8, left - 8);
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>y = exp(x - max x) / sum exp(x - max x), each row by itself.</summary>
internal static unsafe class Softmax
{
    /// <summary>The softmax of each row.</summary>
    public static void Run(in View x, in View y, long rows, int length)
    {
        if (x.DType == DType.Float32) Work<float>.Start(x.Address, y.Address, 0, rows, length);
        else Work<double>.Start(x.Address, y.Address, 0, rows, length);
    }

    /// <summary>gx = y * (gy - sum of y * gy), each row by itself.</summary>
    public static void Gradient(in View y, in View gy, in View gx, long rows, int length)
    {
        if (y.DType == DType.Float32) Work<float>.Start(y.Address, gx.Address, gy.Address, rows, length);
        else Work<double>.Start(y.Address, gx.Address, gy.Address, rows, length);
    }

    /// <summary>Forward when there is no gradient to read, backward when there is.</summary>
    private struct Work<T> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private T* _in, _out, _gradient;
        private int _length;
        private Cut _cut;

        public static void Start(nint input, nint output, nint gradient, long rows, int length)
        {
            Work<T> work = new() { _in = (T*)input, _out = (T*)output, _gradient = (T*)gradient, _length = length, _cut = new(rows, 4L * length + 16) };
            WorkerPool.Run(ref work, work._cut.Chunks);
        }

        public readonly void Run(int chunk, int worker)
        {
            long first = _cut.Start(chunk), offset = first * _length, rows = _cut.End(chunk) - first;
            if (_gradient == null) Forward(_in + offset, _out + offset, rows, _length);
            else Backward(_in + offset, _gradient + offset, _out + offset, rows, _length);
        }

        [MethodImpl(AggressiveOptimization)]
        private static void Forward(T* x, T* y, long rows, int length)
        {
            for (; rows > 0; rows--, x += length, y += length)
                SoftmaxRow<T>.Scale(y, length, Vector512.Create(T.One / SoftmaxRow<T>.SumOfExponentials(x, y, length, out _)));
        }

        [MethodImpl(AggressiveOptimization)]
        private static void Backward(T* y, T* gy, T* gx, long rows, int length)
        {
            int lanes = Vector512<T>.Count;
            for (; rows > 0; rows--, y += length, gy += length, gx += length)
            {
                Vector512<T> dot = default;
                for (int i = 0; i < length; i += lanes) dot += Part.LoadUpTo(y + i, length - i, default) * Part.LoadUpTo(gy + i, length - i, default);
                dot = Vector512.Create(Combiner.Fold<T, Combiner.Add<T>>(dot));
                for (int i = 0; i < length; i += lanes)
                    Part.StoreUpTo(Part.LoadUpTo(y + i, length - i, default) * (Part.LoadUpTo(gy + i, length - i, default) - dot), gx + i, length - i);
            }
        }
    }
}

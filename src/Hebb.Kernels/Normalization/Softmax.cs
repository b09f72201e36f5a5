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
        if (x.DType == DType.Float32) SoftmaxWork<float, Rows<float>>.Forward(x, y, rows, length);
        else SoftmaxWork<double, Rows<double>>.Forward(x, y, rows, length);
    }

    /// <summary>gx = y * (gy - sum of y * gy), each row by itself.</summary>
    public static void Gradient(in View y, in View gy, in View gx, long rows, int length)
    {
        if (y.DType == DType.Float32) SoftmaxWork<float, Rows<float>>.Backward(y, gy, gx, rows, length);
        else SoftmaxWork<double, Rows<double>>.Backward(y, gy, gx, rows, length);
    }

    private readonly struct Rows<T> : IRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(AggressiveOptimization)]
        public static void Forward(T* x, T* y, long rows, int length)
        {
            for (; rows > 0; rows--, x += length, y += length)
                SoftmaxRow<T>.Scale(y, length, Vector512.Create(T.One / SoftmaxRow<T>.SumOfExponentials(x, y, length, out _)));
        }

        [MethodImpl(AggressiveOptimization)]
        public static void Backward(T* y, T* gy, T* gx, long rows, int length)
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

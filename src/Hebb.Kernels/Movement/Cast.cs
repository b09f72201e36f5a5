using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>Converts between element types.</summary>
/// <remarks>Float to integer drops the fraction and saturates, NaN becomes 0; integer to a narrower integer saturates; to Bool is != 0 (so NaN is true); Bool
/// is 0 or 1.</remarks>
internal static unsafe class Cast
{
    /// <summary>y[i] = x[i] in y's type.</summary>
    public static void Run(in View x, in View y)
    {
        Debug.Assert(x.Count == y.Count);
        if (x.DType == y.DType) Fill.Copy(x, y);
        else
            switch (x.DType)
            {
                case DType.Float32: From<float>(x, y); break;
                case DType.Float64: From<double>(x, y); break;
                case DType.Int32: From<int>(x, y); break;
                case DType.Int64: From<long>(x, y); break;
                default: From<byte>(x, y); break;
            }
    }

    private static void From<T>(in View x, in View y) where T : unmanaged, INumber<T>
    {
        switch (y.DType)
        {
            case DType.Float32: Work<T, float>(x, y); break;
            case DType.Float64: Work<T, double>(x, y); break;
            case DType.Int32: Work<T, int>(x, y); break;
            case DType.Int64: Work<T, long>(x, y); break;
            case DType.Bool: Work<T, byte>(x, y); break;
            default: Work<T, byte>(x, y); break;
        }
    }

    private static void Work<T, TTo>(in View x, in View y) where T : unmanaged, INumber<T> where TTo : unmanaged, INumber<TTo>
    {
        CastWork<T, TTo> work = new() { X = (T*)x.Address, Y = (TTo*)y.Address, Truth = y.DType == DType.Bool, Cut = new(x.Count, 1) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private struct CastWork<T, TTo> : IChunkedWork where T : unmanaged, INumber<T> where TTo : unmanaged, INumber<TTo>
    {
        public T* X;
        public TTo* Y;
        public bool Truth;
        public Cut Cut;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int chunk, int worker)
        {
            long i = Cut.Start(chunk), end = Cut.End(chunk);
            if (typeof(T) == typeof(byte) && typeof(TTo) == typeof(float))
                for (; i + 16 <= end; i += 16)   // images at rest: sixteen bytes are widened to sixteen floats
                {
                    Vector512<byte> bytes = Vector128.Load((byte*)X + i).ToVector256Unsafe().ToVector512Unsafe();
                    Vector512.Store(Vector512.ConvertToSingle(Vector512.WidenLower(Vector512.WidenLower(bytes)).AsInt32()), (float*)Y + i);
                }
            for (; i < end; i++) Y[i] = !Truth ? TTo.CreateSaturating(X[i]) : X[i] != T.Zero ? TTo.One : TTo.Zero;
        }
    }
}

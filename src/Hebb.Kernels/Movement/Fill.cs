using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>Writes constants, copies and ranges.</summary>
internal static unsafe class Fill
{
    /// <summary>Every element of y becomes the value, cast as <see cref="Cast"/> does.</summary>
    public static void Constant(in View y, double value)
    {
        switch (y.DType)
        {
            case DType.Float32: Constant(y, (float)value); break;
            case DType.Float64: Constant<double>(y, value); break;   // named: the overload for double is this method
            case DType.Int32: Constant(y, int.CreateSaturating(value)); break;
            case DType.Int64: Constant(y, long.CreateSaturating(value)); break;
            case DType.Bool: Constant(y, (byte)(value != 0 ? 1 : 0)); break;
            default: Constant(y, byte.CreateSaturating(value)); break;
        }
    }

    /// <summary>y becomes zero, whatever its type.</summary>
    public static void Zero(in View y)
    {
        BytesWork work = new() { Y = (byte*)y.Address, Cut = new(y.Count * y.DType.Size(), 1) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    /// <summary>y = x, of the same type and count.</summary>
    public static void Copy(in View x, in View y)
    {
        Debug.Assert(x.DType == y.DType && x.Count == y.Count);
        BytesWork work = new() { X = (byte*)x.Address, Y = (byte*)y.Address, Cut = new(y.Count * y.DType.Size(), 1) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    /// <summary>y[i] = start + i * step, computed in double and cast: every element by itself, no running sum.</summary>
    public static void Range(in View y, double start, double step)
    {
        switch (y.DType)
        {
            case DType.Float32: Range((float*)y.Address, y.Count, start, step); break;
            case DType.Float64: Range((double*)y.Address, y.Count, start, step); break;
            case DType.Int32: Range((int*)y.Address, y.Count, start, step); break;
            case DType.Int64: Range((long*)y.Address, y.Count, start, step); break;
            default: Range((byte*)y.Address, y.Count, start, step); break;
        }
    }

    private static void Constant<T>(in View y, T value) where T : unmanaged
    {
        ConstantWork<T> work = new() { Y = (T*)y.Address, Value = value, Cut = new(y.Count, 1) };
        WorkerPool.Run(ref work, work.Cut.Chunks);
    }

    private static void Range<T>(T* y, long count, double start, double step) where T : unmanaged, INumber<T>
    {
        for (long i = 0; i < count; i++) y[i] = T.CreateSaturating(start + i * step);
    }

    private struct ConstantWork<T> : IChunkedWork where T : unmanaged
    {
        public T* Y;
        public T Value;
        public Cut Cut;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int chunk, int worker)
        {
            T* y = Y + Cut.Start(chunk);
            Vector512<T> value = Vector512.Create(Value);
            for (long left = Cut.End(chunk) - Cut.Start(chunk); left > 0; left -= Vector512<T>.Count, y += Vector512<T>.Count) Part.StoreUpTo(value, y, left);
        }
    }

    private struct BytesWork : IChunkedWork
    {
        public byte* X, Y;
        public Cut Cut;

        public readonly void Run(int chunk, int worker)
        {
            long start = Cut.Start(chunk), bytes = Cut.End(chunk) - start;
            if (X == null) NativeMemory.Clear(Y + start, (nuint)bytes);
            else Buffer.MemoryCopy(X + start, Y + start, bytes, bytes);
        }
    }
}

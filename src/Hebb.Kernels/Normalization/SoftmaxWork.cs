using System.Numerics;

namespace Hebb.Kernels;

/// <summary>What is done to neighbouring rows that know nothing of each other, forward and backward.</summary>
internal unsafe interface IRows<T> where T : unmanaged
{
    /// <summary>y from x.</summary>
    static abstract void Forward(T* x, T* y, long rows, int length);

    /// <summary>The gradient by x, from y and the gradient by y.</summary>
    static abstract void Backward(T* y, T* gy, T* gx, long rows, int length);
}

/// <summary>All rows in chunks: forward when there is no gradient to read, backward when there is.</summary>
internal unsafe struct SoftmaxWork<T, TRows> : IChunkedWork where T : unmanaged, IBinaryFloatingPointIeee754<T> where TRows : struct, IRows<T>
{
    private T* _in, _out, _gradient;
    private int _length;
    private Cut _cut;

    /// <summary>y of each row of x.</summary>
    public static void Forward(in View x, in View y, long rows, int length) => Start(x.Address, y.Address, 0, rows, length);

    /// <summary>The gradient by x, from y and the gradient by y.</summary>
    public static void Backward(in View y, in View gy, in View gx, long rows, int length) => Start(y.Address, gx.Address, gy.Address, rows, length);

    public readonly void Run(int chunk, int worker)
    {
        long first = _cut.Start(chunk), offset = first * _length, rows = _cut.End(chunk) - first;
        if (_gradient == null) TRows.Forward(_in + offset, _out + offset, rows, _length);
        else TRows.Backward(_in + offset, _gradient + offset, _out + offset, rows, _length);
    }

    private static void Start(nint input, nint output, nint gradient, long rows, int length)
    {
        SoftmaxWork<T, TRows> work = new() { _in = (T*)input, _out = (T*)output, _gradient = (T*)gradient, _length = length };
        work._cut = new(rows, 4L * length + 16);
        WorkerPool.Run(ref work, work._cut.Chunks);
    }
}

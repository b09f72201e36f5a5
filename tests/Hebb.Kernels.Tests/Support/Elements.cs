using System.Numerics;

namespace Hebb.Kernels.Tests;

/// <summary>Elements for a kernel under test: a page that may not be touched follows the last one, and the bytes before the first are looked at by
/// <see cref="Dispose"/>.</summary>
internal sealed unsafe class Elements<T> : IDisposable where T : unmanaged, IEquatable<T>
{
    private const int Page = 4096;

    private readonly GuardedMemory _memory;
    private readonly int _bytes, _before;

    public Elements(params ReadOnlySpan<int> shape)
    {
        Shape s = Shape.Create(shape);
        _bytes = checked((int)s.Count) * sizeof(T);
        _before = (Page - _bytes % Page) % Page;
        _memory = new(_bytes);
        new Span<byte>(_memory.Start - _before, _bytes + _before).Fill(0xA5);
        View = new((nint)_memory.Start, DTypes.Of<T>(), s);
    }

    public View View { get; }

    public Span<T> Span => View.AsSpan<T>();

    public T this[int index] => Span[index];

    public Elements<T> With(Func<int, T> value)
    {
        Span<T> span = Span;
        for (int i = 0; i < span.Length; i++) span[i] = value(i);
        return this;
    }

    public byte[] Bits() => _memory.ToArray(_bytes);

    public void Dispose()
    {
        bool whole = new ReadOnlySpan<byte>(_memory.Start - _before, _before).IndexOfAnyExcept((byte)0xA5) < 0;
        _memory.Dispose();
        Assert.True(whole, "the kernel wrote before its output");
    }
}

/// <summary>Ways to make and compare elements.</summary>
internal static class Elements
{
    /// <summary>Numbers between -1 and 1 that look random and are the same every time.</summary>
    public static double Noise(long i, int salt = 0)
    {
        ulong z = (ulong)i * 0x9E3779B97F4A7C15 + (ulong)salt * 0xD1B54A32D192ED03 + 1;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (2.0 / (1L << 53)) - 1;
    }

    public static Elements<float> Floats(params ReadOnlySpan<int> shape) => new Elements<float>(shape).With(i => (float)Noise(i));

    public static Elements<double> Doubles(params ReadOnlySpan<int> shape) => new Elements<double>(shape).With(i => Noise(i));

    public static void Near<T>(double expected, T actual, double tolerance, string what = "") where T : unmanaged, INumber<T>
    {
        double value = double.CreateTruncating(actual);
        bool same = double.IsNaN(expected) ? double.IsNaN(value)
            : value == expected || Math.Abs(value - expected) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(same, $"{what}: expected {expected:R}, got {value:R}");
    }

    /// <summary>Runs the kernel with 1, 2, 3 and 8 threads and demands the same bits.</summary>
    public static void SameOnAnyThreads<T>(Elements<T> output, Action kernel) where T : unmanaged, IEquatable<T>
    {
        int threads = WorkerPool.Threads;
        try
        {
            WorkerPool.Threads = 1;
            kernel();
            byte[] one = output.Bits();
            foreach (int n in (ReadOnlySpan<int>)[2, 3, 8])
            {
                WorkerPool.Threads = n;
                output.Span.Clear();
                kernel();
                Assert.Equal(one, output.Bits());
            }
        }
        finally
        {
            WorkerPool.Threads = threads;
        }
    }
}

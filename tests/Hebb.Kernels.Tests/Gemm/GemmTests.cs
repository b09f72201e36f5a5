using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public sealed class GemmTests : IDisposable
{
    private readonly int _threads = WorkerPool.Threads;

    public void Dispose() => WorkerPool.Threads = _threads;

    private static bool HasFma => Fma.IsSupported || AdvSimd.IsSupported;

    internal static IEnumerable<VectorWidth> Widths()
    {
        yield return VectorWidth.Scalar;
        if (Vector128.IsHardwareAccelerated) yield return VectorWidth.Bits128;
        if (Vector256.IsHardwareAccelerated) yield return VectorWidth.Bits256;
        if (Vector512.IsHardwareAccelerated) yield return VectorWidth.Bits512;
    }

    [Fact]
    public void Products_of_many_shapes_equal_plain_loops_in_double()
    {
        Random random = new(1);
        for (int round = 0; round < 120; round++)
        {
            (int m, int k, int n) = (random.Next(1, 70), random.Next(0, 90), random.Next(1, 70));
            if (round % 20 == 0) (m, k, n) = (random.Next(1, 100), random.Next(1000, 2000), random.Next(1, 40));
            using Case<float> problem = new(m, k, n, round % 2 == 1, round / 2 % 2 == 1, seed: round);
            using Case<double> exact = new(m, k, n, round % 2 == 1, round / 2 % 2 == 1, seed: round);
            foreach (VectorWidth width in Widths())
            {
                bool accumulate = random.Next(2) == 0;
                problem.AssertEqualsPlainLoops(accumulate, width, 1e-6 * Math.Sqrt(k + 1));
                exact.AssertEqualsPlainLoops(accumulate, width, 1e-14 * Math.Sqrt(k + 1));
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 300, 1)]
    [InlineData(1, 784, 512)]
    [InlineData(2, 90, 517)]
    [InlineData(3, 41, 260)]
    [InlineData(100, 128, 10)]
    [InlineData(513, 60, 23)]
    [InlineData(1300, 33, 3)]
    [InlineData(300, 170, 1)]
    [InlineData(2, 130, 150)]
    [InlineData(128, 512, 10)]
    [InlineData(300, 70, 300)]
    [InlineData(257, 1100, 130)]
    [InlineData(33, 1100, 1000)]
    [InlineData(20, 5000, 30)]
    [InlineData(150, 8192, 16)]
    [InlineData(3, 20000, 2)]
    public void The_bits_depend_neither_on_threads_nor_on_the_width(int m, int k, int n)
    {
        foreach (bool transposed in new[] { false, true })
        {
            using Case<float> problem = new(m, k, n, transposed, !transposed, seed: m);
            float[]? first = null;
            foreach ((VectorWidth width, int threads) in new[] { 1, 2, 3, 8 }.Select(threads => (VectorWidth.Widest, threads))
                .Concat(Widths().Where(_ => HasFma).Select(width => (width, 2))))
            {
                WorkerPool.Threads = threads;
                float[] now = problem.Multiply(accumulate: true, width);
                first ??= now;
                Assert.True(MemoryMarshal.AsBytes<float>(first).SequenceEqual(MemoryMarshal.AsBytes<float>(now)), $"{width} on {threads} threads");
            }
        }
    }

    [Theory]
    [InlineData(13, 511, 37)]
    [InlineData(1, 301, 70)]
    [InlineData(3, 85, 33)]
    [InlineData(77, 130, 10)]
    [InlineData(90, 20, 2)]
    [InlineData(150, 210, 1)]
    [InlineData(2, 150, 201)]
    public void A_sum_is_one_chain_of_fused_multiply_adds_in_order(int rows, int depth, int columns)
    {
        foreach (bool accumulate in new[] { false, true })
            for (int transposes = 0; transposes < 4; transposes++)
            {
                using Case<float> problem = new(rows, depth, columns, (transposes & 1) != 0, (transposes & 2) != 0, seed: 5);
                float[] c = problem.Multiply(accumulate, VectorWidth.Widest);
                for (int i = 0; i < rows; i++)
                    for (int j = 0; j < columns; j++)
                    {
                        float sum = accumulate ? problem.Start[i * columns + j] : 0;
                        for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(problem.A(i, k), problem.B(k, j), sum);
                        if (HasFma) Assert.Equal(BitConverter.SingleToInt32Bits(sum), BitConverter.SingleToInt32Bits(c[i * columns + j]));
                    }
            }
    }

    [Fact]
    public void No_depth_gives_zeros_or_what_was_there()
    {
        using Case<float> problem = new(5, 0, 40, false, false, seed: 2);
        Assert.All(problem.Multiply(accumulate: false, VectorWidth.Widest), value => Assert.Equal(0f, value));
        Assert.Equal(problem.Start, problem.Multiply(accumulate: true, VectorWidth.Widest));
    }

    [Fact]
    public void Nothing_is_touched_outside_of_the_matrices()
    {
        foreach (VectorWidth width in Widths())
            foreach (bool atStart in new[] { false, true })
                for (int size = 1; size < 70; size += size < 20 ? 1 : 7)
                    foreach ((int m, int k, int n) in new[]
                    {
                        (size, 7, 33), (9, size, 17), (10, 5, size), (2, 9, size), (3, size, 20), (size + 31, 11, 10), (size + 31, 67, 1),
                        (size, size, size), (1, size, 1),
                    })
                        for (int transposes = 0; transposes < 4; transposes++)
                            {
                            using Case<float> problem = new(m, k, n, (transposes & 1) != 0, (transposes & 2) != 0, seed: 3, atStart: atStart);
                            problem.Run(true, width);
                        }
    }

    [Fact]
    public void A_result_within_a_wider_matrix_leaves_its_neighbours_alone()
    {
        unsafe
        {
            float[] a = [.. Enumerable.Range(0, 6).Select(i => (float)i)], b = [1, 2, 3, 4, 5, 6], c = [.. Enumerable.Repeat(-1f, 14)];
            fixed (float* pa = a, pb = b, pc = c)
                Gemm.Multiply(new((nint)pa, DType.Float32, 2, 3, 3, 1), new((nint)pb, DType.Float32, 3, 2, 2, 1),
                    new((nint)(pc + 2), DType.Float32, 2, 2, 7, 1));
            Assert.Equal([-1, -1, 13, 16, -1, -1, -1, -1, -1, 40, 52, -1, -1, -1], c);
        }
    }

    [Theory]
    [InlineData(new[] { 5 }, new[] { 5 })]
    [InlineData(new[] { 5 }, new[] { 1 })]
    [InlineData(new[] { 5 }, new int[0])]
    [InlineData(new int[0], new[] { 4 })]
    [InlineData(new[] { 3, 1 }, new[] { 2 })]
    [InlineData(new[] { 2, 1, 3 }, new[] { 4, 1 })]
    public void Leading_axes_broadcast_as_in_NumPy(int[] left, int[] right)
    {
        int rank = Math.Max(left.Length, right.Length);
        int[] axes = [.. Enumerable.Range(0, rank).Select(i => Math.Max(At(left, i, rank), At(right, i, rank)))];
        foreach ((int m, int k, int n) in new[] { (3, 4, 5), (20, 33, 18) })
            for (int transposes = 0; transposes < 4; transposes++)
            {
                (bool ta, bool tb) = ((transposes & 1) != 0, (transposes & 2) != 0);
                double[] a = Numbers([.. left, m, k]), b = Numbers([.. right, k, n]), c = new double[axes.Aggregate(1, (x, y) => x * y) * m * n];
                unsafe
                {
                    fixed (double* pa = a, pb = b, pc = c)
                        Gemm.MultiplyBatch(new((nint)pa, DType.Float64, Shape.Create([.. left, ta ? k : m, ta ? m : k])),
                            new((nint)pb, DType.Float64, Shape.Create([.. right, tb ? n : k, tb ? k : n])),
                            new((nint)pc, DType.Float64, Shape.Create([.. axes, m, n])), ta, tb);
                }
                for (int index = 0; index < c.Length / (m * n); index++)
                {
                    (int la, int lb) = (Place(index, axes, left), Place(index, axes, right));
                    for (int i = 0; i < m; i++)
                        for (int j = 0; j < n; j++)
                        {
                            double sum = 0;
                            for (int q = 0; q < k; q++) sum += a[la * m * k + (ta ? q * m + i : i * k + q)] * b[lb * k * n + (tb ? j * k + q : q * n + j)];
                            Assert.Equal(sum, c[index * m * n + i * n + j], 1e-12);
                        }
                }
            }

        static int At(int[] axes, int i, int rank) => i - (rank - axes.Length) is >= 0 and int own ? axes[own] : 1;

        static int Place(int index, int[] axes, int[] operand)
        {
            int place = 0, stride = 1;
            for (int axis = axes.Length - 1, own = operand.Length - 1; own >= 0; axis--, own--)
            {
                place += (operand[own] == 1 ? 0 : index % axes[axis]) * stride;
                stride *= operand[own];
                index /= axes[axis];
            }
            return place;
        }

        static double[] Numbers(int[] shape)
        {
            Random random = new(shape[0]);
            return [.. Enumerable.Range(0, shape.Aggregate(1, (x, y) => x * y)).Select(_ => random.NextDouble() - 0.5)];
        }
    }

    [Fact]
    public void A_product_allocates_nothing()
    {
        using Case<float> problem = new(128, 512, 10, false, true, seed: 1);
        WorkerPool.Threads = 2;
        for (int i = 0; i < 50; i++) problem.Run(false, VectorWidth.Widest);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) problem.Run(false, VectorWidth.Widest);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>A product of random matrices, stored as they are or transposed.</summary>
    private sealed unsafe class Case<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int _m, _k, _n;
        private readonly bool _transposeA, _transposeB;
        private readonly GuardedMemory _a, _b, _c;

        public Case(int m, int k, int n, bool transposeA, bool transposeB, int seed, bool atStart = false)
        {
            (_m, _k, _n, _transposeA, _transposeB) = (m, k, n, transposeA, transposeB);
            Random random = new(seed);
            _a = New((long)m * k);
            _b = New((long)k * n);
            _c = New((long)m * n);
            Start = new ReadOnlySpan<T>((T*)_c.Address, m * n).ToArray();

            GuardedMemory New(long count)
            {
                GuardedMemory memory = new((nint)count * sizeof(T), atStart);
                for (long i = 0; i < count; i++) ((T*)memory.Address)[i] = T.CreateChecked(random.NextDouble() - 0.5);
                return memory;
            }
        }

        public T[] Start { get; }

        public T A(int i, int k) => ((T*)_a.Address)[_transposeA ? (nint)k * _m + i : (nint)i * _k + k];

        public T B(int k, int j) => ((T*)_b.Address)[_transposeB ? (nint)j * _k + k : (nint)k * _n + j];

        public void Run(bool accumulate, VectorWidth width)
        {
            DType type = DTypes.Of<T>();
            Matrix a = _transposeA ? new Matrix(_a.Address, type, _k, _m, _m, 1).Transposed : new(_a.Address, type, _m, _k, _k, 1);
            Matrix b = _transposeB ? new Matrix(_b.Address, type, _n, _k, _k, 1).Transposed : new(_b.Address, type, _k, _n, _n, 1);
            Gemm.Multiply(a, b, new(_c.Address, type, _m, _n, _n, 1), accumulate, width);
        }

        public T[] Multiply(bool accumulate, VectorWidth width)
        {
            Start.CopyTo(new Span<T>((T*)_c.Address, Start.Length));
            Run(accumulate, width);
            return new ReadOnlySpan<T>((T*)_c.Address, Start.Length).ToArray();
        }

        public void AssertEqualsPlainLoops(bool accumulate, VectorWidth width, double tolerance)
        {
            T[] c = Multiply(accumulate, width);
            for (int i = 0; i < _m; i++)
                for (int j = 0; j < _n; j++)
                {
                    double sum = accumulate ? double.CreateChecked(Start[i * _n + j]) : 0;
                    for (int k = 0; k < _k; k++) sum += double.CreateChecked(A(i, k)) * double.CreateChecked(B(k, j));
                    double error = Math.Abs(sum - double.CreateChecked(c[i * _n + j]));
                    Assert.True(error <= tolerance, $"{_m}x{_k}x{_n} {_transposeA} {_transposeB} {width} {accumulate}: ({i}, {j}) is off by {error}");
                }
        }

        public void Dispose()
        {
            _a.Dispose();
            _b.Dispose();
            _c.Dispose();
        }
    }
}

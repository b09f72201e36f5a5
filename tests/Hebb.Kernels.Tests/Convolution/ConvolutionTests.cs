using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public sealed class ConvolutionTests : IDisposable
{
    private readonly int _threads = WorkerPool.Threads;

    public void Dispose() => WorkerPool.Threads = _threads;

    /// <summary>Named shapes: LeNet's and ResNet's, and what the edges of the code need.</summary>
    public static TheoryData<string> Named() => [.. s_named.Keys];

    private static readonly Dictionary<string, ConvolutionGeometry> s_named = new()
    {
        ["one pixel"] = new(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0),
        ["LeNet 1"] = new(3, 28, 28, 1, 5, 5, 6, 1, 1, 1, 1, 0, 0, 0, 0),
        ["LeNet 2"] = new(5, 12, 12, 6, 5, 5, 16, 1, 1, 1, 1, 0, 0, 0, 0),
        ["LeNet 1, 20 images"] = new(20, 28, 28, 1, 5, 5, 6, 1, 1, 1, 1, 2, 2, 2, 2),
        ["LeNet 2, 33 images"] = new(33, 12, 12, 6, 5, 5, 16, 1, 1, 1, 1, 0, 0, 0, 0),
        ["first of ResNet"] = new(2, 32, 32, 3, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1),
        ["16 to 16"] = new(2, 16, 16, 16, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1),
        ["8 x 8"] = new(2, 8, 8, 16, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1),
        ["stride 2"] = new(2, 16, 16, 16, 3, 3, 32, 2, 2, 1, 1, 0, 0, 1, 1),
        ["shortcut"] = new(2, 16, 16, 16, 1, 1, 32, 2, 2, 1, 1, 0, 0, 0, 0),
        ["1 x 1"] = new(2, 7, 9, 5, 1, 1, 40, 1, 1, 1, 1, 0, 0, 0, 0),
        ["dilated"] = new(1, 13, 15, 3, 3, 3, 4, 1, 1, 2, 3, 2, 3, 2, 3),
        ["strided and dilated"] = new(1, 19, 18, 3, 3, 4, 5, 3, 2, 2, 3, 2, 1, 3, 4),
        ["kernel as large as the image"] = new(2, 6, 5, 4, 6, 5, 7, 1, 1, 1, 1, 0, 0, 0, 0),
        ["stride larger than the kernel"] = new(2, 11, 11, 3, 2, 2, 4, 4, 3, 1, 1, 0, 0, 0, 0),
        ["padding larger than the kernel"] = new(1, 4, 4, 2, 2, 2, 3, 1, 1, 1, 1, 3, 4, 5, 2),
        ["one row"] = new(2, 1, 50, 2, 1, 7, 18, 1, 2, 1, 1, 0, 3, 0, 3),
        ["47 channels"] = new(1, 9, 9, 31, 3, 3, 47, 1, 1, 1, 1, 1, 1, 1, 1),
        ["many bands"] = new(1, 80, 70, 16, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1),
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void All_three_passes_equal_plain_loops_in_every_width(string name)
    {
        foreach (VectorWidth width in GemmTests.Widths()) new Case<float>(s_named[name], seed: 1).AssertEqualsPlainLoops(width, 3e-5);
        new Case<double>(s_named[name], seed: 1).AssertEqualsPlainLoops(VectorWidth.Widest, 1e-12);
    }

    [Fact]
    public void Random_shapes_equal_plain_loops()
    {
        Random random = new(3);
        for (int round = 0; round < 200; round++)
        {
            ConvolutionGeometry g;
            do
            {
                g = new(random.Next(1, 40), random.Next(1, 14), random.Next(1, 14), random.Next(1, 9), random.Next(1, 5), random.Next(1, 5), random.Next(1, 20),
                    random.Next(1, 4), random.Next(1, 4), random.Next(1, 3), random.Next(1, 3), random.Next(3), random.Next(3), random.Next(3), random.Next(3));
            }
            while (g.Height + g.PadTop + g.PadBottom < g.DilationHeight * (g.KernelHeight - 1) + 1
                || g.Width + g.PadLeft + g.PadRight < g.DilationWidth * (g.KernelWidth - 1) + 1);
            new Case<float>(g, round).AssertEqualsPlainLoops(VectorWidth.Widest, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void The_bits_depend_neither_on_threads_nor_on_the_width(string name)
    {
        Case<float> problem = new(s_named[name], seed: 7);
        foreach (int pass in new[] { 0, 1, 2 })
        {
            float[]? first = null;
            foreach ((VectorWidth width, int threads) in new[] { 1, 2, 3, 8 }.Select(threads => (VectorWidth.Widest, threads))
                .Concat(GemmTests.Widths().Where(_ => Fma.IsSupported || AdvSimd.IsSupported).Select(width => (width, 2))))
            {
                WorkerPool.Threads = threads;
                float[] now = problem.Run(pass, width);
                first ??= now;
                Assert.True(MemoryMarshal.AsBytes<float>(first).SequenceEqual(MemoryMarshal.AsBytes<float>(now)), $"pass {pass}, {width} on {threads} threads");
            }
        }
    }

    [Theory]
    [InlineData(28, 1, 6)]
    [InlineData(12, 6, 16)]
    public void An_image_gets_the_same_bits_alone_and_in_a_batch(int size, int channels, int filters)
    {
        // Alone its vectors hold channels, in a batch of 16 or more they may hold images.
        ConvolutionGeometry batch = new(21, size, size, channels, 5, 5, filters, 1, 1, 1, 1, 0, 0, 0, 0);
        Case<float> many = new(batch, seed: 3), one = new(batch with { Batch = 1 }, seed: 3);
        Assert.Equal(one.Run(0, VectorWidth.Widest), many.Run(0, VectorWidth.Widest)[..(batch.OutHeight * batch.OutWidth * filters)]);
        Assert.Equal(one.Run(1, VectorWidth.Widest, gradient: many), many.Run(1, VectorWidth.Widest)[..(size * size * channels)]);
    }

    [Fact]
    public void No_images_give_a_kernel_gradient_of_zeros() =>
        Assert.All(new Case<float>(new(0, 8, 8, 3, 3, 3, 4, 1, 1, 1, 1, 0, 0, 0, 0), seed: 1).Run(2, VectorWidth.Widest), value => Assert.Equal(0f, value));

    [Fact]
    public void A_workspace_made_for_one_thread_serves_many()
    {
        WorkerPool.Threads = 1;
        Case<float> problem = new(s_named["16 to 16"], seed: 5);
        float[] first = problem.Run(1, VectorWidth.Widest);
        Assert.Equal(first, problem.Run(1, VectorWidth.Widest, beforeRunning: () => WorkerPool.Threads = 8));
    }

    [Fact]
    public void Passes_allocate_nothing()
    {
        WorkerPool.Threads = 2;
        Case<float> problem = new(s_named["stride 2"], seed: 5);
        for (int pass = 0; pass < 3; pass++)
        {
            long allocated = -1;
            for (int i = 0; i < 20; i++) problem.Run(pass, VectorWidth.Widest, measure: bytes => allocated = bytes);
            Assert.Equal(0, allocated);
        }
    }

    /// <summary>A convolution of random numbers, its operands and workspace on fenced memory.</summary>
    private sealed unsafe class Case<T> where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        private readonly ConvolutionGeometry _g;
        private readonly T[] _x, _kernel, _gradient;

        public Case(ConvolutionGeometry g, int seed)
        {
            _g = g;
            Random random = new(seed);
            _kernel = Numbers((long)g.KernelSize * g.OutChannels);
            _x = Numbers((long)g.Batch * g.Height * g.Width * g.InChannels);
            _gradient = Numbers((long)g.Batch * g.OutHeight * g.OutWidth * g.OutChannels);

            T[] Numbers(long count)
            {
                T[] numbers = new T[count];
                for (int i = 0; i < count; i++) numbers[i] = T.CreateChecked(random.NextDouble() - 0.5);
                return numbers;
            }
        }

        /// <summary>Runs a pass (0 forward, 1 input gradient, 2 kernel gradient) and gives its result.</summary>
        public T[] Run(int pass, VectorWidth width, Action? beforeRunning = null, Action<long>? measure = null, Case<T>? gradient = null)
        {
            DType type = DTypes.Of<T>();
            Shape ofX = [_g.Batch, _g.Height, _g.Width, _g.InChannels], ofKernel = [_g.KernelHeight, _g.KernelWidth, _g.InChannels, _g.OutChannels],
                ofY = [_g.Batch, _g.OutHeight, _g.OutWidth, _g.OutChannels];
            T[] left = pass == 1 ? (gradient ?? this)._gradient[.._gradient.Length] : _x, right = pass == 2 ? _gradient : _kernel;
            Shape result = pass == 0 ? ofY : pass == 1 ? ofX : ofKernel;
            long bytes = pass == 0 ? Convolution.ForwardWorkspace(_g, type) : pass == 1 ? Convolution.InputGradientWorkspace(_g, type)
                : Convolution.KernelGradientWorkspace(_g, type);
            using GuardedMemory a = Put(left), b = Put(right), c = new((nint)result.Count * sizeof(T)), workspace = new((nint)(bytes + 63) / 64 * 64);
            new Span<T>((void*)c.Address, (int)result.Count).Fill(T.CreateChecked(77));
            View scratch = new(workspace.Address, DType.UInt8, [checked((int)bytes)]), x = new(a.Address, type, pass == 1 ? ofY : ofX),
                k = new(b.Address, type, pass == 2 ? ofY : ofKernel), y = new(c.Address, type, result);
            beforeRunning?.Invoke();
            long before = GC.GetAllocatedBytesForCurrentThread();
            if (pass == 0) Convolution.Forward(_g, x, k, y, scratch, width);
            else if (pass == 1) Convolution.InputGradient(_g, x, k, y, scratch, width);
            else Convolution.KernelGradient(_g, x, k, y, scratch, width);
            measure?.Invoke(GC.GetAllocatedBytesForCurrentThread() - before);
            return new ReadOnlySpan<T>((void*)c.Address, (int)result.Count).ToArray();

            static GuardedMemory Put(T[] numbers)
            {
                GuardedMemory memory = new(numbers.Length * sizeof(T));
                numbers.CopyTo(new Span<T>((void*)memory.Address, numbers.Length));
                return memory;
            }
        }

        public void AssertEqualsPlainLoops(VectorWidth width, double tolerance)
        {
            double[] y = new double[_gradient.Length], gradX = new double[_x.Length], gradKernel = new double[_kernel.Length];
            for (int n = 0; n < _g.Batch; n++)
                for (int row = 0; row < _g.OutHeight; row++)
                    for (int column = 0; column < _g.OutWidth; column++)
                        for (int kh = 0; kh < _g.KernelHeight; kh++)
                            for (int kw = 0; kw < _g.KernelWidth; kw++)
                            {
                                int h = row * _g.StrideHeight + kh * _g.DilationHeight - _g.PadTop,
                                    w = column * _g.StrideWidth + kw * _g.DilationWidth - _g.PadLeft;
                                if (h < 0 || h >= _g.Height || w < 0 || w >= _g.Width) continue;
                                for (int i = 0; i < _g.InChannels; i++)
                                    for (int o = 0; o < _g.OutChannels; o++)
                                    {
                                        int atX = ((n * _g.Height + h) * _g.Width + w) * _g.InChannels + i,
                                            atY = ((n * _g.OutHeight + row) * _g.OutWidth + column) * _g.OutChannels + o;
                                        int atKernel = ((kh * _g.KernelWidth + kw) * _g.InChannels + i) * _g.OutChannels + o;
                                        double x = double.CreateChecked(_x[atX]), k = double.CreateChecked(_kernel[atKernel]),
                                            g = double.CreateChecked(_gradient[atY]);
                                        y[atY] += x * k;
                                        gradX[atX] += g * k;
                                        gradKernel[atKernel] += x * g;
                                    }
                            }
            AssertClose(y, Run(0, width), "forward");
            AssertClose(gradX, Run(1, width), "input gradient");
            AssertClose(gradKernel, Run(2, width), "kernel gradient");

            void AssertClose(double[] expected, T[] actual, string pass)
            {
                for (int i = 0; i < expected.Length; i++)
                    if (!(Math.Abs(expected[i] - double.CreateChecked(actual[i])) <= tolerance * (1 + Math.Abs(expected[i]))))
                        Assert.Fail($"{_g} {width} {pass}: element {i} is {actual[i]}, not {expected[i]}");
            }
        }
    }
}

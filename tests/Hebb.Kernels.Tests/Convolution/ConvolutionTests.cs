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

    // All computed directly; WinogradTests has the other algorithm.
    private static ConvolutionGeometry Direct(string name) => s_named[name] with { Algorithm = ConvolutionAlgorithm.Direct };

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
        foreach (VectorWidth width in GemmTests.Widths()) new ConvolutionCase<float>(Direct(name), seed: 1).AssertEqualsPlainLoops(width, 3e-5);
        new ConvolutionCase<double>(Direct(name), seed: 1).AssertEqualsPlainLoops(VectorWidth.Widest, 1e-12);
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
            new ConvolutionCase<float>(g, round).AssertEqualsPlainLoops(VectorWidth.Widest, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void The_bits_depend_neither_on_threads_nor_on_the_width(string name)
    {
        ConvolutionCase<float> problem = new(Direct(name), seed: 7);
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

    [Fact]
    public void Images_in_lanes_get_the_bits_of_images_with_channels_last()
    {
        Random random = new(11);
        foreach (VectorWidth width in GemmTests.Widths())
            for (int round = 0; round < 40; round++)
            {
                ConvolutionGeometry g;
                do
                {
                    g = new(16 * random.Next(1, 4), random.Next(1, 14), random.Next(1, 14), random.Next(1, 9), random.Next(1, 5), random.Next(1, 6),
                        random.Next(1, 40), random.Next(1, 4), random.Next(1, 4), random.Next(1, 3), random.Next(1, 3), random.Next(3), random.Next(3),
                        random.Next(3), random.Next(3));
                }
                while (g.Height + g.PadTop + g.PadBottom < g.DilationHeight * (g.KernelHeight - 1) + 1
                    || g.Width + g.PadLeft + g.PadRight < g.DilationWidth * (g.KernelWidth - 1) + 1);
                ConvolutionCase<float> last = new(g, round), lanes = last.InLanes();
                for (int pass = 0; pass < 2; pass++) Assert.Equal(last.Run(pass, width), lanes.Run(pass, width));
                if (new KernelGradientCut(g).Lanes) Assert.Equal(last.Run(2, width), lanes.Run(2, width));
                lanes.AssertEqualsPlainLoops(width, 1e-4);
            }
    }

    [Theory]
    [InlineData(28, 1, 6, 0)]
    [InlineData(28, 1, 6, 2)]
    [InlineData(12, 6, 16, 0)]
    public void Images_in_lanes_get_the_same_bits_in_every_width_and_on_any_number_of_threads(int size, int channels, int filters, int pad)
    {
        ConvolutionGeometry g = new(48, size, size, channels, 5, 5, filters, 1, 1, 1, 1, pad, pad, pad, pad);
        ConvolutionCase<float> last = new(g, seed: 3), lanes = last.InLanes();
        ConvolutionCase<double> wide = new(g, seed: 3);
        for (int pass = 0; pass < 3; pass++)
        {
            float[] expected = last.Run(pass, VectorWidth.Widest);
            foreach (int threads in new[] { 1, 2, 3, 8 })
            {
                WorkerPool.Threads = threads;
                Assert.Equal(expected, lanes.Run(pass, VectorWidth.Widest));
            }
            foreach (VectorWidth width in GemmTests.Widths().Where(_ => Fma.IsSupported || AdvSimd.IsSupported)) Assert.Equal(expected, lanes.Run(pass, width));
            Assert.Equal(wide.Run(pass, VectorWidth.Widest), wide.InLanes().Run(pass, VectorWidth.Widest));
        }
    }

    [Theory]
    [InlineData(28, 1, 6)]
    [InlineData(12, 6, 16)]
    public void An_image_gets_the_same_bits_alone_and_in_a_batch(int size, int channels, int filters)
    {
        // Alone its vectors hold channels, in a batch of 16 or more they may hold images.
        ConvolutionGeometry batch = new(21, size, size, channels, 5, 5, filters, 1, 1, 1, 1, 0, 0, 0, 0);
        ConvolutionCase<float> many = new(batch, seed: 3), one = new(batch with { Batch = 1 }, seed: 3);
        Assert.Equal(one.Run(0, VectorWidth.Widest), many.Run(0, VectorWidth.Widest)[..(batch.OutHeight * batch.OutWidth * filters)]);
        Assert.Equal(one.Run(1, VectorWidth.Widest, gradient: many), many.Run(1, VectorWidth.Widest)[..(size * size * channels)]);
    }

    [Fact]
    public void No_images_give_a_kernel_gradient_of_zeros()
    {
        ConvolutionCase<float> nothing = new(new(0, 8, 8, 3, 3, 3, 4, 1, 1, 1, 1, 0, 0, 0, 0), seed: 1);
        Assert.All(nothing.Run(2, VectorWidth.Widest), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void A_workspace_made_for_one_thread_serves_many()
    {
        WorkerPool.Threads = 1;
        ConvolutionCase<float> problem = new(Direct("16 to 16"), seed: 5);
        float[] first = problem.Run(1, VectorWidth.Widest);
        Assert.Equal(first, problem.Run(1, VectorWidth.Widest, beforeRunning: () => WorkerPool.Threads = 8));
    }

    [Fact]
    public void Passes_allocate_nothing()
    {
        WorkerPool.Threads = 2;
        ConvolutionCase<float> problem = new(Direct("stride 2"), seed: 5);
        for (int pass = 0; pass < 3; pass++)
        {
            long allocated = -1;
            for (int i = 0; i < 20; i++) problem.Run(pass, VectorWidth.Widest, measure: bytes => allocated = bytes);
            Assert.Equal(0, allocated);
        }
    }
}

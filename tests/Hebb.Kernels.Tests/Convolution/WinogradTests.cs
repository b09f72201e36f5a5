using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public sealed class WinogradTests : IDisposable
{
    /// <summary>
    /// What is promised of the error's root mean square, relative to that of the result: 4e-7 times the square root of the number of terms of a sum at a point,
    /// channels or (for the kernel's gradient) tiles of a group; 16 terms at least.
    /// </summary>
    private static double[] Bounds(ConvolutionGeometry g)
    {
        WinogradGradientCut cut = new(g);
        return [Bound(g.InChannels), Bound(g.OutChannels), Bound(cut.GroupRows * cut.TileColumns)];

        static double Bound(int terms) => 4e-7 * Math.Sqrt(Math.Max(terms, 16));
    }

    private readonly int _threads = WorkerPool.Threads;

    public void Dispose() => WorkerPool.Threads = _threads;

    private static readonly Dictionary<string, ConvolutionGeometry> s_named = new()
    {
        ["ResNet-20, 32x32"] = Same(4, 32, 16, 16),
        ["ResNet-20, 16x16"] = Same(4, 16, 32, 32),
        ["ResNet-20, 8x8"] = Same(20, 8, 64, 64),
        ["VGG 64, 32x32"] = Same(2, 32, 64, 64),
        ["VGG 64 to 128, 16x16"] = Same(2, 16, 64, 128),
        ["VGG 128, 16x16"] = Same(2, 16, 128, 128),
        ["many tiles"] = Same(3, 96, 16, 16),
        ["VGG 256, 8x8"] = Same(4, 8, 256, 256),
        ["VGG 512, 4x4"] = Same(33, 4, 512, 512),
        ["MNIST 32 to 64, 26x26 valid"] = new(3, 26, 26, 32, 3, 3, 64, 1, 1, 1, 1, 0, 0, 0, 0),
        ["odd height and width"] = new(3, 13, 19, 48, 3, 3, 80, 1, 1, 1, 1, 1, 1, 1, 1),
        ["each side padded differently"] = new(3, 14, 11, 16, 3, 3, 32, 1, 1, 1, 1, 2, 0, 1, 3),
        ["padding larger than the kernel"] = new(2, 9, 10, 16, 3, 3, 16, 1, 1, 1, 1, 4, 7, 6, 5),
        ["two rows of outputs"] = new(4, 4, 42, 16, 3, 3, 16, 1, 1, 1, 1, 0, 0, 0, 0),
        ["a part of a tile an image"] = new(40, 3, 3, 32, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1),
        ["a row of many tiles"] = new(1, 6, 300, 32, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1),
    };

    private static ConvolutionGeometry Same(int batch, int size, int channels, int filters) =>
        new(batch, size, size, channels, 3, 3, filters, 1, 1, 1, 1, 1, 1, 1, 1);

    public static TheoryData<string> Named() => [.. s_named.Keys];

    [Theory]
    [MemberData(nameof(Named))]
    public void All_three_passes_keep_the_bound_in_every_width(string name)
    {
        Assert.True(WinogradCut.Applies(s_named[name], DType.Float32));
        ConvolutionGeometry g = s_named[name];
        ConvolutionCase<float> problem = new(g, seed: 1);
        double[][] expected = problem.InDoublePrecision();
        foreach (VectorWidth width in GemmTests.Widths()) problem.AssertErrors(expected, width, Bounds(g));
    }

    [Fact]
    public void Random_shapes_keep_the_bound_beside_plain_loops()
    {
        Random random = new(5);
        for (int round = 0; round < 60; round++)
        {
            ConvolutionGeometry g;
            do
            {
                g = new(random.Next(1, 12), random.Next(1, 24), random.Next(1, 24), 16 * random.Next(1, 4), 3, 3, 16 * random.Next(1, 4), 1, 1, 1, 1,
                    random.Next(4), random.Next(4), random.Next(4), random.Next(4));
            }
            while (g.Height + g.PadTop + g.PadBottom < 3 || g.Width + g.PadLeft + g.PadRight < 3 || g.MultiplyAdds > 3_000_000
                || !WinogradCut.Applies(g, DType.Float32));
            ConvolutionCase<float> problem = new(g, round);
            problem.AssertErrors(problem.PlainLoops(), VectorWidth.Widest, Bounds(g));
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void The_bits_depend_neither_on_threads_nor_on_the_width(string name)
    {
        ConvolutionCase<float> problem = new(s_named[name], seed: 7);
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
    public void An_image_gets_the_same_bits_alone_and_in_a_batch()
    {
        ConvolutionGeometry batch = new(5, 17, 18, 32, 3, 3, 48, 1, 1, 1, 1, 1, 1, 1, 1);
        ConvolutionCase<float> many = new(batch, seed: 3), one = new(batch with { Batch = 1 }, seed: 3);
        Assert.Equal(one.Run(0, VectorWidth.Widest), many.Run(0, VectorWidth.Widest)[..(17 * 18 * 48)]);
        Assert.Equal(one.Run(1, VectorWidth.Widest, gradient: many), many.Run(1, VectorWidth.Widest)[..(17 * 18 * 32)]);
    }

    [Fact]
    public void It_is_chosen_by_shape_and_type_alone()
    {
        ConvolutionGeometry g = Same(64, 16, 32, 32);
        Assert.True(WinogradCut.Applies(g, DType.Float32));
        Assert.False(WinogradCut.Applies(g, DType.Float64));
        Assert.False(WinogradCut.Applies(g with { Algorithm = ConvolutionAlgorithm.Direct }, DType.Float32));
        Assert.False(WinogradCut.Applies(g with { StrideHeight = 2 }, DType.Float32));
        Assert.False(WinogradCut.Applies(g with { DilationWidth = 2 }, DType.Float32));
        Assert.False(WinogradCut.Applies(g with { KernelWidth = 5 }, DType.Float32));
        Assert.False(WinogradCut.Applies(g with { InChannels = 3 }, DType.Float32));
        Assert.False(WinogradCut.Applies(g with { OutChannels = 40 }, DType.Float32));
        Assert.False(WinogradCut.Applies(g with { Batch = 0 }, DType.Float32));
        Assert.True(WinogradCut.Applies(Same(1, 8, 32, 32), DType.Float32));
        Assert.False(WinogradCut.Applies(Same(3, 4, 32, 32), DType.Float32));    // three tiles are too few
        Assert.False(WinogradCut.Applies(Same(7, 8, 512, 512), DType.Float32));    // so are 28 for a large kernel
        Assert.False(WinogradCut.Applies(Same(64, 5, 32, 32), DType.Float32));    // most of each tile is beyond the image
    }

    [Fact]
    public void An_application_can_forbid_it()
    {
        ConvolutionGeometry g = Same(64, 16, 32, 32);
        Assert.True(WinogradCut.Applies(g, DType.Float32));    // has read the switch once and for all
        AppContext.SetSwitch("Hebb.Convolution.Winograd", false);
        try
        {
            // Another copy of the assembly reads it anew.
            System.Runtime.Loader.AssemblyLoadContext copy = new("without Winograd", isCollectible: true);
            System.Reflection.Assembly kernels = copy.LoadFromAssemblyPath(typeof(WinogradCut).Assembly.Location);
            Type geometry = kernels.GetType(typeof(ConvolutionGeometry).FullName!)!, type = kernels.GetType(typeof(DType).FullName!)!;
            object same = Activator.CreateInstance(geometry, 64, 16, 16, 32, 3, 3, 32, 1, 1, 1, 1, 1, 1, 1, 1)!;
            Assert.Equal(false, kernels.GetType(typeof(WinogradCut).FullName!)!.GetMethod(nameof(WinogradCut.Applies))!.Invoke(null, [same, Enum.ToObject(type, 0)]));
            copy.Unload();
        }
        finally
        {
            AppContext.SetSwitch("Hebb.Convolution.Winograd", true);
        }
        Assert.True(WinogradCut.Applies(g, DType.Float32));
    }

    [Fact]
    public void Whatever_sees_a_number_that_is_none_becomes_none()
    {
        // The whole tile does, where the direct way spoils three outputs by three.
        ConvolutionGeometry g = Same(2, 16, 16, 16);
        ConvolutionCase<float> problem = new(g, seed: 9);
        problem.Spoil((7 * 16 + 6) * 16 + 5);
        float[] y = problem.Run(0, VectorWidth.Widest);
        for (int row = 0; row < 32; row++)
            for (int column = 0; column < 16; column++)
            {
                bool sees = row is >= 6 and <= 8 && column is >= 5 and <= 7, inTile = row is >= 4 and < 12 && column is >= 4 and < 8;
                if (sees || !inTile) Assert.Equal(sees, float.IsNaN(y[(row * 16 + column) * 16]));
            }
    }

    [Fact]
    public void A_workspace_made_for_one_thread_serves_many()
    {
        foreach (int pass in new[] { 0, 1, 2 })
        {
            WorkerPool.Threads = 1;
            ConvolutionCase<float> problem = new(s_named["ResNet-20, 16x16"], seed: 5);
            float[] first = problem.Run(pass, VectorWidth.Widest);
            Assert.Equal(first, problem.Run(pass, VectorWidth.Widest, beforeRunning: () => WorkerPool.Threads = 8));
        }
    }

    [Fact]
    public void Passes_allocate_nothing()
    {
        WorkerPool.Threads = 2;
        ConvolutionCase<float> problem = new(s_named["ResNet-20, 8x8"], seed: 5);
        for (int pass = 0; pass < 3; pass++)
        {
            long allocated = -1;
            for (int i = 0; i < 20; i++) problem.Run(pass, VectorWidth.Widest, measure: bytes => allocated = bytes);
            Assert.Equal(0, allocated);
        }
    }
}

using System.Runtime.InteropServices;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>The speed of LeNet's and ResNet-20's convolutions in their three passes (batch 128), as parts of the peak measured between them.</summary>
internal static unsafe class ConvolutionFigures
{
    private static readonly (string Name, ConvolutionGeometry Geometry, bool First)[] s_layers =
    [
        ("LeNet 28x28x1 to 6, 5x5 valid", new(128, 28, 28, 1, 5, 5, 6, 1, 1, 1, 1, 0, 0, 0, 0), true),
        ("LeNet 12x12x6 to 16, 5x5 valid", new(128, 12, 12, 6, 5, 5, 16, 1, 1, 1, 1, 0, 0, 0, 0), false),
        ("ResNet-20 32x32x3 to 16, 3x3 same", new(128, 32, 32, 3, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1), true),
        ("ResNet-20 32x32x16 to 16, 3x3 same", new(128, 32, 32, 16, 3, 3, 16, 1, 1, 1, 1, 1, 1, 1, 1), false),
        ("ResNet-20 32x32x16 to 32, 3x3 stride 2", new(128, 32, 32, 16, 3, 3, 32, 2, 2, 1, 1, 0, 0, 1, 1), false),
        ("ResNet-20 16x16x32 to 32, 3x3 same", new(128, 16, 16, 32, 3, 3, 32, 1, 1, 1, 1, 1, 1, 1, 1), false),
        ("ResNet-20 16x16x32 to 64, 3x3 stride 2", new(128, 16, 16, 32, 3, 3, 64, 2, 2, 1, 1, 0, 0, 1, 1), false),
        ("ResNet-20 8x8x64 to 64, 3x3 same", new(128, 8, 8, 64, 3, 3, 64, 1, 1, 1, 1, 1, 1, 1, 1), false),
        ("ResNet-20 32x32x16 to 32, 1x1 stride 2", new(128, 32, 32, 16, 1, 1, 32, 2, 2, 1, 1, 0, 0, 0, 0), false),
        ("ResNet-20 16x16x32 to 64, 1x1 stride 2", new(128, 16, 16, 32, 1, 1, 64, 2, 2, 1, 1, 0, 0, 0, 0), false),
    ];

    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        writer.WriteLine("| layer | pass | GFLOP/s on 1 thread, median (best) | of peak | GFLOP/s on 2 threads | of peak |");
        writer.WriteLine("|---|---|---|---|---|---|");
        foreach ((string name, ConvolutionGeometry geometry, bool first) in s_layers)
        {
            ConvolutionGeometry g = geometry;
            Shape ofX = [g.Batch, g.Height, g.Width, g.InChannels], ofKernel = [g.KernelHeight, g.KernelWidth, g.InChannels, g.OutChannels],
                ofY = [g.Batch, g.OutHeight, g.OutWidth, g.OutChannels];
            View x = New(DType.Float32, ofX), kernel = New(DType.Float32, ofKernel), y = New(DType.Float32, ofY), gradX = New(DType.Float32, ofX),
                gradKernel = New(DType.Float32, ofKernel);
            WorkerPool.Threads = 2;
            long bytes = Math.Max(Convolution.ForwardWorkspace(g), Math.Max(Convolution.InputGradientWorkspace(g), Convolution.KernelGradientWorkspace(g)));
            View workspace = New(DType.UInt8, [checked((int)bytes)]);
            Row(writer, name, "forward", g, () => Convolution.Forward(g, x, kernel, y, workspace));
            if (!first) Row(writer, name, "input gradient", g, () => Convolution.InputGradient(g, y, kernel, gradX, workspace));
            Row(writer, name, "kernel gradient", g, () => Convolution.KernelGradient(g, x, y, gradKernel, workspace));
            foreach (View view in new[] { x, kernel, y, gradX, gradKernel, workspace }) NativeMemory.AlignedFree((void*)view.Address);
        }
        WorkerPool.Threads = threads;
    }

    private static void Row(TextWriter writer, string name, string pass, ConvolutionGeometry g, Action action)
    {
        string row = $"| {name} | {pass} |";
        foreach (int threads in new[] { 1, 2 })
        {
            WorkerPool.Threads = threads;
            Timing.Pair pair = Timing.Beside(action, () => Peak.Run(threads));
            double flops = 2.0 * g.MultiplyAdds, peak = Peak.Operations(threads) / pair.OtherMedian;
            row += $" {flops / pair.Median * 1e-9:F0} ({flops / pair.Best * 1e-9:F0}) | {flops / pair.Median / peak:P1} |";
        }
        writer.WriteLine(row);
    }

    private static View New(DType type, Shape shape)
    {
        nint address = (nint)NativeMemory.AlignedAlloc((nuint)(shape.Count * type.Size()), 64);
        Random random = new(1);
        View view = new(address, type, shape);
        if (type == DType.Float32) foreach (ref float value in view.AsSpan<float>()) value = random.NextSingle() - 0.5f;
        return view;
    }
}

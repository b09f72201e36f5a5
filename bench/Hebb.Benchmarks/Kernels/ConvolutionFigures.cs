using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>
/// The speed of LeNet's, ResNet-20's and VGG's convolutions in their three passes, direct and with Winograd's algorithm, as parts of the peak measured between
/// them. Operations are always counted as the direct way has them, so that Winograd's may exceed the peak.
/// </summary>
internal static class ConvolutionFigures
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
        ("VGG 32x32x64 to 64, 3x3 same", new(64, 32, 32, 64, 3, 3, 64, 1, 1, 1, 1, 1, 1, 1, 1), false),
        ("VGG 16x16x64 to 128, 3x3 same", new(64, 16, 16, 64, 3, 3, 128, 1, 1, 1, 1, 1, 1, 1, 1), false),
        ("VGG 16x16x128 to 128, 3x3 same", new(64, 16, 16, 128, 3, 3, 128, 1, 1, 1, 1, 1, 1, 1, 1), false),
        ("VGG 8x8x256 to 256, 3x3 same", new(64, 8, 8, 256, 3, 3, 256, 1, 1, 1, 1, 1, 1, 1, 1), false),
        ("MNIST CNN 26x26x32 to 64, 3x3 valid", new(128, 26, 26, 32, 3, 3, 64, 1, 1, 1, 1, 0, 0, 0, 0), false),
        ("ResNet-20 32x32x16 to 32, 1x1 stride 2", new(128, 32, 32, 16, 1, 1, 32, 2, 2, 1, 1, 0, 0, 0, 0), false),
        ("ResNet-20 16x16x32 to 64, 1x1 stride 2", new(128, 16, 16, 32, 1, 1, 64, 2, 2, 1, 1, 0, 0, 0, 0), false),
    ];

    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        Table table = new(writer, "layer", "pass", "GFLOP/s on 1 thread, median (best)", "of peak", "GFLOP/s on 2 threads", "of peak");
        foreach ((string name, ConvolutionGeometry layer, bool first) in s_layers)
        {
            Shape kernels = [layer.KernelHeight, layer.KernelWidth, layer.InChannels, layer.OutChannels];
            View x = Operand.Random([layer.Batch, layer.Height, layer.Width, layer.InChannels]), kernel = Operand.Random(kernels);
            View y = Operand.Random([layer.Batch, layer.OutHeight, layer.OutWidth, layer.OutChannels]), result = Operand.Empty(y.Shape);
            View gradX = Operand.Empty(x.Shape), gradKernel = Operand.Empty(kernels);
            WorkerPool.Threads = 2;
            foreach (ConvolutionAlgorithm algorithm in Enum.GetValues<ConvolutionAlgorithm>())
            {
                ConvolutionGeometry g = layer with { Algorithm = algorithm };
                bool winograd = WinogradCut.Applies(g, DType.Float32);
                // Where Winograd's algorithm does not apply, both are the same.
                if (algorithm == ConvolutionAlgorithm.Auto && !winograd) continue;
                string how = winograd ? ", Winograd" : "";
                long bytes = Convolution.ForwardWorkspace(g, DType.Float32);
                bytes = Math.Max(bytes, Math.Max(Convolution.InputGradientWorkspace(g, DType.Float32), Convolution.KernelGradientWorkspace(g, DType.Float32)));
                View workspace = Operand.Empty([checked((int)bytes)], DType.UInt8);
                Row(table, name, "forward" + how, g, () => Convolution.Forward(g, x, kernel, result, workspace));
                if (!first) Row(table, name, "input gradient" + how, g, () => Convolution.InputGradient(g, y, kernel, gradX, workspace));
                Row(table, name, "kernel gradient" + how, g, () => Convolution.KernelGradient(g, x, y, gradKernel, workspace));
            }
        }
        WorkerPool.Threads = threads;
    }

    private static void Row(Table table, string name, string pass, ConvolutionGeometry g, Action action)
    {
        List<string> cells = [name, pass];
        foreach (int threads in new[] { 1, 2 })
        {
            WorkerPool.Threads = threads;
            Timing.Pair pair = Timing.Beside(action, () => Peak.Run(threads));
            double flops = 2.0 * g.MultiplyAdds, peak = Peak.Operations(threads) / pair.OtherMedian;
            cells.AddRange([$"{flops / pair.Median * 1e-9:F0} ({flops / pair.Best * 1e-9:F0})", $"{flops / pair.Median / peak:P1}"]);
        }
        table.Row([.. cells]);
    }
}

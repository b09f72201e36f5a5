using BenchmarkDotNet.Attributes;
using Hebb.Benchmarks.Kernels;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Micro;

/// <summary>Sums, the softmax and pooling, of a megabyte or so, on as many threads as there are cores.</summary>
public class Reductions
{
    private readonly View _x = Operand.Random([512, 512]), _y = Operand.Empty([512, 512]), _sums = Operand.Empty([512]);
    private readonly View _logits = Operand.Random([128, 10]), _probabilities = Operand.Empty([128, 10]);
    private readonly View _images = Operand.Random([128, 24, 24, 6]), _pooled = Operand.Empty([128, 12, 12, 6]), _gradient = Operand.Empty([128, 24, 24, 6]);
    private readonly PoolingGeometry _window = new(128, 24, 24, 6, 2, 2, 2, 2);

    [Benchmark] public void SumOfRows() => Hebb.Kernels.Reduction.Sum(_x, _sums, 512, 512, 1);

    [Benchmark] public void SumOfColumns() => Hebb.Kernels.Reduction.Sum(_x, _sums, 1, 512, 512);

    [Benchmark] public void MaxOfRows() => Hebb.Kernels.Reduction.Max(_x, _sums, 512, 512, 1);

    [Benchmark] public void SoftmaxOf512() => Softmax.Run(_x, _y, 512, 512);

    [Benchmark] public void SoftmaxOf10() => Softmax.Run(_logits, _probabilities, 128, 10);

    [Benchmark] public void MaxPool() => MaxPooling.Forward(_window, _images, _pooled);

    [Benchmark] public void MaxPoolGradient() => MaxPooling.Gradient(_window, _images, _pooled, _pooled, _gradient);

    [Benchmark] public void AveragePool() => AveragePooling.Forward(_window, _images, _pooled);
}

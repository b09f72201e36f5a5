namespace Hebb.Kernels.Tests;

/// <summary>A loop run on blocks as they are done gives the bits of a pass of its own.</summary>
[Collection(nameof(WorkerPool))]
public sealed class EpilogueTests : IDisposable
{
    private readonly int _threads = WorkerPool.Threads;

    public void Dispose() => WorkerPool.Threads = _threads;

    private static readonly ElementwiseProgram s_loop = ElementwiseProgram.Create(new Formula(), [DType.Float32, DType.Float32, DType.Float32, DType.Float32],
        [DType.Float32]);

    [Theory]
    [InlineData(1, 7, 1)]
    [InlineData(5, 3, 10)]
    [InlineData(64, 20, 128)]
    [InlineData(130, 17, 300)]
    [InlineData(33, 1500, 40)]      // cut along the depth: the parts are added up first
    [InlineData(784, 32, 129)]
    [InlineData(600, 600, 300)]
    public void After_a_product(int m, int k, int n)
    {
        foreach (bool transposed in new[] { false, true })
        {
            using Elements<float> a = transposed ? Elements.Floats(k, m) : Elements.Floats(m, k), b = Elements.Floats(k, n), other = Elements.Floats(m, n),
                bias = Elements.Floats(n), factor = new Elements<float>().With(static _ => 0.75f), product = new(m, n), expected = new(m, n);
            Gemm.MultiplyBatch(a.View, b.View, product.View, transposed, false);
            s_loop.Run([bias.View, product.View, other.View, factor.View], [expected.View]);
            foreach (int threads in new[] { 1, 2, 3 })
            {
                WorkerPool.Threads = threads;
                using Elements<float> inPlace = new(m, n);
                Gemm.MultiplyBatch(a.View, b.View, inPlace.View, transposed, false,
                    new LoopEpilogue(s_loop, [bias.View, inPlace.View, other.View, factor.View], [inPlace.View], 1));
                Assert.Equal(expected.Bits(), inPlace.Bits());

                using Elements<float> apart = new(m, n), kept = new(m, n);
                Gemm.MultiplyBatch(a.View, b.View, kept.View, transposed, false,
                    new LoopEpilogue(s_loop, [bias.View, kept.View, other.View, factor.View], [apart.View], 1));
                Assert.Equal(expected.Bits(), apart.Bits());
                Assert.Equal(product.Bits(), kept.Bits());
            }
        }
    }

    [Theory]
    [InlineData(3, 9, 5, 3, 7, 1)]
    [InlineData(20, 12, 1, 5, 6, 1)]     // images in lanes
    [InlineData(2, 40, 16, 3, 33, 1)]    // bands of rows
    [InlineData(5, 11, 4, 3, 8, 2)]      // backward: four phases
    [InlineData(3, 18, 16, 3, 32, 1)]    // Winograd, the last tiles cut
    [InlineData(2, 64, 32, 3, 16, 1)]
    public void After_a_convolution_and_after_its_input_gradient(int batch, int size, int channels, int window, int filters, int stride)
    {
        ConvolutionGeometry g = new(batch, size, size, channels, window, window, filters, stride, stride, 1, 1, 1, 1, 1, 1);
        using Elements<float> x = Elements.Floats(batch, size, size, channels), kernel = Elements.Floats(window, window, channels, filters),
            gradient = Elements.Floats(batch, g.OutHeight, g.OutWidth, filters);
        using Elements<byte> forward = new((int)Convolution.ForwardWorkspace(g, DType.Float32) + 64),
            backward = new((int)Convolution.InputGradientWorkspace(g, DType.Float32) + 64);
        Check([batch, g.OutHeight, g.OutWidth, filters],
            (y, epilogue) => Convolution.Forward(g, x.View, kernel.View, y, Aligned(forward), epilogue));
        Check([batch, size, size, channels],
            (y, epilogue) => Convolution.InputGradient(g, gradient.View, kernel.View, y, Aligned(backward), epilogue));
    }

    [Theory]
    [InlineData(3, 6, 8)]
    [InlineData(2, 24, 16)]
    public void After_the_gradient_of_a_pooling(int batch, int size, int channels)
    {
        PoolingGeometry g = new(batch, size, size, channels, 2, 2, 2, 2, 0, 0, 0, 0);
        using Elements<float> x = Elements.Floats(batch, size, size, channels), y = new(batch, size / 2, size / 2, channels),
            gradient = Elements.Floats(batch, size / 2, size / 2, channels);
        MaxPooling.Forward(g, x.View, y.View);
        Check([batch, size, size, channels], (result, epilogue) => MaxPooling.Gradient(g, x.View, y.View, gradient.View, result, epilogue));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 7)]
    [InlineData(33, 300)]
    [InlineData(40, 1024)]
    public void Dropout_by_parts_is_dropout(int rows, int columns)
    {
        using Elements<float> x = Elements.Floats(rows, columns), expected = new(rows, columns), actual = Elements.Floats(rows, columns);
        using Elements<long> counter = new Elements<long>().With(static _ => 5);
        Philox.Dropout(x.View, expected.View, 0.3, 77, 5);
        DropoutEpilogue epilogue = new(actual.View, 0.3, 77, counter.View);
        RunInParts(epilogue, rows, columns);
        Assert.Equal(expected.Bits(), actual.Bits());
    }

    private static unsafe void RunInParts(DropoutEpilogue epilogue, int rows, int columns)
    {
        int half = rows / 2;
        if (half > 0) epilogue.RunRows(null, 0, half);
        epilogue.RunRows(null, half, rows - half);
    }

    private static void Check(int[] shape, Action<View, Epilogue?> run)
    {
        using Elements<float> other = Elements.Floats(shape), bias = Elements.Floats(shape[^1]), factor = new Elements<float>().With(static _ => 0.75f),
            plain = new(shape), expected = new(shape);
        run(plain.View, null);
        s_loop.Run([bias.View, plain.View, other.View, factor.View], [expected.View]);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            WorkerPool.Threads = threads;
            using Elements<float> result = new(shape);
            run(result.View, new LoopEpilogue(s_loop, [bias.View, result.View, other.View, factor.View], [result.View], 1));
            Assert.Equal(expected.Bits(), result.Bits());
        }
    }

    // Elements end at a page's end; a workspace begins at a multiple of 64.
    private static View Aligned(Elements<byte> memory)
    {
        nint address = (memory.View.Address + 63) & -64;
        return new(address, DType.UInt8, [(int)(memory.View.Count - (address - memory.View.Address))]);
    }

    private sealed class Formula : IElementwiseKernel
    {
        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> =>
            outputs[0] = V.Max(inputs[1] + inputs[0], V.Create(0)) * inputs[3] + inputs[2];
    }
}

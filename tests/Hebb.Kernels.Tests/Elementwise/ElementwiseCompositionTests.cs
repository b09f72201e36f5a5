namespace Hebb.Kernels.Tests;

public unsafe class ElementwiseCompositionTests
{
    /// <summary>m' = 0.9 m + 0.1 g.</summary>
    private sealed record Average(double Rate) : IElementwiseKernel
    {
        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> =>
            outputs[0] = V.Create(Rate) * inputs[0] + V.Create(1 - Rate) * inputs[1];
    }

    private sealed record Square : IElementwiseKernel
    {
        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> => outputs[0] = inputs[0] * inputs[0];
    }

    /// <summary>w - rate m / (sqrt v + 1e-7).</summary>
    private sealed record Step : IElementwiseKernel
    {
        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> =>
            outputs[0] = inputs[0] - inputs[3] * inputs[1] / (V.Sqrt(inputs[2]) + V.Create(1e-7));
    }

    /// <summary>Values: w 0, g 1, m 2, v 3, rate 4; then m' 5, g^2 6, v' 7, w' 8.</summary>
    private static ElementwiseComposition Adam() =>
        new([new(new Average(0.9), [2, 1]), new(new Square(), [1]), new(new Average(0.999), [3, 6]), new(new Step(), [0, 5, 7, 4])], [8, 5, 7]);

    private static readonly DType[] Five = [DType.Float32, DType.Float32, DType.Float32, DType.Float32, DType.Float32],
        Three = [DType.Float32, DType.Float32, DType.Float32];

    [Fact]
    public void Members_become_one_program_that_runs_in_place()
    {
        const int count = 70001;
        float[] w = new float[count], g = new float[count], m = new float[count], v = new float[count], w0 = new float[count];
        Random random = new(1);
        for (int i = 0; i < count; i++)
            (w[i], g[i], m[i], v[i]) = (random.NextSingle(), random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle());
        float[] m0 = [.. m], v0 = [.. v];
        w.CopyTo(w0, 0);
        float rate = 0.01f;
        fixed (float* pw = w, pg = g, pm = m, pv = v)
        {
            View vw = new((nint)pw, DType.Float32, [count]), vg = new((nint)pg, DType.Float32, [count]), vm = new((nint)pm, DType.Float32, [count]),
                vv = new((nint)pv, DType.Float32, [count]);
            ElementwisePrograms.Get(Adam(), Five, Three).Run([vw, vg, vm, vv, new((nint)(&rate), DType.Float32, [])], [vw, vm, vv]);
        }
        for (int i = 0; i < count; i++)
        {
            float m1 = 0.9f * m0[i] + (float)(1 - 0.9) * g[i], v1 = 0.999f * v0[i] + (float)(1 - 0.999) * (g[i] * g[i]);
            Assert.Equal(m1, m[i]);
            Assert.Equal(v1, v[i]);
            Assert.Equal(w0[i] - rate * m1 / (MathF.Sqrt(v1) + 1e-7f), w[i]);
        }
    }

    [Fact]
    public void Equal_compositions_share_a_program()
    {
        Assert.Equal(Adam(), Adam());
        Assert.Same(ElementwisePrograms.Get(Adam(), Five, Three), ElementwisePrograms.Get(Adam(), Five, Three));
        Assert.NotEqual(Adam(), new([new(new Average(0.8), [2, 1]), new(new Square(), [1]), new(new Average(0.999), [3, 6]), new(new Step(), [0, 5, 7, 4])],
            [8, 5, 7]));
    }
}

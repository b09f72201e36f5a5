namespace Hebb.Kernels.Tests;

public unsafe class ElementwiseProgramTests
{
    private sealed record Multiply : IElementwiseKernel
    {
        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> => outputs[0] = inputs[0] * inputs[1];
    }

    private sealed record Positive : IElementwiseKernel
    {
        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> => outputs[0] = V.Greater(inputs[0], V.Create(0));
    }

    [Theory]
    [InlineData(new[] { 4, 5 }, new[] { 4, 5 }, new[] { 4, 5 })]
    [InlineData(new[] { 128, 10 }, new[] { 128, 10 }, new[] { 10 })]
    [InlineData(new[] { 128, 10 }, new[] { 128, 1 }, new[] { 10 })]
    [InlineData(new[] { 3, 200 }, new[] { 3, 1 }, new[] { 200 })]
    [InlineData(new[] { 3, 4, 5, 6 }, new[] { 3, 1, 5, 1 }, new[] { 4, 1, 6 })]
    [InlineData(new[] { 2, 3, 40000 }, new[] { 2, 1, 40000 }, new[] { 3, 1 })]
    [InlineData(new[] { 7, 9 }, new[] { 7, 9 }, new int[0])]
    [InlineData(new[] { 1, 1 }, new[] { 1 }, new int[0])]
    public void Inputs_broadcast_as_in_an_index_loop(int[] shape, int[] left, int[] right)
    {
        Shape output = Shape.Create(shape), a = Shape.Create(left), b = Shape.Create(right);
        float[] x = Filled(a.Count), y = Filled(b.Count), actual = new float[output.Count];
        ElementwiseProgram program = ElementwisePrograms.Get(new Multiply(), [DType.Float32, DType.Float32], [DType.Float32]);
        fixed (float* px = x, py = y, pz = actual)
            program.Run([new((nint)px, DType.Float32, a), new((nint)py, DType.Float32, b)], [new((nint)pz, DType.Float32, output)]);
        for (int i = 0; i < actual.Length; i++) Assert.Equal(x[Index(i, output, a)] * y[Index(i, output, b)], actual[i]);
    }

    [Fact]
    public void A_comparison_stores_bytes()
    {
        float[] x = [1, -1, 0, float.NaN, 5];
        byte[] actual = new byte[5];
        fixed (float* px = x)
        fixed (byte* py = actual)
            ElementwisePrograms.Get(new Positive(), [DType.Float32], [DType.Bool]).Run([new((nint)px, DType.Float32, [5])], [new((nint)py, DType.Bool, [5])]);
        Assert.Equal([1, 0, 0, 0, 1], actual);
    }

    private static float[] Filled(long count)
    {
        float[] values = new float[count];
        for (int i = 0; i < values.Length; i++) values[i] = i % 97 - 48.5f;
        return values;
    }

    private static int Index(int flat, Shape output, Shape input)
    {
        int index = 0, stride = 1;
        for (int axis = output.Rank - 1; axis >= 0; axis--)
        {
            int position = flat % output[axis], own = axis - (output.Rank - input.Rank);
            flat /= output[axis];
            if (own < 0) continue;
            if (input[own] > 1) index += position * stride;
            stride *= input[own];
        }
        return index;
    }
}

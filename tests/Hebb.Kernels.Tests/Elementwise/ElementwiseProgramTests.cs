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

    [Theory]
    [InlineData(new[] { 40, 9 }, new[] { 9 }, new[] { 40, 1 }, new[] { 40, 9 })]
    [InlineData(new[] { 300, 3 }, new[] { 300, 1 }, new[] { 3 }, new[] { 1, 3 })]
    [InlineData(new[] { 5001, 6 }, new[] { 6 }, new[] { 5001, 6 }, new[] { 6 })]
    [InlineData(new[] { 97, 40 }, new[] { 40 }, new[] { 97, 40 }, new[] { 97, 1 })]
    [InlineData(new[] { 5, 7, 130 }, new[] { 7, 1 }, new[] { 5, 1, 130 }, new[] { 130 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 3, 1, 5 }, new[] { 2, 1, 4, 1 }, new int[0])]
    public void Masks_and_doubles_broadcast_on_guarded_memory(int[] shape, int[] mask, int[] left, int[] right)
    {
        Shape output = Shape.Create(shape);
        Shape[] shapes = [Shape.Create(mask), Shape.Create(left), Shape.Create(right)];
        DType[] types = [DType.Bool, DType.Float64, DType.Float64];
        byte[][] data = [.. shapes.Select((s, i) => Moderate(types[i], (int)s.Count, i))];
        int count = (int)output.Count;
        foreach (bool emit in (bool[])[true, false])
        {
            using GuardedMemory m = new(data[0]), x = new(data[1]), y = new(data[2]), result = new(8 * count), flags = new(count);
            ElementwiseProgram.Create(new Masked(), types, [DType.Float64, DType.Bool], emit).Run(
                [new((nint)m.Start, DType.Bool, shapes[0]), new((nint)x.Start, DType.Float64, shapes[1]), new((nint)y.Start, DType.Float64, shapes[2])],
                [new((nint)result.Start, DType.Float64, output), new((nint)flags.Start, DType.Bool, output)]);
            for (int i = 0; i < count; i++)
            {
                bool set = m.Start[Index(i, output, shapes[0])] != 0;
                double a = ((double*)x.Start)[Index(i, output, shapes[1])], b = ((double*)y.Start)[Index(i, output, shapes[2])];
                Assert.Equal(set ? a * b : a - b, ((double*)result.Start)[i]);
                Assert.Equal(a > b && !set ? 1 : 0, flags.Start[i]);
            }
        }
    }

    [Fact]
    public void Rows_of_every_length_repeat_as_in_an_index_loop()
    {
        foreach (bool emit in (bool[])[true, false])
        {
            DType[] types = [DType.Bool, DType.Float32, DType.Float32];
            ElementwiseProgram program = ElementwiseProgram.Create(new Masked(), types, [DType.Float32, DType.Bool], emit);
            for (int row = 2; row <= 128; row += row < 70 ? 1 : 7)
                foreach (int rows in (ReadOnlySpan<int>)[2, 3, 65, 1000])
                {
                    int count = rows * row;
                    byte[] mask = Digest.Numbers(DType.Bool, row, 0);
                    float[] x = Filled(count), y = [.. Enumerable.Range(0, row).Select(i => (i * 37 + row) % 101 - 50f)];
                    using GuardedMemory m = new(mask), left = new(4 * count), right = new(4 * row), result = new(4 * count), flags = new(count);
                    x.CopyTo(new Span<float>(left.Start, count));
                    y.CopyTo(new Span<float>(right.Start, row));
                    Shape all = [rows, row], one = [row];
                    program.Run([new((nint)m.Start, DType.Bool, one), new((nint)left.Start, DType.Float32, all), new((nint)right.Start, DType.Float32, one)],
                        [new((nint)result.Start, DType.Float32, all), new((nint)flags.Start, DType.Bool, all)]);
                    for (int i = 0; i < count; i++)
                    {
                        (bool set, float a, float b) = (mask[i % row] != 0, x[i], y[i % row]);
                        if ((set ? a * b : a - b) != ((float*)result.Start)[i] || (a > b && !set ? 1 : 0) != flags.Start[i])
                            Assert.Fail($"{rows} rows of {row}, element {i}");
                    }
                }
        }
    }

    [Fact]
    public void Finding_and_running_a_program_allocates_nothing()
    {
        Multiply kernel = new();
        DType[] two = [DType.Float32, DType.Float32], one = [DType.Float32];
        float[] x = Filled(128 * 10), y = Filled(10), z = new float[128 * 10];
        fixed (float* px = x, py = y, pz = z)
        {
            View[] inputs = [new((nint)px, DType.Float32, [128, 10]), new((nint)py, DType.Float32, [10])], flat = [inputs[0], inputs[0]],
                outputs = [new((nint)pz, DType.Float32, [128, 10])];
            for (int i = 0; i < 3; i++) Round();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) Round();
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            void Round()
            {
                ElementwisePrograms.Get(kernel, two, one).Run(inputs, outputs);
                ElementwisePrograms.Get(kernel, two, one).Run(flat, outputs);
            }
        }
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

    private static byte[] Moderate(DType type, int count, int input) => type == DType.Bool ? Digest.Numbers(type, count, input)
        : [.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes((i * 37 + input * 11) % 101 - 50.5))];

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

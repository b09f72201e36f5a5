namespace Hebb.Testing.Checks;

/// <summary>The same bits on 1, 2, 3 and 8 threads, for the result and for the gradients, and in a second run.</summary>
internal static class ThreadsCheck
{
    private static readonly Lock Gate = new();

    public static void Run(OpSpec spec)
    {
        Shape[] shapes = spec.Large ?? (spec.ElementReference is null ? spec.Shapes[0] : SpecialValuesCheck.Repeat([200_003], spec.Shapes[0].Length));
        SpecInputs inputs = new(spec, shapes, "threads");
        lock (Gate)   // one spec at a time: the number of threads is the process's
        {
            int threads = Parallelism.Threads;
            try
            {
                Parallelism.Threads = 1;
                Tensor expected = inputs.Call(DType.Float32);
                double[][] gradients = spec.Gradient > 0 ? GradientsCheck.Gradients(spec, inputs, DType.Float32, recorded: false) : [];
                foreach (int count in (ReadOnlySpan<int>)[1, 2, 3, 8])
                {
                    Parallelism.Threads = count;
                    TensorAssert.SameBits(expected, inputs.Call(DType.Float32));
                    if (spec.Gradient == 0) continue;
                    double[][] again = GradientsCheck.Gradients(spec, inputs, DType.Float32, recorded: false);
                    for (int i = 0; i < gradients.Length; i++)
                    {
                        int same = 0;
                        while (same < gradients[i].Length && BitConverter.DoubleToInt64Bits(gradients[i][same]) == BitConverter.DoubleToInt64Bits(again[i][same])) same++;
                        if (same < gradients[i].Length)
                            throw new SpecFailedException($"{spec.Name}: the gradient of the floating-point input {i} has other bits on {count} threads than on one.", $"element {same}   inputs {inputs}",
                                "cut the work by shape alone, and sum partial results in a fixed order");
                    }
                }
            }
            finally
            {
                Parallelism.Threads = threads;
            }
        }
    }
}

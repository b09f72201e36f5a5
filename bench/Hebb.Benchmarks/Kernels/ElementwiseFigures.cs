using Hebb.Benchmarks.Report;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>The speed of emitted elementwise loops, beside loops written by hand.</summary>
internal static unsafe class ElementwiseFigures
{
    private const int Calls = 100, Bytes = 16384;   // input and output together fit into the first cache

    private delegate void Loop(nint x, nint y, nint count);

    public static void Run(TextWriter writer)
    {
        int threads = WorkerPool.Threads;
        WorkerPool.Threads = 1;
        writer.WriteLine("Operands of 16 KiB, in the first cache, one thread. Errors are the bounds that `SimdTests` asserts; in brackets the worst of a");
        writer.WriteLine("million floats from -12 to 12.");
        writer.WriteLine();
        Table functions = new(writer, "function", "type", "G elements/s, median (best)", "target", "written by hand", "times its speed", "error, ulp");
        Function(functions, "exp", ExpOp.Instance, DType.Float32, "10", 1, Math.Exp, static (x, y, n) => HandWritten.Exp((float*)x, (float*)y, n));
        Function(functions, "tanh", TanhOp.Instance, DType.Float32, "5", 2, Math.Tanh, static (x, y, n) => HandWritten.Tanh((float*)x, (float*)y, n));
        Function(functions, "sigmoid", SigmoidOp.Instance, DType.Float32, "7", 2, static x => 1 / (1 + Math.Exp(-x)),
            static (x, y, n) => HandWritten.Sigmoid((float*)x, (float*)y, n));
        Function(functions, "exp", ExpOp.Instance, DType.Float64, "", 1, null, static (x, y, n) => HandWritten.Exp((double*)x, (double*)y, n));
        Function(functions, "tanh", TanhOp.Instance, DType.Float64, "", 2, null, null);
        Function(functions, "sigmoid", SigmoidOp.Instance, DType.Float64, "", 2, null, null);
        writer.WriteLine();
        writer.WriteLine("Adam's update, one formula over weights, gradients and two moments, in one pass; one thread.");
        writer.WriteLine();
        Table updates = new(writer, "parameters", "emitted, median us (best)", "written by hand, median us", "times its speed");
        foreach (int count in new[] { 44_416, 669_696, 4_194_304 }) Adam(updates, count);
        WorkerPool.Threads = threads;
    }

    private static void Function(Table table, string name, IElementwiseKernel kernel, DType type, string target, int ulps,
        Func<double, double>? exact, Loop? byHand)
    {
        int count = Bytes / type.Size();
        View x = Operand.Random([count], 10, type), y = Operand.Empty([count], type);
        ElementwiseProgram program = ElementwisePrograms.Get(kernel, [type], [type]);
        void Emitted()
        {
            for (int call = 0; call < Calls; call++) program.Run([x], [y]);
        }
        void ByHand()
        {
            for (int call = 0; call < Calls; call++) byHand!(x.Address, y.Address, count);
        }
        double elements = (double)Calls * count * 1e-9;
        bool compare = byHand is not null && HandWritten.IsSupported;
        Timing.Pair pair = Timing.Beside(Emitted, compare ? ByHand : static () => Peak.Run(1));
        table.Row(name, type.ToString(), $"{elements / pair.Median:F1} ({elements / pair.Best:F1})", target,
            compare ? $"{elements / pair.OtherMedian:F1}" : "", compare ? $"{pair.OtherMedian / pair.Median:F2}" : "",
            exact is null ? $"{ulps}" : $"{ulps} ({WorstError(program, exact):F2})");
    }

    private static double WorstError(ElementwiseProgram program, Func<double, double> exact)
    {
        View x = Operand.Random([1 << 20], 12), y = Operand.Empty([1 << 20]);
        program.Run([x], [y]);
        Span<float> arguments = x.AsSpan<float>(), results = y.AsSpan<float>();
        double worst = 0;
        for (int i = 0; i < results.Length; i++)
        {
            double right = exact(arguments[i]);
            worst = Math.Max(worst, Math.Abs(results[i] - right) / Math.ScaleB(1, Math.Max(-149, Math.ILogB(right) - 23)));
        }
        return worst;
    }

    private static void Adam(Table table, int count)
    {
        AdamProgram program = new(count);
        bool compare = HandWritten.IsSupported;
        Timing.Pair pair = Timing.Beside(program.Run, compare ? program.RunByHand : static () => Peak.Run(1));
        table.Row($"{count:N0}", $"{pair.Median * 1e6:F1} ({pair.Best * 1e6:F1})",
            compare ? $"{pair.OtherMedian * 1e6:F1}" : "", compare ? $"{pair.OtherMedian / pair.Median:F2}" : "");
    }
}

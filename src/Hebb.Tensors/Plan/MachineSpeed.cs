using System.Diagnostics;
using System.Globalization;
using Hebb.Kernels;

namespace Hebb;

/// <summary>How fast arithmetic and memory can be: what the instructions of a plan are held against.</summary>
/// <param name="MultiplyAdds">Multiply-adds a second.</param>
/// <param name="Bytes">Bytes read or written a second.</param>
/// <param name="IsMeasured">False for the round numbers that stand for a machine of two cores with 512-bit vectors.</param>
public readonly record struct MachineSpeed(double MultiplyAdds, double Bytes, bool IsMeasured)
{
    private const int Side = 512;
    private const int Trials = 15;

    /// <summary>Round numbers: 500 GFLOP/s, 50 GB/s.</summary>
    public static MachineSpeed Nominal { get; } = new(250e9, 50e9, false);

    /// <summary>The least time for a piece of work.</summary>
    /// <param name="bytes">Bytes read and written.</param>
    /// <param name="work">Multiply-adds, or steps on elements.</param>
    public double LeastSeconds(long bytes, long work) => Math.Max(bytes / Bytes, work / MultiplyAdds);

    /// <summary>In words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsMeasured ? "measured" : "nominal")} {2e-9 * MultiplyAdds:0} GFLOP/s, {1e-9 * Bytes:0} GB/s");

    /// <summary>Measures this machine, in some tens of milliseconds: a product of two matrices, and a sum of two arrays that take, with their result, as
    /// much memory as a plan does (a small plan lives in the caches, which are faster).</summary>
    internal static MachineSpeed Measure(long memory)
    {
        Tensor a = Tensor.Ones([Side, Side]), product = Tensor.AllocateOutside(a.Spec);
        double gemm = Best(() => Gemm.MultiplyBatch(a.View, a.View, product.View, false, false));
        int count = (int)Math.Clamp(memory / (3 * sizeof(float)), 1 << 14, 1 << 25);
        Tensor x = Tensor.Ones([count]), y = Tensor.Ones([count]), sum = Tensor.AllocateOutside(x.Spec);
        double add = Best(() => AddOp.Instance.Forward(new ForwardContext([x.View, y.View], [sum.View], default)));
        GC.KeepAlive((a, product, x, y, sum));
        return new((double)Side * Side * Side / gemm, 3.0 * sizeof(float) * count / add, true);
    }

    private static double Best(Action run)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < Trials; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}

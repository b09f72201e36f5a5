using BenchmarkDotNet.Attributes;
using Hebb.Benchmarks.Kernels;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Micro;

/// <summary>Matrix products of the shapes that dense layers make, on as many threads as there are cores.</summary>
public class MatrixProducts
{
    private View _left, _right, _result;

    /// <summary>Rows, depth and columns.</summary>
    [Params("1024x1024x1024", "512x512x512", "128x784x512", "128x512x512", "128x256x120", "1x784x512")] public string Product { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] extents = [.. Product.Split('x').Select(int.Parse)];
        _left = Operand.Random([extents[0], extents[1]]);
        _right = Operand.Random([extents[1], extents[2]]);
        _result = Operand.Empty([extents[0], extents[2]]);
    }

    [Benchmark] public void Multiply() => Gemm.MultiplyBatch(_left, _right, _result, false, false);
}

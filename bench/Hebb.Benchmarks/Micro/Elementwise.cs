using BenchmarkDotNet.Attributes;
using Hebb.Benchmarks.Kernels;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Micro;

/// <summary>Functions over 4096 floats in the first cache: emitted, and written by hand.</summary>
public unsafe class Elementwise
{
    private const int Count = 4096;

    private readonly View _x = Operand.Random([Count], 10), _y = Operand.Empty([Count]);
    private readonly ElementwiseProgram _exp = ElementwisePrograms.Get(ExpOp.Instance, [DType.Float32], [DType.Float32]);
    private readonly ElementwiseProgram _tanh = ElementwisePrograms.Get(TanhOp.Instance, [DType.Float32], [DType.Float32]);
    private readonly ElementwiseProgram _sigmoid = ElementwisePrograms.Get(SigmoidOp.Instance, [DType.Float32], [DType.Float32]);

    [Benchmark] public void Exp() => _exp.Run([_x], [_y]);

    [Benchmark] public void ExpByHand() => HandWritten.Exp((float*)_x.Address, (float*)_y.Address, Count);

    [Benchmark] public void Tanh() => _tanh.Run([_x], [_y]);

    [Benchmark] public void TanhByHand() => HandWritten.Tanh((float*)_x.Address, (float*)_y.Address, Count);

    [Benchmark] public void Sigmoid() => _sigmoid.Run([_x], [_y]);

    [Benchmark] public void SigmoidByHand() => HandWritten.Sigmoid((float*)_x.Address, (float*)_y.Address, Count);
}

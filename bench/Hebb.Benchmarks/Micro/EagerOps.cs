using BenchmarkDotNet.Attributes;

namespace Hebb.Benchmarks.Micro;

/// <summary>An addition of 16 elements, a thousand times: what an op costs besides its work.</summary>
[MemoryDiagnoser]
public class EagerOps
{
    private const int Ops = 1000;

    private readonly Variable _x = new(Tensor.Ones([16]), "x");
    private readonly Tensor _y = Tensor.Ones([16]);

    [Benchmark(OperationsPerInvoke = Ops)]
    public void OnNoTape() => Add();

    [Benchmark(OperationsPerInvoke = Ops)]
    public void InAScopeThatRecordsNothing()
    {
        using var scope = TensorScope.Inference();
        Add();
    }

    [Benchmark(OperationsPerInvoke = Ops)]
    public void OnATape()
    {
        using var tape = GradientTape.Begin();
        Add();
    }

    private void Add()
    {
        for (int i = 0; i < Ops; i++) _ = _x + _y;
    }
}

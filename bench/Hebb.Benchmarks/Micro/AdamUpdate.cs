using BenchmarkDotNet.Attributes;
using Hebb.Benchmarks.Kernels;

namespace Hebb.Benchmarks.Micro;

/// <summary>Adam's update of all parameters at once: the optimizer's formula as one loop, and that loop written by hand. One thread.</summary>
public unsafe class AdamUpdate
{
    private AdamProgram _program = null!;

    /// <summary>LeNet-5's parameters, and those of an MLP of 784, 512, 512 and 10 units, rounded to whole registers.</summary>
    [Params(44_416, 669_696)] public int Parameters { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Parallelism.Threads = 1;
        _program = new(Parameters);
    }

    [Benchmark] public void Fused() => _program.Run();

    [Benchmark] public void ByHand() => _program.RunByHand();
}

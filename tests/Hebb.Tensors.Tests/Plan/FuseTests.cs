using Hebb.Kernels;

namespace Hebb.Tensors.Tests.Plan;

/// <summary>Which elementwise ops become one loop.</summary>
public sealed class FuseTests
{
    private readonly Tensor _x = Tensor.Normal([64, 48], seed: 1);

    [Fact]
    public void Elementwise_ops_that_feed_each_other_become_one_loop() => Snapshot.Matches("plan_fuse",
        Through("a chain", () => _x.Tanh().Exp().Relu().Sum())
        + Through("two chains that meet", () => (_x.Tanh() * _x.Exp()).Sum())
        + Through("what two read stays apart", () =>
        {
            Tensor y = _x.Tanh();
            return y.Exp().Sum() + y.Relu().Sum();
        })
        + Through("what is read twice by one", () =>
        {
            Tensor y = _x.Tanh();
            return (y * y).Sum();
        })
        + Through("truth values between numbers", () => Tensor.Where(_x.Tanh().Greater(_x), _x, -_x).Sum())
        + Through("other types stay apart", () => _x.Tanh().Cast(DType.Float64).Exp().Sum().Cast(DType.Float32)));

    [Theory]   // in one loop with numbers, a mask is no number: all ones would be NaN
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Masks_are_compared_with_masks_in_a_loop_of_numbers(DType type)
    {
        Tensor x = _x.Cast(type), y = Tensor.Normal([64, 48], seed: 2).Cast(type);
        foreach (Func<Tensor, Tensor, Tensor> compare in (Func<Tensor, Tensor, Tensor>[])[(a, b) => a.EqualTo(b), (a, b) => a.NotEqualTo(b)])
        {
            Tensor Step() => compare(x.Greater(0), y.Greater(0));
            Hebb.Plan plan = Hebb.Plan.Compile(Step);
            plan.Replay();
            Assert.Equal(Step().ToArray<bool>(), plan.ToTensor().ToArray<bool>());
            Assert.Contains(true, plan.ToTensor().ToArray<bool>());
            Assert.Contains(false, plan.ToTensor().ToArray<bool>());
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(45)]
    public void Long_chains_become_several_loops_and_keep_their_bits(int length)
    {
        Tensor Chain()
        {
            Tensor y = _x;
            for (int i = 0; i < length; i++) y = i % 3 == 0 ? y.Tanh() : i % 3 == 1 ? y * 1.5 : y + _x;
            return y;
        }
        PlanProgram program = Lists.Of(Chain, Simplify.Run, Fuse.Run);
        Assert.InRange(program.Steps.Count, 2, length / 4);
        Hebb.Plan plan = Hebb.Plan.Compile(Chain);
        plan.Replay();
        Assert.Equal(Chain().ToArray<float>(), plan.ToTensor().ToArray<float>());
    }

    [Fact]
    public void Loop_without_machine_code_give_the_same_bits()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            PlanProgram program = Lists.Of(Lists.Random(seed, MemoryPlanTests.Variables(), Tensor.Normal([4, 4], seed: seed)), Simplify.Run, Fuse.Run);
            foreach (PlanStep step in program.Steps)
                if (step.Op is FusedOp fused) SameBits(fused, step);
        }
    }

    // The loop as it is emitted, and block by block, as it runs where there is no dynamic code.
    private static void SameBits(FusedOp fused, PlanStep step)
    {
        Tensor[] operands = [.. step.Inputs.Select(static (input, i) => Random(input.Spec, i))];
        View[] inputs = Array.ConvertAll(operands, static operand => operand.View);
        Tensor emitted = Tensor.Zeros(step.Outputs[0].Shape, step.Outputs[0].DType), interpreted = Tensor.Zeros(step.Outputs[0].Shape, step.Outputs[0].DType);
        DType[] types = Array.ConvertAll(step.Inputs, static input => input.DType);
        ElementwiseProgram.Create(fused.Kernel, types, [emitted.DType], emit: true).Run(inputs, [emitted.View]);
        ElementwiseProgram.Create(fused.Kernel, types, [emitted.DType], emit: false).Run(inputs, [interpreted.View]);
        GC.KeepAlive(operands);
        Assert.Equal(emitted.Cast(DType.Float32).ToArray<float>(), interpreted.Cast(DType.Float32).ToArray<float>());
    }

    private static Tensor Random(TensorSpec spec, int seed) => Tensor.Normal(spec.Shape, seed: seed).Cast(spec.DType);

    private static string Through(string title, Func<Tensor> step) => Lists.Through(title, Fuse.Run, Lists.Of(step, Simplify.Run));
}

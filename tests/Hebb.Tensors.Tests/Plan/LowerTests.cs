namespace Hebb.Tensors.Tests.Plan;

/// <summary>Composite ops as the simpler ones that they consist of.</summary>
public sealed class LowerTests
{
    [Fact]
    public void A_batch_normalization_becomes_its_parts_and_they_join_their_neighbours()
    {
        Variable gamma = new(Tensor.Ones([5]), "gamma"), beta = new(Tensor.Zeros([5]), "beta");
        Tensor x = Tensor.Ones([4, 3, 3, 5]);
        PlanProgram program = Lists.Of(() =>
        {
            using var tape = GradientTape.Begin();
            Tensor loss = (x.Tanh().BatchNormalize(gamma, beta, 1e-3).Output + x).Relu().Sum();
            gamma.Assign(tape.Gradient(loss, gamma)[gamma]);
            return loss;
        });
        Snapshot.Matches("plan_lower", Lists.Through("its parts are seen", Lower.Run, program) + Lists.Through("and fused", Fuse.Run, program));
    }

    [Theory, InlineData(1), InlineData(5), InlineData(16), InlineData(33)]
    public void The_bits_are_those_of_eager_execution(int channels)
    {
        Tensor x = Tensor.Normal([6, 7, 5, channels], seed: 1).Detach();
        Variable[] eager = Variables(channels), planned = Variables(channels);
        Func<Tensor> step = Block(x, eager);
        Hebb.Plan plan = Hebb.Plan.Compile(Block(x, planned));
        for (int i = 0; i < 5; i++)
        {
            float expected;
            using (TensorScope.Training()) expected = (float)step().ToScalar();
            plan.Replay();
            Assert.Equal(expected, plan.Result.AsSpan<float>()[0]);
            for (int k = 0; k < eager.Length; k++) Assert.Equal(eager[k].ToArray<float>(), planned[k].ToArray<float>());
        }
    }

    internal static Variable[] Variables(int channels) =>
    [
        new(Tensor.Normal([channels, channels], seed: 2), "first"), new(Tensor.Normal([channels, channels], seed: 3), "second"),
        new(Tensor.Ones([channels]), "gamma"), new(Tensor.Zeros([channels]), "beta"),
    ];

    /// <summary>Two convolutions of one pixel with batch normalization, a shortcut around them, another product, and a step down its gradient.</summary>
    internal static Func<Tensor> Block(Tensor x, Variable[] variables) => () =>
    {
        using var tape = GradientTape.Begin();
        (Variable first, Variable second, Variable gamma, Variable beta) = (variables[0], variables[1], variables[2], variables[3]);
        Tensor start = x.MatMul(first).BatchNormalize(gamma, beta, 1e-3).Output.Relu();
        Tensor y = start.MatMul(second).BatchNormalize(gamma, beta, 1e-3).Output.Relu();
        Tensor loss = ((y.MatMul(first).BatchNormalize(gamma, beta, 1e-3).Output + start).Relu().MatMul(second) * 0.1).Square().Sum();
        Gradients gradients = tape.Gradient(loss, variables);
        foreach (Variable variable in variables) variable.Assign(variable - gradients[variable] * 1e-4);
        return loss;
    };
}

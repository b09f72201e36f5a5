namespace Hebb.Tensors.Tests.Plan;

/// <summary>The order of steps, and that nothing but the order changes.</summary>
public sealed class ReorderTests
{
    [Fact]
    public void Steps_that_let_memory_go_run_as_soon_as_they_can() => Snapshot.Matches("plan_reorder",
        Lists.Through("a parameter is changed when its gradient is there and its old value was read for the last time", Reorder.Run, TwoLayers(clips: false))
        + Lists.Through("all gradients are needed before the first change", Reorder.Run, TwoLayers(clips: true)));

    [Fact]
    public void The_gradients_of_deep_networks_are_not_alive_together()
    {
        PlanProgram program = Deep();
        long before = MemoryPlan.LiveBytesOf(program);
        Reorder.Run(program);
        long after = MemoryPlan.LiveBytesOf(program);
        Assert.True(after < before - (6 * 64 * 64 * sizeof(float)), $"{before} bytes, then {after}");   // of eight gradients, at most two are left
    }

    [Fact]
    public void No_value_is_read_before_it_is_made_and_no_old_value_after_it_was_replaced()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            PlanProgram program = Lists.Of(Lists.Random(seed, MemoryPlanTests.Variables(), Tensor.Ones([4, 4])), Simplify.Run, Fuse.Run, Reorder.Run);
            MemoryPlanTests.Follow(program);
        }
    }

    private static PlanProgram TwoLayers(bool clips)
    {
        Tensor x = Tensor.Ones([8, 16]);
        Variable first = new(Tensor.Ones([16, 16]), "first"), second = new(Tensor.Ones([16, 4]), "second");
        return Lists.Of(() =>
        {
            using var tape = GradientTape.Begin();
            Tensor loss = x.MatMul(first).Relu().MatMul(second).Square().Sum();
            Gradients gradients = tape.Gradient(loss, [first, second]);
            if (clips) gradients = gradients.ClipByGlobalNorm(1);
            first.Assign(first - gradients[first] * 0.1);
            second.Assign(second - gradients[second] * 0.1);
            return loss;
        }, Simplify.Run, Fuse.Run);
    }

    private static PlanProgram Deep()
    {
        Tensor x = Tensor.Ones([4, 64]);
        Variable[] weights = [.. Enumerable.Range(0, 8).Select(static i => new Variable(Tensor.Ones([64, 64]), $"w{i}"))];
        return Lists.Of(() =>
        {
            using var tape = GradientTape.Begin();
            Tensor y = x;
            foreach (Variable weight in weights) y = y.MatMul(weight).Tanh();
            Tensor loss = y.Sum();
            Gradients gradients = tape.Gradient(loss, [.. weights]);
            foreach (Variable weight in weights) weight.Assign(weight - gradients[weight] * 0.1);
            return loss;
        }, Simplify.Run, Fuse.Run);
    }
}

namespace Hebb.Tensors.Tests.Plan;

/// <summary>What is taken out, and what must stay.</summary>
public sealed class SimplifyTests
{
    private readonly Tensor _x = Tensor.Normal([4, 6], seed: 1);
    private readonly Variable _w = new(Tensor.Ones([3]), "w");

    [Fact]
    public void What_is_repeated_constant_undone_or_for_nobody_goes() => Snapshot.Matches("plan_simplify",
        Through("equal ops on equal inputs", () =>
        {
            Tensor a = _x.Exp() + 1.0, b = _x.Exp() + 1.0;
            return (a * b).Sum();
        })
        + Through("what nobody reads", () =>
        {
            _ = _x.Tanh().Exp();
            return _x.Sum();
        })
        + Through("constants are computed once", () => (_x * (Tensor.Scalar(2).Sqrt() + 1.0)).Sum())
        + Through("a shape after a shape", () => _x.Tanh().Reshape(2, 12).Reshape(24).ExpandDims(0).Exp().Sum())
        + Through("a shape and back", () => _x.Tanh().Reshape(24).Reshape(4, 6).Exp().Sum())
        + Through("axes exchanged and back", () => _x.Tanh().Transpose().Transpose().Exp().Sum())
        + Through("axes ordered twice", () => _x.Tanh().Reshape(2, 3, 4).Permute(1, 2, 0).Permute(1, 2, 0).Exp().Sum())
        + Through("times 1, by 1, less 0, twice the other sign", () => (-(-(_x.Tanh() * 1.0 / 1.0 - 0.0))).Exp().Sum())
        + Through("a detached value", () => _x.Tanh().Detach().Exp().Sum()));

    [Fact]
    public void What_could_change_a_bit_stays() => Snapshot.Matches("plan_simplify_not",
        Through("plus 0: -0 would stay -0", () => (_x.Tanh() + 0.0).Sum())
        + Through("less -0: the same", () => (_x.Tanh() - -0.0).Sum())
        + Through("times 1 in a larger shape", () => (_x.Tanh() * Tensor.Ones([2, 4, 6])).Sum())
        + Through("rounded to another type and back", () => _x.Tanh().Cast(DType.Int32).Cast(DType.Float32).Sum())
        + Through("a variable's value now, which changes later", () =>
        {
            Tensor now = _w * 1.0, other = _w.Detach();
            _w.Assign(_w + 1.0);
            return (now + other + _w).Sum();
        }));

    [Fact]
    public void Zero_keeps_its_sign()
    {
        Tensor zeros = Tensor.From([0f, -0f]);
        Hebb.Plan plan = Hebb.Plan.Compile(() => 1.0 / ((zeros * 1.0 - 0.0) / 1.0));
        plan.Replay();
        Assert.Equal([float.PositiveInfinity, float.NegativeInfinity], plan.ToTensor().ToArray<float>());
        plan = Hebb.Plan.Compile(() => 1.0 / Tensor.Concat([Tensor.Full([1], 0.0), Tensor.Full([1], -0.0)], 0));   // not one constant
        plan.Replay();
        Assert.Equal([float.PositiveInfinity, float.NegativeInfinity], plan.ToTensor().ToArray<float>());
        plan = Hebb.Plan.Compile(() => 1.0 / (zeros + 0.0));
        plan.Replay();
        Assert.Equal([float.PositiveInfinity, float.PositiveInfinity], plan.ToTensor().ToArray<float>());
    }

    [Fact]
    public void Large_constants_are_not_kept() =>
        Assert.Equal(["Exp", "Sum", "Reshape"], Lists.Of(() => Tensor.Ones([200, 200]).Exp().Sum(), Simplify.Run).Steps.Select(static step => step.Op.Name));

    private static string Through(string title, Func<Tensor> step) => Lists.Through(title, Simplify.Run, Lists.Of(step));
}

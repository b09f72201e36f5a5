using Hebb.Testing;

namespace Hebb.Networks.Tests.Optimizers;

public class OptimizerTests
{
    public static TheoryData<string> Names => [.. Optimizer.Names];

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void The_fused_loop_gives_the_bits_of_the_formula_in_eager_ops(DType type)
    {
        Tensor start = Tensor.Normal([1000], seed: 1, type: type);
        var w = new Variable(start, "w");
        var optimizer = new AdamW(0.01) { AmsGrad = true };
        Tensor x = start, m = Tensor.Zeros([1000], type), v = m, top = m;
        for (int step = 1; step <= 5; step++)
        {
            Tensor g = Tensor.Normal([1000], seed: (10 + step), type: type);
            Apply(optimizer, w, g);

            Tensor t = Tensor.Scalar(step, DType.Float64), rate = Tensor.Scalar(0.01, DType.Float64).Cast(type);
            Tensor correction1 = 1 - Tensor.Scalar(0.9, DType.Float64).Pow(t), correction2 = (1 - Tensor.Scalar(0.999, DType.Float64).Pow(t)).Sqrt();
            x -= x * (rate * 0.004);
            m += (g - m) * (1 - 0.9);
            v += (g * g - v) * (1 - 0.999);
            top = top.Maximum(v);
            x -= rate * (correction2 / correction1).Cast(type) * m / (top.Sqrt() + Tensor.Scalar(1e-7, type));
            TensorAssert.SameBits(x, w);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bits_are_the_same_on_any_number_of_threads(string name)
    {
        float[] one = Run(1);
        foreach (int threads in new[] { 2, 3, 8 }) Assert.Equal(one, Run(threads));

        float[] Run(int threads)
        {
            int before = Parallelism.Threads;
            try
            {
                Parallelism.Threads = threads;
                var w = new Variable(Tensor.Normal([300, 301], seed: 1), "w");
                Optimizer optimizer = Optimizer.Parse(name, 0.01);
                for (int step = 0; step < 3; step++) Apply(optimizer, w, Tensor.Normal([300, 301], seed: step));
                return w.ToArray<float>();
            }
            finally
            {
                Parallelism.Threads = before;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_small_network_of_one_weight_finds_its_minimum(string name)
    {
        var w = new Variable(Tensor.From(5f), "w");
        Optimizer optimizer = Optimizer.Parse(name, name switch { "adagrad" or "ftrl" => 1, "adadelta" => 30, _ => 0.05 });
        for (int step = 0; step < 400; step++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient((w - 1).Square().Sum(), w));
        }
        Assert.InRange(w.ToScalar(), 0.95, 1.05);
    }

    [Fact]
    public void Single_numbers_and_both_types_are_trained_together()
    {
        Variable scalar = new(Tensor.Scalar(1), "scalar"), wide = new(Tensor.From([1.0, 2.0]), "wide");
        var optimizer = new Sgd(0.5);
        using var tape = GradientTape.Begin();
        Tensor loss = (scalar.Cast(DType.Float64) * wide).Sum();
        optimizer.Apply(tape.Gradient(loss, scalar, wide));
        Assert.Equal(1 - 0.5 * 3, scalar.ToScalar());
        Assert.Equal([0.5, 1.5], wide.ToArray<double>());
    }

    [Fact]
    public void A_variable_that_the_loss_does_not_depend_on_stays()
    {
        Variable used = new(Tensor.From(1f), "used"), idle = new(Tensor.From(1f), "idle");
        var optimizer = new AdamW(0.1);
        using var tape = GradientTape.Begin();
        optimizer.Apply(tape.Gradient((used * 2).Sum(), used, idle));
        Assert.Equal(1, idle.ToScalar());
        Assert.NotEqual(1, used.ToScalar());
        Assert.Equal(0, idle.Version);
    }

    [Fact]
    public void Biases_can_be_spared_the_decay()
    {
        Variable kernel = new(Tensor.Ones([2, 2]), "kernel"), bias = new(Tensor.Ones([2]), "bias");
        var optimizer = new Sgd(0.5) { WeightDecay = 0.5, DecaysBiases = false };
        using var tape = GradientTape.Begin();
        optimizer.Apply(tape.Gradient((kernel * 0).Sum() + (bias * 0).Sum(), kernel, bias));
        Assert.All(kernel.ToArray<float>(), static value => Assert.Equal(0.75f, value));
        Assert.All(bias.ToArray<float>(), static value => Assert.Equal(1f, value));
    }

    [Fact]
    public void A_step_from_saved_slots_continues_with_the_same_bits()
    {
        Tensor start = Tensor.Normal([50], seed: 1);
        Variable whole = new(start, "dense/kernel"), resumed = new(start, "dense/kernel");
        Optimizer first = new Adam(0.01), before = new Adam(0.01), after = new Adam(0.01);
        for (int step = 0; step < 4; step++) Apply(first, whole, Tensor.Normal([50], seed: step));

        for (int step = 0; step < 2; step++) Apply(before, resumed, Tensor.Normal([50], seed: step));
        (string Name, Variable Slot)[] saved = [.. before.State([resumed])], restored = [.. after.State([resumed])];
        Assert.Equal(["dense/kernel/m", "dense/kernel/v"], saved.Select(static slot => slot.Name));
        for (int i = 0; i < saved.Length; i++) restored[i].Slot.Assign(saved[i].Slot);
        after.Step = before.Step;
        for (int step = 2; step < 4; step++) Apply(after, resumed, Tensor.Normal([50], seed: step));
        TensorAssert.SameBits(whole, resumed);
    }

    [Fact]
    public void A_step_allocates_little()
    {
        Variable[] weights = [.. Enumerable.Range(0, 10).Select(i => new Variable(Tensor.Ones([64]), $"w{i}"))];
        var optimizer = new Adam();
        using var tape = GradientTape.Begin();
        Tensor loss = weights[0].Sum();
        foreach (Variable weight in weights[1..]) loss += weight.Square().Sum();
        Gradients gradients = tape.Gradient(loss, weights);
        for (int i = 0; i < 50; i++) optimizer.Apply(gradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) optimizer.Apply(gradients);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 200);
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("optimizer_errors",
    [
        ("an unknown name", () => Optimizer.Parse("adamost")),
        ("a negative learning rate", () => _ = new Adam(-0.1)),
        ("a learning rate that is no number", () => _ = new Sgd(double.NaN)),
        ("a momentum of one", () => _ = new Sgd { Momentum = 1 }),
        ("a beta of two", () => _ = new Adam { Beta2 = 2 }),
        ("a negative epsilon", () => _ = new Adam { Epsilon = -1 }),
        ("a negative decay", () => _ = new AdamW { WeightDecay = -1 }),
        ("a growth that shrinks", () => _ = new Rprop { Grow = 0.5 }),
        ("no step between smallest and largest", () => Apply(new Rprop { Smallest = 60 }, new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("iterations without end", () => _ = new Muon { Iterations = int.MaxValue }),
        ("a run of less than nothing", () => new Adam().RunSteps = -1),
        ("a schedule that climbs", () => Apply(new Sgd { Schedule = new LambdaSchedule(_ => -1) }, new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("a schedule that gives no number", () => Apply(new Adam { Schedule = new MultiplicativeSchedule(_ => double.NaN) }, new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]), steps: 2)),
        ("a formula that reduces", () => Apply(new Normalized(), new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("a formula that sorts", () => Apply(new Ranked(), new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("a formula of a number", () => Apply(new Forgetful(), new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("a formula that reads another tensor", () => Apply(new Attached(), new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("a slot that begins late", () => Apply(new Late(), new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
    ]);

    [Fact]
    public void A_slot_may_begin_with_another_number()
    {
        var w = new Variable(Tensor.From(1f), "w");
        Apply(new Accumulating(), w, Tensor.From(2f));
        Assert.Equal(1 - 2 / 0.5, w.ToScalar(), 1e-6);
    }

    // Steps with this gradient: that of the sum of w g by w.
    private static void Apply(Optimizer optimizer, Variable variable, Tensor gradient, int steps = 1)
    {
        for (int step = 0; step < steps; step++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient((variable * gradient).Sum(), variable));
        }
    }

    private sealed class Normalized() : Optimizer(0.1)
    {
        protected override void Update(Update u) => u.Parameter -= u.Gradient / u.Gradient.Norm() * u.Rate;
    }

    private sealed class Ranked() : Optimizer(0.1)
    {
        protected override void Update(Update u) => u.Parameter -= u.Gradient.CumulativeSum(0) * u.Rate;
    }

    private sealed class Forgetful() : Optimizer(0.1)
    {
        protected override void Update(Update u) => u.Parameter = u.Rate;
    }

    private sealed class Attached() : Optimizer(0.1)
    {
        protected override void Update(Update u) => u.Parameter -= u.Gradient * Tensor.Ones([1]);
    }

    private sealed class Late() : Optimizer(0.1)
    {
        protected override void Update(Update u)
        {
            u["sum"] += u.Gradient;
            u.Begin("sum", 0.1);
        }
    }

    private sealed class Accumulating() : Optimizer(1)
    {
        protected override void Update(Update u)
        {
            u.Begin("divisor", 0.5);
            u.Parameter -= u.Rate * u.Gradient / u["divisor"];
        }
    }
}

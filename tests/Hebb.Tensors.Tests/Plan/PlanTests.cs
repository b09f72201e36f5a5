namespace Hebb.Tensors.Tests.Plan;

/// <summary>The passes on small lists, and replay against eager execution.</summary>
public sealed class PlanTests
{
    [Fact]
    public void Each_pass_does_what_its_list_shows()
    {
        Variable weight = new(Tensor.Ones([3]), "weight"), unused = new(Tensor.Ones([3]), "unused");
        (Capture capture, Tensor result) = Capture.Run(() =>
        {
            Tensor twice = weight * 2.0, again = weight * 2.0;     // the same work
            _ = unused.Exp();                                      // for nobody
            Tensor y = (twice + again).Relu() - 1.0;
            weight.Assign(weight - y * 0.1);
            return (y * y).Sum();
        });
        PlanProgram program = new(capture.Steps, result, capture.Assigned);
        string captured = program.ToString();
        Simplify.Run(program);
        string simplified = program.ToString();
        Fuse.Run(program);
        Snapshot.Matches("plan_passes", $"captured\n{captured}\n\nsimplified\n{simplified}\n\nfused\n{program}\n");
    }

    [Fact]
    public void Replays_continue_from_what_the_one_before_assigned()
    {
        Variable eager = new(Tensor.From([1f, 2f, 3f]), "w"), planned = new(Tensor.From([1f, 2f, 3f]), "w");
        Func<Tensor> Step(Variable w) => () =>
        {
            using var tape = GradientTape.Begin();
            Tensor loss = (w.Tanh() * w).Sum();
            w.Assign(w - tape.Gradient(loss, w)[w] * 0.1);
            return (loss + w).Sum();                               // reads the new value
        };
        Hebb.Plan plan = Hebb.Plan.Compile(Step(planned));
        for (int i = 0; i < 20; i++)
        {
            double expected;
            using (TensorScope.Training()) expected = Step(eager)().ToScalar();
            plan.Replay();
            Assert.Equal((float)expected, plan.Result.AsSpan<float>()[0]);
            Assert.Equal(eager.ToArray<float>(), planned.ToArray<float>());
        }
    }

    [Fact]
    public void Values_of_variables_can_change_places()
    {
        Variable a = new(Tensor.From([1f]), "a"), b = new(Tensor.From([2f]), "b");
        Hebb.Plan plan = Hebb.Plan.Compile(() =>
        {
            Tensor old = a * 1.0;
            a.Assign(b * 1.0);
            b.Assign(old);
            return (a + b).Sum();
        });
        plan.Replay();
        Assert.Equal((2f, 1f), (a.ToArray<float>()[0], b.ToArray<float>()[0]));
        plan.Replay();
        Assert.Equal((1f, 2f), (a.ToArray<float>()[0], b.ToArray<float>()[0]));
    }

    [Fact]
    public void A_variable_assigned_another_variable_gets_its_old_value()
    {
        Variable a = new(Tensor.From([1f]), "a"), b = new(Tensor.From([2f]), "b");
        Hebb.Plan plan = Hebb.Plan.Compile(() =>
        {
            Tensor before = b;
            a.Assign(before);
            b.Assign(b * 10.0);
            return a.Sum();
        });
        plan.Replay();
        Assert.Equal((2f, 20f), (a.ToArray<float>()[0], b.ToArray<float>()[0]));
    }

    [Fact]
    public void No_gradient_flows_through_a_detached_value()
    {
        Variable w = new(Tensor.From([3f]), "w");
        Hebb.Plan plan = Hebb.Plan.Compile(() =>
        {
            using var tape = GradientTape.Begin();
            return tape.Gradient((w * w.Detach()).Sum(), w)[w].Sum();
        });
        plan.Replay();
        Assert.Equal(3f, plan.Result.AsSpan<float>()[0]);   // not 6
    }

    [Fact]
    public void The_slab_is_as_small_as_the_greatest_number_of_live_bytes_here()
    {
        Tensor x = Tensor.Normal([64, 64], seed: 1);
        Hebb.Plan plan = Hebb.Plan.Compile(() => x.MatMul(x).Tanh().MatMul(x).Exp().MatMul(x).Sum());
        Assert.True(plan.SlabBytes <= plan.LiveBytes * 102 / 100, $"slab {plan.SlabBytes}, alive {plan.LiveBytes}");
        Assert.True(plan.SlabBytes < 4 * 64 * 64 * 4, "memory is used again");
    }

    [Fact]
    public void A_replay_allocates_nothing()
    {
        Tensor x = Tensor.Normal([8, 8], seed: 1);
        Variable w = new(Tensor.Normal([8, 8], seed: 2), "w");
        Hebb.Plan plan = Hebb.Plan.Compile(() =>
        {
            using var tape = GradientTape.Begin();
            Tensor loss = x.MatMul(w).Relu().Sum();
            w.Assign(w - tape.Gradient(loss, w)[w] * 0.01);
            return loss;
        });
        for (int i = 0; i < 50; i++) plan.Replay();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) plan.Replay();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_cannot_be_captured_is_refused() => Snapshot.Errors("plan_errors",
    [
        ("a value is read", () => Hebb.Plan.Compile(() => Tensor.Scalar(Tensor.Ones([2]).Sum().ToScalar()))),
        ("a variable's value is read", () =>
        {
            Variable w = new(Tensor.Ones([2]), "w");
            Hebb.Plan.Compile(() => w * w.ToArray<float>()[0]);
        }),
        ("a number changes", () =>
        {
            int calls = 0;
            Hebb.Plan.Compile(() => Tensor.Ones([2]) * ++calls);
        }),
        ("a setting changes", () =>
        {
            int calls = 0;
            Hebb.Plan.Compile(() => Tensor.Ones([2, 2]).Softmax(axis: ++calls - 1));
        }),
        ("another operation", () =>
        {
            bool second = true;
            Hebb.Plan.Compile(() => (second = !second) ? Tensor.Ones([2]).Exp() : Tensor.Ones([2]).Tanh());
        }),
        ("one operation more", () =>
        {
            bool second = true;
            Hebb.Plan.Compile(() => (second = !second) ? Tensor.Ones([2]).Exp().Tanh() : Tensor.Ones([2]).Exp());
        }),
        ("other operands", () =>
        {
            bool second = true;
            Hebb.Plan.Compile(() =>
            {
                Tensor a = Tensor.Ones([2]).Exp(), b = a.Tanh();
                second = !second;
                return (second ? a : b).Relu() + b;
            });
        }),
        ("another result", () =>
        {
            bool second = true;
            Hebb.Plan.Compile(() =>
            {
                Tensor a = Tensor.Ones([2]).Exp(), b = a.Tanh();
                return (second = !second) ? a : b;
            });
        }),
        ("another variable", () =>
        {
            bool second = true;
            Variable a = new(Tensor.Ones([2]), "a"), b = new(Tensor.Ones([2]), "b");
            Hebb.Plan.Compile(() =>
            {
                Tensor x = Tensor.Ones([2]).Exp();
                ((second = !second) ? a : b).Assign(x);
                return x.Sum();
            });
        }),
        ("values from outside, anew in each step", () => Hebb.Plan.Compile(() => Tensor.Ones([2]) * Tensor.From([0.5f, 2f]))),
        ("a tensor of the step before", () =>
        {
            Tensor? kept = null;
            Hebb.Plan.Compile(() => kept = (kept ?? Tensor.Ones([2])).Exp());
        }),
        ("a tensor of a captured step", () =>
        {
            Tensor? kept = null;
            Hebb.Plan.Compile(() => kept = Tensor.Ones([2]).Exp());
            kept!.ToArray<float>();
        }),
    ]);
}

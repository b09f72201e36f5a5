namespace Hebb.Training.Tests.Running;

/// <summary>Gradients gathered over several batches are those of one large batch.</summary>
public sealed class AccumulationTests
{
    private sealed class Killed : Exception;

    [Theory]
    [InlineData(8, 3)]    // 7 batches, the last of 2 samples: groups of 24, 24 and 2
    [InlineData(4, 6)]    // 13 batches: groups of 24, 24 and 2
    [InlineData(5, 10)]   // one group
    public void Gathered_small_batches_take_the_steps_of_a_large_one(int batch, int steps)
    {
        foreach (Reduction reduction in (Reduction[])[Reduction.Mean, Reduction.Sum])
        {
            Trainer small = Trainer(steps, reduction: reduction), large = Trainer(1, reduction: reduction);
            small.Fit(Small.Data(), epochs: 4, batch: batch);
            large.Fit(Small.Data(), epochs: 4, batch: batch * steps);
            Assert.Equal(large.Optimizer.Step, small.Optimizer.Step);
            Assert.Equal(large.Optimizer.RunSteps, small.Optimizer.RunSteps);
            Near(large.Model, small.Model, 2e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void By_plan_and_op_by_op_it_has_the_same_bits(int steps)
    {
        Trainer planned = Trainer(steps), eager = Trainer(steps, eager: true);
        planned.Fit(Small.Data(), epochs: 3, batch: 8);
        eager.Fit(Small.Data(), epochs: 3, batch: 8);
        Assert.Equal(eager.Model.WeightsSha256(), planned.Model.WeightsSha256());
        Assert.Equal(Small.WithoutSeconds(eager.History), Small.WithoutSeconds(planned.History));
    }

    [Fact]
    public void A_run_killed_within_a_group_goes_on_to_the_same_bits()
    {
        Trainer whole = Trainer(3);
        whole.Fit(Small.Data(), epochs: 3, batch: 8);
        foreach (int kill in (int[])[1, 2, 3, 5, 7, 8, 9])
        {
            using TemporaryFolder folder = new();
            string path = folder.File("run.hebb");
            int taken = 0;
            On killer = new()
            {
                StepEnd = (run, _) =>
                {
                    if (++taken == kill) throw new Killed();
                },
            };
            Checkpoint checkpoint = new(path) { EverySteps = 1 };
            // The killer comes one step after the checkpoint that it leaves.
            Assert.Throws<Killed>(() => Trainer(3, callbacks: [killer, checkpoint]).Fit(Small.Data(), epochs: 3, batch: 8));
            Trainer resumed = Trainer(3, callbacks: [new Checkpoint(path) { EverySteps = 1 }]);
            if (kill > 1) resumed.LoadCheckpoint(path);
            resumed.Fit(Small.Data(), epochs: 3, batch: 8);
            Assert.Equal((kill, whole.Model.WeightsSha256()), (kill, resumed.Model.WeightsSha256()));
        }
    }

    [Fact]
    public void A_planned_step_allocates_nothing()
    {
        List<long> allocated = [];
        long before = 0;
        Trainer trainer = Trainer(2, callbacks: [new On
        {
            StepBegin = _ => before = GC.GetAllocatedBytesForCurrentThread(),
            StepEnd = (run, _) => allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before),
        }]);
        trainer.Fit(Small.Data(48), epochs: 6, batch: 8);
        Assert.Equal(0, allocated.Skip(12).Max());
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("accumulation_errors",
    [
        ("no batches", () => Trainer(0)),
        ("a step that does not gather", () => new OwnStep(Model()) { Optimizer = new Sgd(), Loss = new CrossEntropy(), AccumulationSteps = 2 }
            .Fit(Small.Data(), batch: 8)),
        ("another number of batches than the checkpoint's", () =>
        {
            using TemporaryFolder folder = new();
            Trainer first = Trainer(3);
            first.Fit(Small.Data(), epochs: 1, batch: 8);
            first.SaveCheckpoint(folder.File("run.hebb"));
            Trainer other = Trainer(2);
            other.LoadCheckpoint(folder.File("run.hebb"));
            other.Fit(Small.Data(), epochs: 2, batch: 8);
        }),
    ]);

    private static Sequential Model() => new([6], "small", 3) { new Dense(16, Activation.Tanh), new Dense(3) };

    private static Trainer Trainer(int steps, bool eager = false, Reduction reduction = Reduction.Mean, params Callback[] callbacks) => new(Model())
    {
        AccumulationSteps = steps,
        Eager = eager,
        Optimizer = new Sgd(reduction == Reduction.Sum ? 0.01 : 0.1) { Momentum = 0.9, Schedule = new CosineDecay() },
        Loss = new CrossEntropy { Reduction = reduction },
        Metrics = [new Accuracy()],
        Clipping = GradientClipping.ByGlobalNorm(1),
        Callbacks = callbacks,
        Seed = 5,
    };

    private static void Near(Model expected, Model found, double tolerance)
    {
        foreach ((Variable one, Variable other) in expected.Weights.Zip(found.Weights))
        {
            (float[] a, float[] b) = (one.ToArray<float>(), other.ToArray<float>());
            for (int i = 0; i < a.Length; i++) Assert.Equal(a[i], b[i], tolerance);
        }
    }

    private sealed class OwnStep(Model model) : Trainer(model)
    {
        protected override Tensor Step(Batch batch)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = Loss.Call(Model.Call(batch.Inputs), batch.Labels);
            Optimizer.Apply(tape.Gradient(loss, Parameters));
            return loss;
        }
    }
}

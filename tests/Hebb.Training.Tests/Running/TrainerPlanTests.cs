namespace Hebb.Training.Tests.Running;

/// <summary>Training by plan: the same bits as op by op, and nothing allocated.</summary>
public sealed class TrainerPlanTests
{
    [Theory]
    [InlineData("adam", false)]
    [InlineData("adamw", true)]
    [InlineData("sgd", false)]
    [InlineData("nesterov", true)]
    public void Planned_and_eager_training_give_the_same_bits(string optimizer, bool clips)
    {
        (string eager, string eagerHistory) = Train(optimizer, clips, isEager: true, threads: 1);
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            (string planned, string history) = Train(optimizer, clips, isEager: false, threads);
            Assert.Equal(eager, planned);
            Assert.Equal(eagerHistory, history);
        }
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("nesterov")]
    public void Plans_without_machine_code_give_the_same_bits(string optimizer) =>
        Assert.Equal(Digest(optimizer), ChildProcess.Run("without code", optimizer));

    internal static string Digest(string optimizer) => Train(optimizer, clips: true, isEager: false, threads: 2).Digest;

    [Fact]
    public void Frozen_layers_thawed_between_epochs_are_trained_from_then_on()
    {
        foreach (bool isEager in new[] { true, false })
        {
            Sequential model = Network();
            model.Layers[1].Trainable = false;
            string before = Print(model.Layers[1]), after = "";
            Trainer trainer = new(model)
            {
                Optimizer = new Sgd(0.1),
                Loss = new CrossEntropy(),
                Eager = isEager,
                Callbacks = [new On { EpochEnd = (run, epoch) =>
                {
                    if (epoch.Epoch > 1) return;
                    after = Print(model.Layers[1]);
                    model.Layers[1].Trainable = true;
                } }],
            };
            trainer.Fit(Data(), epochs: 2, batch: 32);
            Assert.Equal(before, after);
            Assert.NotEqual(after, Print(model.Layers[1]));
        }
    }

    [Fact]
    public void A_step_that_breaks_off_is_not_counted()
    {
        foreach (bool isEager in new[] { true, false })
        {
            Dataset data = Dataset.From(Tensor.Uniform([8, 3], -1, 1, seed: 1), Tensor.Full([8], 1, DType.Int32), ["a", "b"]);
            Trainer trainer = new Outside(new Sequential([3], seed: 1) { new Dense(2) })
            {
                Optimizer = new Adam(), Loss = new CrossEntropy(), Eager = isEager,
            };
            Assert.ThrowsAny<HebbException>(() => trainer.Fit(data, batch: 8));
            Assert.Equal(0, trainer.Optimizer.Step);
        }
    }

    [Fact]
    public void An_optimizer_applied_twice_takes_two_steps()
    {
        string[] weights = new string[2];
        for (int i = 0; i < 2; i++)
        {
            Trainer trainer = new Twice(Network())
            {
                Optimizer = new Adam(0.01) { Schedule = new CosineDecay(100) }, Loss = new CrossEntropy(), Eager = i == 0,
            };
            trainer.Fit(Data(), batch: 25);
            Assert.Equal(8, trainer.Optimizer.Step);
            weights[i] = trainer.Model.WeightsSha256();
        }
        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void A_weight_that_is_used_twice_is_changed_after_both()
    {
        string[] weights = new string[2];
        for (int i = 0; i < 2; i++)
        {
            Sequential model = new([6], "tied", seed: 4) { new Tied(12), new Tied(5), new Dense(3) };
            new Trainer(model) { Optimizer = new Adam(0.01), Loss = new CrossEntropy(), Eager = i == 0 }.Fit(Small.Data(), epochs: 3, batch: 16);
            weights[i] = model.WeightsSha256();
        }
        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void A_planned_step_allocates_nothing()
    {
        long last = 0, most = 0;
        int seen = 0;
        Trainer trainer = new(Network())
        {
            Optimizer = new Adam(),
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
            Callbacks = [new On { StepEnd = (run, _) =>
            {
                long now = GC.GetAllocatedBytesForCurrentThread();
                if (run.Epoch == 2 && run.Step > 2)
                {
                    most = Math.Max(most, now - last);
                    seen++;
                }
                last = GC.GetAllocatedBytesForCurrentThread();
            } }],
        };
        trainer.Fit(Data(), epochs: 2, batch: 16);
        Assert.True(seen >= 5);
        Assert.Equal(0, most);
    }

    [Fact]
    public void A_step_that_reads_a_value_or_hides_state_is_refused_with_the_way_out() => Snapshot.Errors("trainer_plan_errors",
    [
        ("a value is read in Step", () => new Reading(Network()) { Optimizer = new Sgd(), Loss = new CrossEntropy() }.Fit(Data(), batch: 32)),
        ("a counter hides in a field", () => new Counting(Network()) { Optimizer = new Sgd(), Loss = new CrossEntropy() }.Fit(Data(), batch: 32)),
    ]);

    [Fact]
    public void Two_optimizers_in_one_step_are_captured_with_the_bits_of_op_by_op()
    {
        (string eager, int eagerCalls) = Train(isEager: true, threads: 1);
        Assert.Equal(4 * 4, eagerCalls);
        foreach (int threads in new[] { 1, 2, 3, 8 })
            Assert.Equal((eager, 2 * 2), Train(isEager: false, threads));   // twice for the full batch, twice for the last one

        static (string, int) Train(bool isEager, int threads)
        {
            int before = Parallelism.Threads;
            Parallelism.Threads = threads;
            try
            {
                AdversarialTrainer trainer = new(new([4], "both", seed: 2)
                {
                    new Sequential([4], "generator") { new Dense(16, Activation.Tanh), new Dense(3) },
                    new Sequential([3], "critic") { new Dense(8, Activation.LeakyRelu(0.2)), new Dense(1) },
                })
                {
                    Optimizer = new Adam(0.01),
                    CriticOptimizer = new Sgd(0.05) { Momentum = 0.9 },
                    Loss = new BinaryCrossEntropy(),
                    Eager = isEager,
                };
                History history = trainer.Fit(Dataset.From(Tensor.Normal([100, 4], seed: 1), Tensor.Normal([100, 3], seed: 2)), epochs: 4, batch: 32);
                Assert.Equal((16L, 16L), (trainer.Optimizer.Step, trainer.CriticOptimizer.Step));
                return (trainer.Model.WeightsSha256() + Small.WithoutSeconds(history), trainer.Calls);
            }
            finally
            {
                Parallelism.Threads = before;
            }
        }
    }

    [Fact]
    public void A_gradient_through_a_weight_that_was_changed_meanwhile_is_refused_by_plan_too()
    {
        foreach (bool isEager in new[] { true, false })
        {
            Late trainer = new(Network()) { Optimizer = new Sgd(), Loss = new CrossEntropy(), Eager = isEager };
            Assert.Contains("was assigned after", Assert.Throws<UsageException>(() => trainer.Fit(Data(), batch: 32)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Both_are_allowed_op_by_op()
    {
        new Reading(Network()) { Optimizer = new Sgd(), Loss = new CrossEntropy(), Eager = true }.Fit(Data(), batch: 32);
        new Counting(Network()) { Optimizer = new Sgd(), Loss = new CrossEntropy(), Eager = true }.Fit(Data(), batch: 32);
    }

    private static (string Digest, string History) Train(string optimizer, bool clips, bool isEager, int threads)
    {
        int before = Parallelism.Threads;
        Parallelism.Threads = threads;
        try
        {
            Sequential model = Network();
            Trainer trainer = new(model)
            {
                Optimizer = Optimizer.Parse(optimizer, 0.01, new CosineDecay()),
                Loss = new CrossEntropy(),
                Metrics = [new Accuracy()],
                Clipping = clips ? GradientClipping.ByGlobalNorm(0.5) : null,
                Seed = 3,
                Eager = isEager,
            };
            History history = trainer.Fit(Data(), epochs: 3, batch: 32, validation: Data(40));
            return (model.WeightsSha256(), Small.WithoutSeconds(history));
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    // Every kind of layer: convolution, both poolings, batch normalization, dropout, merges are in the layers' own specs.
    private static Sequential Network() => new([12, 12, 1], "network", seed: 7)
    {
        new Rescaling(1 / 255.0),
        new Conv2D(4, 3, Activation.Relu) { Padding = Padding.Same },
        new BatchNormalization(),
        new MaxPooling2D(2),
        new Conv2D(6, 3) { Stride = 2 },
        Activation.LeakyRelu(0.1),
        new AveragePooling2D(2),
        new Flatten(),
        new Dropout(0.25),
        new Dense(8, Activation.Tanh),
        new Dense(4),
    };

    // 100 samples: with batches of 32 the last has 4.
    private static Dataset Data(int count = 100) =>
        Dataset.From(Tensor.Uniform([count, 12, 12, 1], 0, 255, seed: 1), Tensor.Integers([count], 0, 4, seed: 2));

    private static string Print(Layer layer) => string.Join(' ', layer.Weights.SelectMany(static weight => weight.Cast(DType.Float32).ToArray<float>()));

    private sealed class Reading(Model model) : Trainer(model)
    {
        protected override Tensor Step(Batch batch)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = Loss.Call(Model.Call(batch.Inputs), batch.Labels);
            if (loss.ToScalar() > 0) Optimizer.Apply(tape.Gradient(loss, Parameters));
            return loss;
        }
    }

    // There and back by one weight, as in auto-encoders whose decoder is the encoder transposed.
    private sealed class Tied(int units) : Layer
    {
        private Parameter _weight = null!;

        protected override void Build(Shape input) => _weight = AddParameter("weight", [input[0], units], Initializer.GlorotUniform);

        protected override Tensor Forward(Tensor x) => x.MatMul(_weight).Tanh().MatMul(_weight, transposeRight: true);
    }

    // Asks for rows that a label names, and there is no such row.
    private sealed class Outside(Model model) : Trainer(model)
    {
        protected override Tensor Step(Batch batch)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = Model.Call(batch.Inputs).Gather(batch.Labels * 100).Mean();
            Optimizer.Apply(tape.Gradient(loss, Parameters));
            return loss;
        }
    }

    private sealed class Twice(Model model) : Trainer(model)
    {
        protected override Tensor Step(Batch batch)
        {
            using (var tape = GradientTape.Begin())
                Optimizer.Apply(tape.Gradient(Loss.Call(Model.Call(batch.Inputs), batch.Labels), Parameters));
            using var second = GradientTape.Begin();
            Tensor loss = Loss.Call(Model.Call(batch.Inputs), batch.Labels);
            Optimizer.Apply(second.Gradient(loss, Parameters));
            return loss;
        }
    }

    private sealed class Counting(Model model) : Trainer(model)
    {
        private int _step;

        protected override Tensor Step(Batch batch)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = Loss.Call(Model.Call(batch.Inputs) * (1.0 / ++_step), batch.Labels);
            Optimizer.Apply(tape.Gradient(loss, Parameters));
            return loss;
        }
    }

    private sealed class Late(Model model) : Trainer(model)
    {
        protected override Tensor Step(Batch batch)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = Loss.Call(Model.Call(batch.Inputs), batch.Labels);
            Optimizer.Apply(tape.Gradient(loss, Parameters.Skip(2)));
            Optimizer.Apply(tape.Gradient(loss, Parameters.Take(2)));   // flows back through the weights above
            return loss;
        }
    }

    // The example of Trainer.Step, with a count of the calls.
    private sealed class AdversarialTrainer(Sequential model) : Trainer(model)
    {
        private Layer Generator => model.Layers[0];
        private Layer Critic => model.Layers[1];

        public required Optimizer CriticOptimizer { get; init; }

        public int Calls { get; private set; }

        protected override IReadOnlyList<Optimizer> Optimizers => [Optimizer, CriticOptimizer];

        protected override void CheckData(string verb, Dataset data) { }   // the targets are not those of the whole model

        protected override Tensor Step(Batch batch)
        {
            Calls++;
            Tensor real = Tensor.Ones([batch.Count, 1]), made = Tensor.Zeros([batch.Count, 1]);
            using (var tape = GradientTape.Begin())
            {
                Tensor mistakes = Loss.Call(Critic.Call(batch.Labels), real) + Loss.Call(Critic.Call(Generator.Call(batch.Inputs).Detach()), made);
                CriticOptimizer.Apply(tape.Gradient(mistakes, Critic.Parameters));
            }
            using (var tape = GradientTape.Begin())   // a tape of its own: the critic is another now
            {
                Tensor unconvinced = Loss.Call(Critic.Call(Generator.Call(batch.Inputs)), real);
                Optimizer.Apply(tape.Gradient(unconvinced, Generator.Parameters));
                return unconvinced;
            }
        }
    }
}

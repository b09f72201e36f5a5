namespace Hebb.Training.Tests.Running;

public sealed class TrainerTests
{
    [Fact]
    public void A_classifier_learns_the_names_of_its_classes()
    {
        Trainer trainer = Small.Trainer();
        trainer.Fit(Small.Data());
        Assert.Equal(["a", "b", "c"], trainer.Model.ClassNames);
        trainer.Model.ClassNames = ["x", "y", "z"];
        trainer.Fit(Small.Data());
        Assert.Equal(["x", "y", "z"], trainer.Model.ClassNames);   // its own stay
        Trainer numbers = Small.Trainer();
        numbers.Fit(Dataset.From(new float[3, 6], [0, 1, 2]));
        Assert.Null(numbers.Model.ClassNames);
    }

    [Fact]
    public void A_network_learns()
    {
        Trainer trainer = new(new Sequential([6]) { new Dense(16, Activation.Tanh), new Dense(3) }) { Optimizer = new Adam(0.01), Loss = new CrossEntropy(),
            Metrics = [new Accuracy()] };
        History history = trainer.Fit(Small.Data(400), epochs: 20);
        Assert.True(history.Epochs[^1].Training.Loss < 0.3 * history.Epochs[0].Training.Loss, history.ToString());
        Assert.True(trainer.Evaluate(Small.Data(200, seed: 9))["accuracy"] > 0.9);
    }

    [Fact]
    public void Arrays_and_tensors_do_as_well_as_datasets()
    {
        float[,] x = new float[20, 2], targets = new float[20, 2];
        float[] sums = new float[20];
        int[] classes = new int[20];
        for (int i = 0; i < 20; i++) (x[i, 0], x[i, 1], sums[i], classes[i], targets[i, 1]) = (i, -i * i, i * 0.5f, i % 2, i);
        Trainer Make(int units, Loss loss) => new(new Sequential([2]) { new Dense(units) }) { Optimizer = new Adam(), Loss = loss };
        Equal(Make(2, new CrossEntropy()), t => t.Fit(x, classes, 2, 8), t => t.Fit(Dataset.From(x, classes), 2, 8));
        Equal(Make(1, new MeanSquaredError()), t => t.Fit(x, sums, 2, 8), t => t.Fit(Dataset.From(x, sums), 2, 8));
        Equal(Make(2, new MeanSquaredError()), t => t.Fit(x, targets, 2, 8), t => t.Fit(Tensor.From(x), Tensor.From(targets), 2, 8));

        static void Equal(Trainer first, Func<Trainer, History> one, Func<Trainer, History> other)
        {
            Trainer second = new(first.Model.Snapshot()) { Optimizer = new Adam(), Loss = first.Loss };
            Assert.Equal(Small.WithoutSeconds(one(first)), Small.WithoutSeconds(other(second)));
        }
    }

    [Fact]
    public void A_loss_is_the_mean_over_samples_however_they_are_batched()
    {
        Dataset data = Small.Data();
        Trainer trainer = Small.Trainer();
        double all = trainer.Evaluate(data, 64).Loss;
        foreach (int batch in (int[])[1, 7, 32]) Assert.Equal(all, trainer.Evaluate(data, batch).Loss, 6);
        foreach (Reduction reduction in (Reduction[])[Reduction.Sum, Reduction.None])
        {
            Trainer other = new(trainer.Model) { Optimizer = new Adam(), Loss = new CrossEntropy { Reduction = reduction } };
            Assert.Equal(all, other.Evaluate(data, 7).Loss, 6);
        }
        Trainer sum = new(new Sequential([6]) { new Dense(3) }) { Optimizer = new Sgd(0), Loss = new CrossEntropy { Reduction = Reduction.Sum } };
        Assert.Equal(sum.Evaluate(data).Loss, sum.Fit(data, 1, 7).Epochs[0].Training.Loss, 6);
    }

    [Fact]
    public void Evaluating_changes_nothing_and_does_not_drop_out()
    {
        Trainer trainer = Small.Trainer();
        trainer.Fit(Small.Data(), 2);
        string before = trainer.Model.WeightsSha256();
        Assert.Equal(trainer.Evaluate(Small.Data()).Loss, trainer.Evaluate(Small.Data()).Loss);
        Assert.Equal(before, trainer.Model.WeightsSha256());
    }

    [Fact]
    public void The_order_of_samples_is_another_in_each_epoch_and_follows_the_seed()
    {
        List<string> Orders(ulong seed)
        {
            List<string> orders = [];
            Trainer trainer = new(Small.Model())
            {
                Optimizer = new Adam(),
                Loss = new CrossEntropy(),
                Seed = seed,
                Callbacks = [new On { EpochBegin = _ => orders.Add(""), StepBegin = run => orders[^1] += string.Join(',', run.Batch!.Rows.ToArray()) + ";" }],
            };
            trainer.Fit(Small.Data(20), 2, 8);
            return orders;
        }
        List<string> first = Orders(1);
        Assert.Equal(first, Orders(1));
        Assert.NotEqual(first[0], first[1]);
        Assert.NotEqual(first, Orders(2));
        Assert.Equal(Enumerable.Range(0, 20), first[0].Split([',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Order());
    }

    [Fact]
    public void Layers_frozen_between_runs_or_epochs_stay_as_they_are()
    {
        Sequential model = new([6]) { new Dense(8, Activation.Relu), new Dense(3) };
        Parameter kernel = model.Layers[0].Parameters[0];
        Trainer trainer = new(model) { Optimizer = new Adam(0.1), Loss = new CrossEntropy(),
            Callbacks = [new On { EpochBegin = run => model.Layers[0].Trainable = run.Epoch != 1 }] };
        model.Layers[0].Trainable = true;
        float[] before = kernel.ToArray<float>();
        trainer.Fit(Small.Data(), 1);
        Assert.Equal(before, kernel.ToArray<float>());
        trainer.Fit(Small.Data(), 2);
        Assert.NotEqual(before, kernel.ToArray<float>());
    }

    [Fact]
    public void Cancelling_goes_back_to_the_best_model_so_far()
    {
        foreach (bool validates in (bool[])[false, true])
        {
            List<string> weights = [];
            using CancellationTokenSource source = new();
            Trainer trainer = new(Small.Model())
            {
                Optimizer = new Sgd(0.1),
                Loss = new CrossEntropy(),
                Callbacks =
                [
                    new LearningRateSchedule((epoch, rate) => epoch == 3 ? 1e4 : rate),   // the third epoch ruins it
                    new On
                    {
                        EpochEnd = (run, _) => weights.Add(run.Model.WeightsSha256()),
                        StepEnd = (run, _) =>
                        {
                            if (run.Epoch == 4 && run.Step == 2) source.Cancel();
                        },
                    },
                ],
            };
            History history = trainer.Fit(Small.Data(), 9, 8, validates ? Small.Data(20, seed: 2) : null, cancellation: source.Token);
            Assert.Equal((3, "cancelled"), (history.Epochs.Count, history.StoppedBecause));
            Assert.True(history.Best!.Epoch < 3);
            Assert.Equal(weights[history.Best.Epoch - 1], trainer.Model.WeightsSha256());
        }
    }

    [Fact]
    public void Cancelling_in_the_first_epoch_keeps_the_weights_as_they_are()
    {
        using CancellationTokenSource source = new();
        string last = "";
        Trainer trainer = Small.Trainer(null, new On
        {
            StepEnd = (run, _) =>
            {
                if (run.Step != 3) return;
                source.Cancel();
                last = run.Model.WeightsSha256();
            },
        });
        History history = trainer.Fit(Small.Data(), 2, 8, cancellation: source.Token);
        Assert.Empty(history.Epochs);
        Assert.Equal("cancelled", history.StoppedBecause);
        Assert.Equal(last, trainer.Model.WeightsSha256());
    }

    [Fact]
    public void A_token_that_comes_after_the_last_step_changes_nothing()
    {
        using CancellationTokenSource source = new();
        string last = "";
        Trainer trainer = new(Small.Model())
        {
            Optimizer = new Sgd(0.1),
            Loss = new CrossEntropy(),
            Callbacks = [new LearningRateSchedule((epoch, rate) => epoch == 2 ? 1e4 : rate),
                new On { EpochEnd = (run, epoch) => Cancel(run, epoch.Epoch == 2) }],
        };
        History history = trainer.Fit(Small.Data(), 2, 8, cancellation: source.Token);
        Assert.Null(history.StoppedBecause);
        Assert.Equal(last, trainer.Model.WeightsSha256());

        void Cancel(TrainingRun run, bool now)
        {
            if (now) source.Cancel();
            last = run.Model.WeightsSha256();
        }
    }

    [Fact]
    public void Progress_tells_of_every_turn()
    {
        Events events = new();
        History history = Small.Trainer().Fit(Small.Data(12), 2, 8, progress: events);
        Assert.Equal("RunBegan EpochBegan StepEnded StepEnded EpochEnded EpochBegan StepEnded StepEnded EpochEnded RunEnded",
            string.Join(' ', events.Seen.Select(e => e.Kind)));
        TrainingEvent[] ended = [.. events.Seen.Where(e => e.Kind == TrainingEventKind.EpochEnded)];
        Assert.Equal(history.Epochs.Select(epoch => epoch.Training.Loss), ended.Select(e => e.Loss));
        Assert.All(ended, e => Assert.Equal((12L, 2, 2, 2), (e.Samples, e.Step, e.Steps, e.Epochs)));
        Assert.Equal([8L, 12L, 8L, 12L], events.Seen.Where(e => e.Kind == TrainingEventKind.StepEnded).Select(e => e.Samples));
        Assert.All(ended, e => Assert.True(e.SamplesPerSecond > 0));
        Assert.True(double.IsNaN(events.Seen[0].Loss));
    }

    [Fact]
    public void A_step_of_ones_own_may_use_two_optimizers_and_resumes_bit_for_bit()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("run.hebb");
        TwoSpeeds whole = TwoSpeeds.Make();
        whole.Fit(Small.Data(), 3, 8);
        TwoSpeeds first = TwoSpeeds.Make(new On { StepEnd = (run, _) => Stop(run) });
        first.Fit(Small.Data(), 3, 8);
        first.SaveCheckpoint(path);
        TwoSpeeds second = TwoSpeeds.Make();
        second.LoadCheckpoint(path);
        second.Fit(Small.Data(), 3, 8);
        Assert.Equal(whole.Model.WeightsSha256(), second.Model.WeightsSha256());
        Assert.Equal((21L, 21L), (second.Optimizer.Step, second.Slow.Step));

        static void Stop(TrainingRun run)
        {
            if (run.Epoch == 2 && run.Step == 4) run.Stop("here");
        }
    }

    private sealed class Events : IProgress<TrainingEvent>
    {
        public List<TrainingEvent> Seen { get; } = [];

        public void Report(TrainingEvent value) => Seen.Add(value);
    }

    private sealed class TwoSpeeds(Sequential model) : Trainer(model)
    {
        public required Optimizer Slow { get; init; }

        protected override IReadOnlyList<Optimizer> Optimizers => [Optimizer, Slow];

        public static TwoSpeeds Make(params Callback[] callbacks) => new(Small.Model())
        {
            Optimizer = new Adam(0.01) { Schedule = new CosineDecay() },
            Slow = new Sgd(0.001) { Momentum = 0.9, Schedule = new CosineDecay() },
            Loss = new CrossEntropy(),
            Callbacks = callbacks,
        };

        protected override Tensor Step(Batch batch)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = Loss.Call(Model.Call(batch.Inputs), batch.Labels);
            Parameter[] head = [.. Parameters.Skip(2)], body = [.. Parameters.Take(2)];
            Gradients fast = tape.Gradient(loss, head), slow = tape.Gradient(loss, body);
            Optimizer.Apply(fast);
            Slow.Apply(slow);
            return loss;
        }
    }
}

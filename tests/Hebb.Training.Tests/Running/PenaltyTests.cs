namespace Hebb.Training.Tests.Running;

public sealed class PenaltyTests
{
    private static readonly Dataset s_data = Small.Data();

    [Fact]
    public void The_penalty_is_minimised_with_the_loss_and_reported_apart_from_it()
    {
        const double Lambda = 0.05, Rate = 0.1;
        Dataset data = Dataset.From(Tensor.Normal([8, 3], seed: 1), Tensor.Normal([8, 1], seed: 2));
        Dense layer = new(1) { KernelRegularizer = L2.WeightDecay(Lambda, 8) };
        Trainer trainer = new(new Sequential([3], "line") { layer }) { Optimizer = new Sgd(Rate), Loss = new MeanSquaredError() };

        // Gradient descent by hand: J = loss + lambda / 2m ||w||^2.
        Batch all = data.Batches(8).Single();
        float[] x = all.Inputs.ToArray<float>(), y = all.Labels.ToArray<float>();
        double[] w = [.. layer.Kernel.ToArray<float>().Select(static value => (double)value)];
        double bias = 0;
        History history = trainer.Fit(data, epochs: 5, batch: 8);
        foreach (EpochRecord epoch in history.Epochs)
        {
            double loss = 0, slopeOfBias = 0;
            double[] slope = new double[3];
            for (int i = 0; i < 8; i++)
            {
                double error = bias - y[i];
                for (int j = 0; j < 3; j++) error += x[(3 * i) + j] * w[j];
                loss += error * error / 8;
                slopeOfBias += 2 * error / 8;
                for (int j = 0; j < 3; j++) slope[j] += 2 * error * x[(3 * i) + j] / 8;
            }
            double penalty = Lambda / 16 * w.Sum(static value => value * value);
            Assert.Equal(loss, epoch.Training.Loss, 1e-5);
            Assert.Equal(penalty, epoch.Training["penalty"], 1e-6);
            for (int j = 0; j < 3; j++) w[j] = (1 - Rate * Lambda / 8) * w[j] - Rate * slope[j];
            bias -= Rate * slopeOfBias;
        }
        Evaluation after = trainer.Evaluate(data, batch: 3);
        Assert.Equal(Lambda / 16 * w.Sum(static value => value * value), after["penalty"], 1e-6);
        Assert.StartsWith("epoch,loss,penalty,learning_rate", history.ToCsv(), StringComparison.Ordinal);
        Assert.Matches(@"^loss \d\.\d{4}, penalty \d\.\d{4}$", after.ToString());
    }

    [Fact]
    public void Steps_by_plan_have_the_bits_of_steps_op_by_op_with_every_kind_of_penalty()
    {
        (Trainer eager, Trainer planned) = (Make(eager: true), Make(eager: false));
        History first = eager.Fit(s_data, epochs: 3, batch: 16, validation: Small.Data(20, seed: 2));
        History second = planned.Fit(s_data, epochs: 3, batch: 16, validation: Small.Data(20, seed: 2));
        Assert.Equal(Small.WithoutSeconds(first), Small.WithoutSeconds(second));
        Assert.Equal(eager.Model.WeightsSha256(), planned.Model.WeightsSha256());
        Assert.True(first.Epochs[^1].Training["penalty"] > 0);
        Assert.True(first.Epochs[^1].Validation!["penalty"] > 0);
    }

    [Fact]
    public void A_larger_strength_makes_smaller_weights()
    {
        double previous = double.PositiveInfinity;
        foreach (double strength in (double[])[0, 0.01, 0.1])
        {
            Dense layer = new(3) { KernelRegularizer = new L2(strength) };
            new Trainer(new Sequential([6], seed: 3) { layer }) { Optimizer = new Adam(0.05), Loss = new CrossEntropy() }.Fit(s_data, epochs: 20);
            double size = layer.Kernel.Square().Sum().ToScalar();
            Assert.True(size < 0.8 * previous, $"{size} after {previous}");
            previous = size;
        }
    }

    [Fact]
    public void A_larger_strength_brings_training_and_held_out_loss_closer()
    {
        Dataset few = Small.Data(24, seed: 11), held = Small.Data(400, seed: 12);
        double previous = double.PositiveInfinity;
        foreach (double strength in (double[])[0, 0.003, 0.03])
        {
            Sequential model = new([6], seed: 3) { new Dense(48, Activation.Relu) { KernelRegularizer = new L2(strength) },
                new Dense(3) { KernelRegularizer = new L2(strength) } };
            Trainer trainer = new(model) { Optimizer = new Adam(0.02), Loss = new CrossEntropy() };
            trainer.Fit(few, epochs: 100, batch: 24);
            double gap = trainer.Evaluate(held).Loss - trainer.Evaluate(few).Loss;
            Assert.True(gap < 0.8 * previous, $"gap {gap} after {previous}");
            previous = gap;
        }
    }

    [Fact]
    public void A_run_goes_on_in_the_middle_of_an_epoch_with_the_penalty_so_far()
    {
        using TemporaryFolder folder = new();
        Trainer whole = Make(eager: false);
        History expected = whole.Fit(s_data, epochs: 3, batch: 8);
        Trainer stopped = Make(eager: false, new StopAt(9, folder.File("run.hebb")));
        stopped.Fit(s_data, epochs: 3, batch: 8);
        Trainer resumed = Make(eager: false);
        resumed.LoadCheckpoint(folder.File("run.hebb"));
        Assert.Equal(Small.WithoutSeconds(expected), Small.WithoutSeconds(resumed.Fit(s_data, epochs: 3, batch: 8)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_layer_of_ones_own_adds_a_penalty(bool eager)
    {
        Sequential model = new([6], seed: 3) { new Dense(3), new Spread(0.5) };
        Trainer trainer = Small.Trainer(eager, model);
        trainer.Fit(s_data, epochs: 30);
        float[] logits = model.Predict(s_data.Batches(50).Single().Inputs).ToArray<float>();
        double squares = logits.Average(static value => (double)value * value);
        Assert.Equal(0.5 * squares, trainer.Evaluate(s_data, batch: 50)["penalty"], 1e-5);
        Assert.True(squares < 2, $"mean square of the logits {squares}");   // without the penalty they grow without end
    }

    [Fact]
    public void An_explained_step_is_the_step_with_the_penalty()
    {
        Tensor x = Tensor.Normal([8, 3], seed: 1), y = Tensor.Normal([8, 1], seed: 2);
        (Trainer explained, Trainer trained) = (Line(), Line());
        explained.ExplainStep(x, y);
        trained.Fit(Dataset.From(x, y), epochs: 1, batch: 8);
        foreach ((Variable expected, Variable actual) in trained.Model.Weights.Zip(explained.Model.Weights))   // but for the order of the samples
            Hebb.Testing.TensorAssert.AllClose(expected, actual, 1e-6, 1e-6);

        static Trainer Line() => new(new Sequential([3], "line")
        {
            new Dense(2, Activation.Tanh) { ActivityRegularizer = new L2(0.5) },
            new ActivityRegularization(new L1(0.1)),
            new Dense(1) { KernelRegularizer = new L2(0.3) },
        })
        {
            Optimizer = new Sgd(0.1),
            Loss = new MeanSquaredError(),
        };
    }

    [Fact]
    public void Without_regularizers_nothing_is_reported()
    {
        Trainer trainer = Small.Trainer();
        trainer.Fit(s_data, epochs: 1);
        Assert.DoesNotContain("penalty", trainer.History.ToCsv(), StringComparison.Ordinal);
        Assert.DoesNotContain(trainer.MetricSums(), static sum => sum.Name.Contains("penalty", StringComparison.Ordinal));
    }

    private static Trainer Make(bool eager, params Callback[] callbacks)
    {
        Sequential model = new([6], "small", 3)
        {
            new Dense(16, Activation.Relu) { KernelRegularizer = new L1L2(1e-3, 1e-3), ActivityRegularizer = new L1(1e-3), KernelConstraint = new MaxNorm(1.5) },
            new GaussianDropout(0.1),
            new LayerNormalization(),
            new ActivityRegularization(new L2(1e-3)),
            new Dense(3) { KernelRegularizer = new L1(0.1) { Proximal = true }, BiasRegularizer = new L2(0.01) },
        };
        return Small.Trainer(eager, model, callbacks);
    }

    private sealed class Spread(double strength) : Layer
    {
        protected override Tensor Forward(Tensor x)
        {
            AddPenalty(x.Square().Mean() * strength);
            return x;
        }
    }

    private sealed class StopAt(int step, string path) : Callback
    {
        private int _steps;

        public override void OnStepEnd(TrainingRun run, double loss)
        {
            if (++_steps < step) return;
            run.Trainer.SaveCheckpoint(path);
            run.Stop("enough");
        }
    }
}

namespace Hebb.Training.Tests.Explanations;

/// <summary>The course notes' solved network 4-2-1 (A040), as it should be and as the slides have it, and steps of other networks.</summary>
public class StepExplanationTests
{
    private static readonly Tensor s_x = Tensor.From([1.0, 1, 0, 1], [1, 4]), s_target = Tensor.From([1.0], [1, 1]);

    /// <summary>The notes' error, 1/2 (T - O)^2.</summary>
    private sealed class HalfSquaredError : Loss
    {
        public override string Name => "half_squared_error";

        protected override Tensor Forward(Tensor predictions, Tensor labels) => ((predictions - labels).Square() * 0.5).Sum(axis: 1);
    }

    private static Sequential Solved()
    {
        Dense hidden = new(2, Activation.Sigmoid), output = new(1, Activation.Sigmoid);
        Sequential model = new(Model.Input([4], DType.Float64), "solved") { hidden, output };
        hidden.Kernel.Assign(Tensor.From([0.3, 0.1, -0.2, 0.4, 0.2, -0.3, 0.1, 0.4], [4, 2]));
        hidden.Bias!.Assign(Tensor.From([0.2, 0.1]));
        output.Kernel.Assign(Tensor.From([-0.3, 0.2], [2, 1]));
        output.Bias!.Assign(Tensor.From([-0.3]));
        return model;
    }

    private static Trainer Trainer(Model model) => new(model) { Optimizer = new Sgd(0.8), Loss = new HalfSquaredError() };

    private static void Near(ReadOnlySpan<double> expected, Tensor actual, int digits = 9)
    {
        double[] values = actual.ToArray<double>();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], digits);
    }

    [Fact]   // A040, the column "exact, correct" of A17
    public void The_solved_network_has_the_exact_numbers()
    {
        Trainer trainer = Trainer(Solved());
        StepExplanation step = trainer.ExplainStep(s_x, s_target);
        (LayerStep hidden, LayerStep output) = (step.Layers[0], step.Layers[1]);
        Near([0.4, 1.0], hidden.NetInput);
        Near([0.598687660, 0.731058579], hidden.Output);
        Near([-0.333394582], output.NetInput);
        Near([0.417414899], output.Output);
        Tensor error = s_target - output.Output;
        Near([0.582585101], error);
        Near([-0.141672871], output.NetGradient);
        Near([0.010211529, -0.005570915], hidden.NetGradient);
        Near([0.291830777, 0.104456732, -0.208169223, 0.404456732, 0.2, -0.3, 0.091830777, 0.404456732], hidden.Kernel!.After);
        Near([-0.232145760, 0.282856934], output.Kernel!.After);
        Near([0.191830777, 0.104456732], hidden.Bias!.After);
        Near([-0.186661703], output.Bias!.After);
        Assert.Equal(0.5 * 0.582585101 * 0.582585101, step.Loss, 8);
        Snapshot.Matches("solved_mlp", step.ToString());

        step = trainer.ExplainStep(s_x, s_target);
        Near([0.367323108, 1.017826929], step.Layers[0].NetInput);
        Near([0.590811989, 0.734549096], step.Layers[0].Output);
        Near([-0.116043897], step.Layers[1].NetInput);
        Near([0.471021538], step.Layers[1].Output);
        Tensor errorAfter = s_target - step.Layers[1].Output;
        Near([0.528978462], errorAfter);
        Near([0.053606639], error - errorAfter);
    }

    [Fact]   // A040, the column "exact following the slip": unit 6 is computed with w15 where w16 belongs
    public void Following_the_slides_slip_gives_the_slides_numbers()
    {
        Sequential model = Solved();
        (Dense hidden, Dense output) = ((Dense)model.Layers[0], (Dense)model.Layers[1]);
        Sgd sgd = new(0.8);
        double[][] seen = [.. Enumerable.Range(0, 2).Select(_ => Step())];
        Near([0.4, 0.598687660, 1.2, 0.768524783, -0.325901341, 0.419238223, 0.580761777, 0.141402446, 0.005030942, -0.010192037], Tensor.From(seen[0]));
        Near([0.367385, 0.590827, 1.203921, 0.769222, -0.103394, 0.474174, 0.525826], Tensor.From<double>(seen[1].AsSpan(0, 7)), 6);
        Assert.Equal(0.054936, seen[0][6] - seen[1][6], 6);

        double[] Step()
        {
            using var tape = GradientTape.Begin();
            Tensor slip = Tensor.From([0.0, hidden.Kernel[0].ToArray<double>()[0] - hidden.Kernel[0].ToArray<double>()[1], 0, 0, 0, 0, 0, 0], [4, 2]);
            Tensor i56 = s_x.MatMul(hidden.Kernel + slip) + hidden.Bias!, o56 = i56.Sigmoid();
            Tensor i7 = o56.MatMul(output.Kernel) + output.Bias!, o7 = i7.Sigmoid();
            Tensor loss = new HalfSquaredError().Call(o7, s_target);
            Gradients errors = tape.Gradient(loss, i56, i7);
            double[] net = i56.ToArray<double>(), said = o56.ToArray<double>(), err = errors[i56].ToArray<double>();
            double[] numbers = [net[0], said[0], net[1], said[1], i7.ToScalar(), o7.ToScalar(), 1 - o7.ToScalar(), -errors[i7].ToScalar(), -err[1], -err[0]];
            Gradients weights = tape.Gradient(loss, model.Parameters);
            bool isFirst = hidden.Kernel.Version == 1;
            sgd.Apply(weights);
            if (!isFirst) return numbers;
            Near([0.291846, 0.104025, -0.208154, 0.404025, 0.2, -0.3, 0.091846, 0.404025], hidden.Kernel, 6);
            Near([-0.232275, 0.286937], output.Kernel, 6);
            Near([0.191846, 0.104025], hidden.Bias!, 6);
            Near([-0.186878], output.Bias!, 6);
            return numbers;
        }
    }

    [Fact]   // A043, by the trainer's own loop
    public void The_error_is_below_a_tenth_after_43_updates()
    {
        Trainer trainer = Trainer(Solved());
        int updates = 0;
        for (; 1 - trainer.Model.Predict(s_x).ToScalar() >= 0.1; updates++) trainer.ExplainStep(s_x, s_target);
        Assert.Equal(43, updates);

        Trainer fitted = Trainer(Solved());
        fitted.Fit(Dataset.From(s_x, s_target), epochs: 43);
        Assert.Equal(trainer.Model.Predict(s_x).ToScalar(), fitted.Model.Predict(s_x).ToScalar());   // bit for bit: a plan, and a step explained
    }

    [Fact]   // A038, A039: the chain rule by hand, along both paths through the second hidden layer
    public void Error_terms_and_sums_over_paths_are_what_backpropagation_gives()
    {
        Sequential model = new(Model.Input([2], DType.Float64), "paths", seed: 4) { new Dense(2, Activation.Sigmoid), new Dense(2, Activation.Sigmoid), new Dense(1, Activation.Sigmoid) };
        double[][] w = [.. model.Layers.Select(layer => ((Dense)layer).Kernel.ToArray<double>())];
        Tensor x = Tensor.From([0.5, -1.5], [1, 2]);
        StepExplanation step = Trainer(model).ExplainStep(x, s_target);
        double[] o1 = step.Layers[0].Output.ToArray<double>(), o2 = step.Layers[1].Output.ToArray<double>();
        double o3 = step.Layers[2].Output.ToScalar();

        double dLdI3 = (o3 - 1) * o3 * (1 - o3);
        double first = w[2][0] * o2[0] * (1 - o2[0]) * w[1][0], second = w[2][1] * o2[1] * (1 - o2[1]) * w[1][1];
        double paths = dLdI3 * (first + second) * o1[0] * (1 - o1[0]) * 0.5;
        Assert.Equal(paths, step.Layers[0].Kernel!.Gradient.ToArray<double>()[0], 15);

        double err3 = o3 * (1 - o3) * (1 - o3);
        double[] err2 = [o2[0] * (1 - o2[0]) * err3 * w[2][0], o2[1] * (1 - o2[1]) * err3 * w[2][1]];
        double err1 = o1[0] * (1 - o1[0]) * ((err2[0] * w[1][0]) + (err2[1] * w[1][1]));
        Near([-err3], step.Layers[2].NetGradient, 15);
        Near([-err2[0], -err2[1]], step.Layers[1].NetGradient, 15);
        Assert.Equal(-err1, step.Layers[0].NetGradient.ToArray<double>()[0], 15);
        Assert.Equal(w[0][0] + (0.8 * err1 * 0.5), step.Layers[0].Kernel!.After.ToArray<double>()[0], 14);

        // dtheta = alpha Err: a bias is the weight of an input of 1 (A039), so the step adds alpha Err to it.
        double[][] err = [[err1], err2, [err3]];
        for (int l = 0; l < 3; l++)
        {
            double[] change = (step.Layers[l].Bias!.After - step.Layers[l].Bias!.Before).ToArray<double>();
            for (int unit = 0; unit < err[l].Length; unit++) Assert.Equal(0.8 * err[l][unit], change[unit], 14);
        }
        // Of a kernel it is alpha Err times what the weight is reached by.
        Near([0.8 * err3 * o2[0], 0.8 * err3 * o2[1]], step.Layers[2].Kernel!.After - step.Layers[2].Kernel!.Before, 14);
    }

    [Fact]
    public void Several_samples_and_other_layers_are_printed_as_matrices()
    {
        Sequential model = new([2], "small", seed: 1) { new Rescaling(0.5), new Dense(2, Activation.Relu) { KernelInitializer = Initializer.Constant(0.5) }, new Dense(1) { UseBias = false, KernelInitializer = Initializer.Ones } };
        Trainer trainer = new(model) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() };
        Snapshot.Matches("explained_matrices", trainer.ExplainStep(Tensor.From([1f, 2, 3, 4], [2, 2]), Tensor.From([1f, 2], [2, 1])).ToString());
    }

    [Fact]
    public void It_is_the_step_that_fit_takes()
    {
        Tensor x = Tensor.Normal([8, 3], seed: 1), y = Tensor.Normal([8, 2], seed: 2);
        Trainer explained = New(), fitted = New();
        explained.ExplainStep(x, y);
        fitted.Fit(Dataset.From(x, y), epochs: 1, batch: 8);
        // The batch's order is shuffled in Fit, so sums differ in the last place.
        foreach ((Parameter a, Parameter b) in explained.Model.Parameters.Zip(fitted.Model.Parameters))
            foreach ((float p, float q) in a.ToArray<float>().Zip(b.ToArray<float>())) Assert.Equal(p, q, 5);

        static Trainer New() => new(new Sequential([3], "twin", seed: 7) { new Dense(4, Activation.Tanh), new Dense(2) })
        {
            Optimizer = new Adam(0.01),
            Loss = new MeanSquaredError(),
            Clipping = GradientClipping.ByGlobalNorm(0.1),
        };
    }

    [Fact]   // noise, running statistics and fitted states are no weights: nothing of them is left out of what is printed
    public void Layers_that_only_keep_states_are_explained_too()
    {
        Normalization normalization = new();
        normalization.Adapt(Dataset.From(Tensor.From([0f, 0, 4, 6], [2, 2]), Tensor.Zeros([2, 1])));
        Sequential model = new([2], "noisy", seed: 1) { normalization, new GaussianNoise(0.1), new Dense(3), new BatchNormalization { Scale = false, Center = false }, new Dropout(0.5), new Dense(1) };
        StepExplanation step = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() }
            .ExplainStep(Tensor.From([1f, 2, 3, 4], [2, 2]), Tensor.From([1f, 2], [2, 1]));
        Assert.Equal(6, step.Layers.Count);
        Assert.NotEqual(step.Layers[1].Input.ToArray<float>(), step.Layers[1].Output.ToArray<float>());
        Assert.NotEqual(step.Layers[5].Kernel!.Before.ToArray<float>(), step.Layers[5].Kernel!.After.ToArray<float>());
    }

    [Fact]
    public void What_is_frozen_or_added_between_two_steps_counts_from_then_on()
    {
        Sequential model = new([2], "grown", seed: 1) { new Dense(2, Activation.Tanh), new Dense(2, Activation.Tanh) };
        Trainer trainer = new(model) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() };
        Tensor x = Tensor.From([1f, 2], [1, 2]);
        trainer.ExplainStep(x, x);
        model.Layers[0].Trainable = false;
        model.Add(new Dense(2));
        StepExplanation step = trainer.ExplainStep(x, x);
        Assert.Equal([true, false, false], step.Layers.Select(static layer => layer.Kernel!.Before.ToArray<float>().SequenceEqual(layer.Kernel.After.ToArray<float>())));
    }

    [Fact]   // numbers of units stand for a row of features, not for several rows
    public void Steps_of_a_sequence_are_printed_as_matrices()
    {
        Sequential model = new([2, 3], "steps", seed: 1) { new Dense(1) };
        Assert.Contains("Z = X W + b: ", Trainer(model).ExplainStep(Tensor.Ones([1, 2, 3]), Tensor.Ones([1, 2, 1])).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_a_run_of_known_length_has_the_schedules_rate()
    {
        Trainer trainer = Decaying(2);
        Assert.Equal(0.8, trainer.ExplainStep(s_x, s_target).LearningRate);
        Assert.Equal(0.4, trainer.ExplainStep(s_x, s_target).LearningRate, 12);
        Assert.Throws<OptionException>(() => trainer.ExplainStep(s_x, s_target));
    }

    private static Trainer Decaying(long? steps) =>
        new(Solved()) { Optimizer = new Sgd(0.8) { Schedule = new CosineDecay(), RunSteps = steps }, Loss = new HalfSquaredError() };

    private static Trainer AfterItsRun()
    {
        Trainer trainer = Decaying(1);
        trainer.ExplainStep(s_x, s_target);
        return trainer;
    }

    [Fact]
    public void Mistakes_are_explained() => Snapshot.Errors("explain_step_errors",
    [
        ("a functional model", () => { Tensor x = Model.Input([2]); Trainer(new Functional(x, x.Apply(new Dense(1)))).ExplainStep(s_x, s_target); }),
        ("a layer with other weights", () => Trainer(new Sequential([2], "normal") { new BatchNormalization() }).ExplainStep(s_x, s_target)),
        ("no weights at all", () => Trainer(new Sequential([2], "still") { Activation.Relu }).ExplainStep(s_x, s_target)),
        ("no layers at all", () => Trainer(new Sequential([4], "empty")).ExplainStep(s_x, s_target)),
        ("weights that are not finite", () =>
        {
            Sequential model = Solved();
            ((Dense)model.Layers[1]).Bias!.Assign(Tensor.From([double.NaN]));
            Trainer(model).ExplainStep(s_x, s_target);
        }),
        ("a schedule that ends with a run of unknown length", () => Decaying(null).ExplainStep(s_x, s_target)),
        ("a schedule that is over", () => AfterItsRun().ExplainStep(s_x, s_target)),
        ("no samples", () => Trainer(Solved()).ExplainStep(Tensor.Zeros([0, 4], DType.Float64), Tensor.Zeros([0, 1], DType.Float64))),
        ("an input that is not a number", () => Trainer(Solved()).ExplainStep(Tensor.From([1.0, 1, 0, 1, 1, double.NaN, 0, 1], [2, 4]), Tensor.Zeros([2, 1], DType.Float64))),
        ("an infinite label", () => Trainer(Solved()).ExplainStep(s_x, Tensor.From([double.PositiveInfinity], [1, 1]))),
        ("a sample without a batch axis", () => Trainer(Solved()).ExplainStep(s_x.Reshape(4), s_target)),
        ("samples of another length", () => Trainer(Solved()).ExplainStep(Tensor.Zeros([1, 5], DType.Float64), s_target)),
        ("samples of another type", () => Trainer(Solved()).ExplainStep(Tensor.Ones([1, 4]), s_target)),
        ("whole numbers", () => Trainer(Solved()).ExplainStep(Tensor.Ones([1, 4], DType.Int32), s_target)),
        ("a symbolic input", () => Regression().ExplainStep(Model.Input([4], DType.Float64), s_target)),
        ("a symbolic label", () => Regression().ExplainStep(s_x, Model.Input([1], DType.Float64))),
        ("labels of another shape", () => Regression().ExplainStep(s_x, s_target.Reshape(1))),
        ("labels of too many samples", () => Regression().ExplainStep(s_x, Tensor.Ones([2, 1], DType.Float64))),
        ("squared errors of class numbers", () => Classifier(new MeanSquaredError()).ExplainStep(s_x, Tensor.From([1], [1]))),
        ("class numbers that are no integers", () => Classifier(new CrossEntropy()).ExplainStep(s_x, Tensor.From([1.0], [1]))),
        ("a class that the model does not have", () => Classifier(new CrossEntropy()).ExplainStep(s_x, Tensor.From([3], [1]))),
        ("a loss for each sample", () => Classifier(new CrossEntropy { Reduction = Reduction.None }).ExplainStep(s_x, Tensor.From([1], [1]))),
        ("less than no decimals", () => Trainer(Solved()).ExplainStep(s_x, s_target).ToString(-1)),
        ("a line of decimals", () => Trainer(Solved()).ExplainStep(s_x, s_target).ToString(1_000_000_000)),
    ]);

    private static Trainer Regression() => new(Solved()) { Optimizer = new Sgd(0.8), Loss = new Hebb.HalfSquaredError() };

    private static Trainer Classifier(Loss loss) => new(new Sequential(Model.Input([4], DType.Float64), "classes") { new Dense(3) }) { Optimizer = new Sgd(0.8), Loss = loss };

    [Fact]   // a callback that takes a step of its own would spoil the run's
    public void A_model_that_is_being_trained_is_not_given_another_step()
    {
        Trainer trainer = null!;
        On during = new() { StepEnd = (_, _) => trainer.ExplainStep(s_x, s_target) };
        trainer = new(Solved()) { Optimizer = new Sgd(0.8), Loss = new HalfSquaredError(), Callbacks = [during] };
        UsageException error = Assert.Throws<UsageException>(() => trainer.Fit(Dataset.From(s_x, s_target)));
        Snapshot.Matches("explain_step_within_fit", error.Message, hide: error.Values);
    }
}

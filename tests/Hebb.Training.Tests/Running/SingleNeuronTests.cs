namespace Hebb.Training.Tests.Running;

/// <summary>Linear, logistic and softmax regression as networks of one layer, beside hand-written code and closed forms (A004, A011 to A013, A022 to A027, A032, A033, A222).</summary>
public sealed class SingleNeuronTests
{
    private const int Samples = 200;

    private static readonly Tensor s_x = Tensor.Normal([Samples, 2], seed: 5).Cast(DType.Float64);

    private static readonly Tensor s_classes =
        (s_x.Sum(axis: 1, keepDims: true) + Tensor.Normal([Samples, 1], seed: 6).Cast(DType.Float64) * 0.5).Greater(0).Cast(DType.Float64);

    private static Sequential Neuron(Activation? activation = null) =>
        new(Model.Input([2], DType.Float64), "neuron") { new Dense(1, activation) { KernelInitializer = Initializer.Zeros } };

    private static double[] Weights(Model model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray<double>())];

    [Theory]   // A012: without a penalty, and with (1/n) sum of squares + l |w|^2, whose closed form has n l on the diagonal
    [InlineData(0)]
    [InlineData(0.3)]
    public void A_linear_neuron_arrives_at_the_closed_form(double penalty)
    {
        Tensor y = s_x.MatMul(Tensor.From([2.0, -3], [2, 1])) + 0.5 + Tensor.Normal([Samples, 1], seed: 2).Cast(DType.Float64) * 0.1;
        Sequential model = new(Model.Input([2], DType.Float64), "neuron") { new Dense(1) { KernelRegularizer = penalty > 0 ? new L2(penalty) : null } };
        new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() }.Fit(Dataset.From(s_x, y), epochs: 400, batch: Samples);
        double[] exact = NormalEquations(s_x.ToArray<double>(), y.ToArray<double>(), penalty * Samples), found = Weights(model);
        for (int i = 0; i < 3; i++) Assert.InRange(found[i] - exact[i], -1e-6, 1e-6);
    }

    [Fact]   // A012 with L1: at the optimum the error's slope by each weight that is not zero is the penalty's, with the other sign
    public void A_linear_neuron_with_an_absolute_penalty_obeys_the_conditions_of_its_optimum()
    {
        Tensor y = s_x.MatMul(Tensor.From([2.0, -3], [2, 1]));
        Sequential model = new(Model.Input([2], DType.Float64), "neuron") { new Dense(1) { KernelRegularizer = new L1(0.4) } };
        new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() }.Fit(Dataset.From(s_x, y), epochs: 400, batch: Samples);
        Dense layer = (Dense)model.Layers[0];
        Tensor residual = s_x.MatMul(layer.Kernel) + layer.Bias! - y;
        double[] slope = (s_x.MatMul(residual, transposeLeft: true) * (2.0 / Samples)).ToArray<double>(), w = layer.Kernel.ToArray<double>();
        Assert.Equal(-0.4, slope[0], 1e-6);
        Assert.Equal(0.4, slope[1], 1e-6);
        Assert.InRange(w[0], 1.5, 1.95);      // drawn towards zero
        Assert.InRange(w[1], -2.95, -2.5);
    }

    [Fact]   // A011, A032: the same numbers, bit for bit
    public void A_logistic_neuron_equals_hand_written_code_bit_for_bit()
    {
        Sequential model = Neuron(Activation.Sigmoid);
        Trainer trainer = new(model) { Optimizer = new Sgd(0.1), Loss = new BinaryCrossEntropy { FromLogits = false } };
        Dense layer = (Dense)model.Layers[0];
        Tensor w = Tensor.From([0.25, -0.5], [2, 1]), b = Tensor.From([0.125]);
        layer.Kernel.Assign(w);
        layer.Bias!.Assign(b);
        Tensor byHand = (s_x.MatMul(w) + b).Sigmoid();
        Assert.Equal(byHand.ToArray<double>(), model.Predict(s_x).ToArray<double>());
        Assert.Equal(byHand.ToArray<double>(), model.Call(s_x).ToArray<double>());

        StepExplanation step = trainer.ExplainStep(s_x, s_classes);
        double[] dz = ((byHand - s_classes) / Samples).ToArray<double>(), found = step.Layers[0].NetGradient.ToArray<double>();
        for (int i = 0; i < Samples; i++) Assert.Equal(dz[i], found[i], 1e-15);   // dz = a - y
        Assert.Equal(s_x.MatMul(step.Layers[0].NetGradient, transposeLeft: true).ToArray<double>(), step.Layers[0].Kernel!.Gradient.ToArray<double>());
        Assert.Equal(dz.Sum(), step.Layers[0].Bias!.Gradient.ToScalar(), 1e-15);   // db = dz, over the samples
        Assert.Equal((w - 0.1 * step.Layers[0].Kernel!.Gradient).ToArray<double>(), layer.Kernel.ToArray<double>(), (p, q) => Math.Abs(p - q) < 1e-16);
    }

    [Fact]   // A032: da/dz = a (1 - a)
    public void The_slope_of_a_sigmoid_is_told_by_its_value()
    {
        using var tape = GradientTape.Begin();
        Tensor z = Tensor.Linspace(-6, 6, 25, DType.Float64), a = z.Sigmoid();
        double[] slopes = tape.Gradient(a, [z])[z].ToArray<double>(), values = a.ToArray<double>();
        for (int i = 0; i < slopes.Length; i++) Assert.Equal(values[i] * (1 - values[i]), slopes[i], 1e-15);
    }

    [Fact]   // A033
    public void Loops_and_whole_arrays_and_the_trainer_learn_the_same()
    {
        double[] x = s_x.ToArray<double>(), y = s_classes.ToArray<double>(), loops = new double[3];
        for (int step = 0; step < 1000; step++)
        {
            double[] d = new double[3];
            for (int i = 0; i < Samples; i++)
            {
                double dz = 1 / (1 + Math.Exp(-((loops[0] * x[2 * i]) + (loops[1] * x[(2 * i) + 1]) + loops[2]))) - y[i];
                d[0] += x[2 * i] * dz;
                d[1] += x[(2 * i) + 1] * dz;
                d[2] += dz;
            }
            for (int k = 0; k < 3; k++) loops[k] -= 0.1 * d[k] / Samples;
        }
        Tensor w = Tensor.Zeros([2, 1], DType.Float64), b = Tensor.Zeros([1], DType.Float64);
        for (int step = 0; step < 1000; step++)
        {
            Tensor dz = (s_x.MatMul(w) + b).Sigmoid() - s_classes;
            w -= 0.1 / Samples * s_x.MatMul(dz, transposeLeft: true);
            b -= 0.1 / Samples * dz.Sum();
        }
        Sequential model = Neuron();
        new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new BinaryCrossEntropy(), Metrics = [new BinaryAccuracy()] }
            .Fit(Dataset.From(s_x, s_classes), epochs: 1000, batch: Samples);
        double[] arrays = [.. w.ToArray<double>(), .. b.ToArray<double>()], framework = Weights(model);
        for (int k = 0; k < 3; k++)
        {
            Assert.InRange(arrays[k] - loops[k], -1e-12, 1e-12);
            Assert.InRange(framework[k] - loops[k], -1e-12, 1e-12);
        }
    }

    [Fact]   // A013: one API, three activations
    public void Identity_sigmoid_and_threshold_are_one_form()
    {
        foreach (Activation activation in (Activation[])[Activation.Linear, Activation.Sigmoid])
        {
            History history = new Trainer(Neuron(activation)) { Optimizer = new Sgd(0.2), Loss = new MeanSquaredError() }
                .Fit(Dataset.From(s_x, s_classes), epochs: 50, batch: Samples);
            Assert.True(history.Epochs[^1].Training.Loss < 0.7 * history.Epochs[0].Training.Loss);
        }
        using var tape = GradientTape.Begin();
        Tensor z = s_x.Sum(axis: 1);
        Assert.All(tape.Gradient(z.Step(), [z])[z].ToArray<double>(), slope => Assert.Equal(0, slope));   // nothing to descend: hence the perceptron's rule
    }

    [Theory]   // A024, A025
    [InlineData(10000, 100, 100)]
    [InlineData(10001, 100, 101)]
    [InlineData(5000, 1000, 5)]
    [InlineData(320, 32, 10)]
    [InlineData(7, 7, 1)]
    public void An_epoch_has_the_samples_over_the_batch_in_steps_rounded_up(int samples, int batch, int steps)
    {
        Dataset data = Dataset.From(Tensor.Zeros([samples, 1]), Tensor.Zeros([samples, 1]));
        Assert.Equal(steps, data.Batches(batch).Count());
        Trainer trainer = new(new Sequential([1]) { new Dense(1) }) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() };
        trainer.Fit(data, epochs: 1, batch: batch);
        Assert.Equal(steps, trainer.Optimizer.Step);
    }

    [Fact]   // A025: Keras's default
    public void The_default_batch_is_32()
    {
        Trainer trainer = new(Neuron()) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() };
        trainer.Fit(Dataset.From(s_x, s_classes));
        Assert.Equal(7, trainer.Optimizer.Step);
    }

    [Fact]   // A025, A026: batch descent goes down in every step, mini-batches go up now and then, and so do single samples
    public void The_cost_is_smooth_by_batch_and_noisy_by_mini_batch()
    {
        static int Rises(int size)
        {
            List<double> costs = [];
            Sequential model = Neuron();
            (Sgd sgd, BinaryCrossEntropy cost) = (new(0.1), new());
            for (ulong epoch = 0; epoch < (size == Samples ? 60u : 3u); epoch++)
                foreach (Batch batch in Dataset.From(s_x, s_classes).Shuffle(epoch).Batches(size))
                {
                    using var tape = GradientTape.Begin();
                    Tensor loss = cost.Call(model.Call(batch.Inputs), batch.Labels);
                    sgd.Apply(tape.Gradient(loss, model.Parameters));
                    costs.Add(loss.ToScalar());
                }
            return costs.Zip(costs.Skip(1)).Count(pair => pair.Second > pair.First);
        }
        Assert.Equal(0, Rises(Samples));
        Assert.InRange(Rises(16), 5, 40);
        Assert.InRange(Rises(1), 50, 600);
    }

    [Fact]   // A004: one wide hidden layer fits a sine
    public void One_hidden_layer_approximates_the_sine_to_a_hundredth()
    {
        Tensor x = Tensor.Linspace(-Math.PI, Math.PI, 256).Reshape(-1, 1);
        Sequential model = new([1], "sine", seed: 1) { new Dense(256, Activation.Tanh) { BiasInitializer = Initializer.Uniform(-3, 3) }, new Dense(1) };
        new Trainer(model) { Optimizer = new Adam(0.02) { Schedule = new CosineDecay() }, Loss = new MeanSquaredError() }
            .Fit(Dataset.From(x, x.Sin()), epochs: 1000, batch: 64);
        Tensor between = Tensor.Linspace(-Math.PI, Math.PI, 999).Reshape(-1, 1);
        Assert.InRange((model.Predict(between) - between.Sin()).Abs().Max().ToScalar(), 0, 0.01);
    }

    [DataFact("mnist")]   // A222: variables of zeros [784, 10] and [10]
    public void Softmax_regression_reads_92_of_100_digits()
    {
        (Dataset train, Dataset test) = Mnist.Load(DataFactAttribute.DataFolderOf("mnist"));
        Sequential model = new([28, 28, 1], "softmax") { new Rescaling(1 / 255.0), new Flatten(), new Dense(10) { KernelInitializer = Initializer.Zeros } };
        Trainer trainer = new(model) { Optimizer = new Sgd(0.5), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
        trainer.Fit(train, epochs: 5, batch: 100);
        Assert.InRange(trainer.Evaluate(test)["accuracy"], 0.915, 0.93);
    }

    private static double[] NormalEquations(double[] x, double[] y, double ridge)
    {
        var a = new double[3, 4];
        for (int n = 0; n < y.Length; n++)
        {
            double[] row = [x[2 * n], x[(2 * n) + 1], 1, y[n]];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 4; j++) a[i, j] += row[i] * row[j];
        }
        for (int i = 0; i < 2; i++) a[i, i] += ridge;   // not the bias
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++)
                if (k != i)
                    for (int j = 3; j >= i; j--) a[k, j] -= a[k, i] / a[i, i] * a[i, j];
        return [a[0, 3] / a[0, 0], a[1, 3] / a[1, 1], a[2, 3] / a[2, 2]];
    }
}

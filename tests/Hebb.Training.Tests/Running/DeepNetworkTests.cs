namespace Hebb.Training.Tests.Running;

/// <summary>What makes deep networks hard to train, and what helps: gradients that vanish and explode, precision, residual connections (A150 to A154).</summary>
public sealed class DeepNetworkTests
{
    [Fact]
    public void Ten_sigmoids_leave_at_most_a_quarter_to_the_tenth_of_a_slope()
    {
        Assert.Equal(0.001, 0.2 * 0.1 * 0.05, 1e-15);   // A17: not 0.2 * 0.1 + 0.05
        Assert.Equal(9.5e-7, Math.Pow(0.25, 10), 5e-9);
        foreach (double start in (double[])[-3, 0, 0.5, 4])
        {
            Assert.InRange(Slope(start, static x => x.Sigmoid()), 1e-12, Math.Pow(0.25, 10));
            Assert.Equal(start > 0 ? 1 : 0, Slope(start, static x => x.Relu()));
        }

        static double Slope(double start, Func<Tensor, Tensor> activation)
        {
            Variable x = new(Tensor.From([start]), "x");
            using var tape = GradientTape.Begin();
            Tensor y = x;
            for (int layer = 0; layer < 10; layer++) y = activation(y);
            return tape.Gradient(y.Sum(), x)[x].ToScalar();
        }
    }

    [Fact]
    public void Gradients_vanish_in_ten_layers_of_sigmoids_and_not_in_ten_of_relu()
    {
        double[] sigmoid = Norms(Activation.Sigmoid, Initializer.GlorotUniform), relu = Norms(Activation.Relu, Initializer.HeNormal);
        Assert.True(sigmoid[0] < 1e-5 * sigmoid[^1], $"{sigmoid[0]} in the first layer, {sigmoid[^1]} in the last");
        for (int layer = 1; layer < 10; layer++) Assert.True(sigmoid[layer - 1] < sigmoid[layer]);
        Assert.InRange(relu[0] / relu[^1], 0.2, 5);

        static double[] Norms(Activation activation, Initializer start)
        {
            Sequential model = new(Model.Input([16], DType.Float64), seed: 1);
            for (int layer = 0; layer < 10; layer++) model.Add(new Dense(16, activation) { KernelInitializer = start });
            using var tape = GradientTape.Begin();
            Tensor loss = (model.Call(Tensor.Normal([8, 16], seed: 2, type: DType.Float64)) - 1).Square().Mean();
            Gradients gradients = tape.Gradient(loss, model.Parameters);
            return [.. model.Layers.Select(layer => gradients[((Dense)layer).Kernel].Norm().ToScalar())];
        }
    }

    [Theory]
    [InlineData(1.5, 4.25e8, 0.005e8)]
    [InlineData(0.5, 1.78e-15, 0.005e-15)]
    public void Layers_that_multiply_by_the_same_matrix_explode_or_vanish(double scale, double printed, double halfADigit)
    {
        // As in the notes: L = 50 layers, so that the last but one has scale^49 of the input, and the gradient as much of its own.
        Sequential model = Identities(49, scale);
        Variable x = new(Tensor.Ones([1, 2], DType.Float64), "x");
        using var tape = GradientTape.Begin();
        Tensor y = model.Call(x);
        double exact = Math.Pow(scale, 49);
        Assert.Equal(printed, exact, halfADigit);
        Assert.Equal(exact, y.ToArray<double>()[0], 1e-12 * exact);
        Assert.Equal(exact, tape.Gradient(y.Sum(), x)[x].ToArray<double>()[0], 1e-12 * exact);
    }

    [Fact]
    public void Clipping_bears_a_start_from_which_descent_explodes()
    {
        Assert.False(double.IsFinite(Loss(null)));
        Assert.True(Loss(GradientClipping.ByGlobalNorm(1)) < 1e-9);

        static double Loss(GradientClipping? clipping)
        {
            Tensor x = Tensor.Normal([16, 2], seed: 1, type: DType.Float64);
            Trainer trainer = new(Identities(12, 1.5)) { Optimizer = new Sgd(0.01), Loss = new MeanSquaredError(), Clipping = clipping };
            return trainer.Fit(Dataset.From(x, x), epochs: 1000, batch: 16).Epochs[^1].Training.Loss;
        }
    }

    [Fact]
    public void A_difference_quotient_needs_double_precision()
    {
        Assert.Equal(3, Quotient(Tensor.From([1.0]), 1e-7), 1e-6);
        Assert.True(Math.Abs(Quotient(Tensor.From([1f]), 1e-7) - 3) > 0.1);
        Assert.Equal(3.0001, Quotient(Tensor.From([1.0]), 1e-2), 1e-9);

        static double Quotient(Tensor theta, double eps) => ((Cube(theta + eps) - Cube(theta - eps)) / (2 * eps)).ToScalar();
        static Tensor Cube(Tensor theta) => theta * theta * theta;
    }

    [Fact]
    public void Residual_connections_train_24_layers_that_do_not_train_without()
    {
        double with = Loss(isResidual: true), without = Loss(isResidual: false);
        Assert.True(with < 0.2, $"with {with}");
        Assert.True(without > 1, $"without {without}");   // ln 3 = 1.1 is a guess among three classes

        static double Loss(bool isResidual)
        {
            Tensor input = Model.Input([6]), x = input.Apply(new Dense(16, Activation.Tanh));
            for (int layer = 0; layer < 24; layer++)
            {
                Tensor f = x.Apply(new Dense(16, Activation.Sigmoid));
                x = isResidual ? x + f - 0.5 : f;
            }
            Trainer trainer = new(new Functional(input, x.Apply(new Dense(3)), seed: 1)) { Optimizer = new Adam(0.003), Loss = new CrossEntropy() };
            return trainer.Fit(Small.Data(200), epochs: 20).Epochs[^1].Training.Loss;
        }
    }

    private static Sequential Identities(int layers, double scale)
    {
        Sequential model = new(Model.Input([2], DType.Float64));
        for (int layer = 0; layer < layers; layer++) model.Add(new Dense(2) { UseBias = false });
        foreach (Dense layer in model.Layers.Cast<Dense>()) layer.Kernel.Assign(Tensor.Eye(2, DType.Float64) * scale);
        return model;
    }
}

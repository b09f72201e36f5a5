namespace Hebb.Networks.Tests.Optimizers;

/// <summary>Twenty steps of every optimizer, with the gradients and the parameters after each step that PyTorch, or Keras's formula, has.</summary>
public class OptimizerGoldenTests
{
    [Fact]
    public void Sgd() => Verify("sgd", new Sgd(0.1));

    [Fact]
    public void Sgd_with_momentum() => Verify("sgd_momentum", new Sgd(0.1) { Momentum = 0.9 });

    [Fact]
    public void Sgd_with_Nesterov_momentum() => Verify("sgd_nesterov", new Sgd(0.1) { Momentum = 0.9, Nesterov = true });

    [Fact]
    public void Sgd_with_Keras_weight_decay() => Verify("sgd_momentum_decoupled_keras", new Sgd(0.1) { Momentum = 0.9, WeightDecay = 0.01 });

    [Fact]
    public void Adam_as_in_PyTorch()
    {
        Verify("adam_epsilon_1e-8", new Adam(0.01) { Epsilon = 1e-8, CorrectsEpsilon = true });
        Verify("adam_epsilon_1e-7", new Adam(0.01) { CorrectsEpsilon = true });
        Verify("adam_epsilon_0.1", new Adam(0.01) { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 0.1, CorrectsEpsilon = true });
    }

    [Fact]
    public void Adam_as_in_Keras()
    {
        Verify("adam_keras", new Adam(0.01));
        Verify("adam_keras_epsilon_0.1", new Adam(0.01) { Epsilon = 0.1 });
    }

    [Fact]
    public void Adam_with_AmsGrad() => Verify("amsgrad", new Adam(0.01) { Epsilon = 1e-8, CorrectsEpsilon = true, AmsGrad = true });

    [Fact]
    public void AdamW_as_in_PyTorch()
    {
        Verify("adamw_0.01", new AdamW(0.01) { Epsilon = 1e-8, CorrectsEpsilon = true, WeightDecay = 0.01 });
        Verify("adamw_0.1", new AdamW(0.01) { Epsilon = 1e-8, CorrectsEpsilon = true, WeightDecay = 0.1 });
    }

    [Fact]
    public void AdamW_as_in_Keras() => Verify("adamw_keras_0.01", new AdamW(0.01) { WeightDecay = 0.01 });

    private static void Verify(string name, Optimizer optimizer)
    {
        Golden golden = Golden.Load("optimizers/" + name);
        Variable a = Initial(golden, "a"), b = Initial(golden, "b");
        double[] gradientsOfA = golden.Float64("gradients.a"), gradientsOfB = golden.Float64("gradients.b"), stepsOfA = golden.Float64("parameters.a"),
            stepsOfB = golden.Float64("parameters.b");
        for (int step = 0; step < 20; step++)
        {
            using var tape = GradientTape.Begin();
            // The gradient of the sum of w g by w is g.
            Tensor loss = (a * Row(gradientsOfA, step, a)).Sum() + (b * Row(gradientsOfB, step, b)).Sum();
            optimizer.Apply(tape.Gradient(loss, a, b));
            Close(name, step, Row(stepsOfA, step, a), a);
            Close(name, step, Row(stepsOfB, step, b), b);
        }
    }

    private static Variable Initial(Golden golden, string name) => new(Tensor.From(golden.Float64("initial." + name),
        Shape.Create(golden.Shape("initial." + name))), name);

    private static Tensor Row(double[] values, int step, Tensor like) => Tensor.From(values.AsSpan(step * (int)like.Count, (int)like.Count), like.Shape);

    private static void Close(string name, int step, Tensor expected, Tensor actual)
    {
        (double[] e, double[] a) = (expected.ToArray<double>(), actual.ToArray<double>());
        for (int i = 0; i < e.Length; i++) Assert.True(Math.Abs(e[i] - a[i]) <= 1e-13 * Math.Max(1, Math.Abs(e[i])),
            $"{name}, step {step}: {e[i]:R} expected, {a[i]:R} found");
    }
}

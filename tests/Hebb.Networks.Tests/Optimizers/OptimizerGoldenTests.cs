namespace Hebb.Networks.Tests.Optimizers;

/// <summary>Twenty steps of every optimizer, with the gradients and the parameters after each step that PyTorch, or Keras's or the paper's formula, has.
/// Eager and
/// planned, with the same bits; a planned step allocates nothing.</summary>
public class OptimizerGoldenTests
{
    [Fact]
    public void Sgd() => Verify("sgd", new Sgd(0.1));

    [Fact]
    public void Sgd_with_momentum() => Verify("sgd_momentum", new Sgd(0.1) { Momentum = 0.9 });

    [Fact]
    public void Sgd_with_Nesterov_momentum() => Verify("sgd_nesterov", new Sgd(0.1) { Momentum = 0.9, Nesterov = true });

    [Fact]
    public void Sgd_with_a_momentum_that_moves_against_the_rate()
    {
        Verify("sgd_one_cycle", new Sgd(0.1) { Momentum = 0.95, Schedule = new OneCycle(20) { LowMomentum = 0.85 } });
        Verify("sgd_one_cycle_nesterov", new Sgd(0.1) { Momentum = 0.95, Nesterov = true, Schedule = new OneCycle { LowMomentum = 0.85 }, RunSteps = 20 });
    }

    [Fact]
    public void Sgd_with_dampening() => Verify("sgd_dampening", new Sgd(0.1) { Momentum = 0.9, Dampening = 0.4 });

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

    [Fact]
    public void Sgd_with_an_average_of_gradients()
    {
        Verify("sgd_average", new Sgd(0.1) { Momentum = 0.9, AveragesGradients = true });
        Verify("sgd_average_nesterov", new Sgd(0.1) { Momentum = 0.9, AveragesGradients = true, Nesterov = true });
        Verify("sgd_momentum", new Sgd(1) { Momentum = 0.9, AveragesGradients = true });   // A104: the same steps with 1 / (1 - momentum) of the rate
    }

    [Fact]
    public void Adagrad()
    {
        Verify("adagrad", new Adagrad(0.1) { AddsEpsilonToRoot = true });
        Verify("adagrad_keras", new Adagrad(0.1));
        Verify("adagrad_rate_decay", new Adagrad(0.1) { AddsEpsilonToRoot = true, RateDecay = 0.3 });
    }

    [Fact]
    public void Adadelta()
    {
        Verify("adadelta", new Adadelta());
        Verify("adadelta_rate", new Adadelta(0.5) { Rho = 0.9, Epsilon = 1e-6 });
    }

    [Fact]
    public void RmsProp()
    {
        Verify("rmsprop", new RmsProp(0.01) { AddsEpsilonToRoot = true });
        Verify("rmsprop_momentum", new RmsProp(0.01) { AddsEpsilonToRoot = true, Momentum = 0.9 });
        Verify("rmsprop_centered", new RmsProp(0.01) { AddsEpsilonToRoot = true, Centered = true }, 1e-11);   // a difference of near numbers
        Verify("rmsprop_centered_momentum", new RmsProp(0.01) { AddsEpsilonToRoot = true, Centered = true, Momentum = 0.8 }, 1e-11);
        Verify("rmsprop_keras", new RmsProp(0.01));
        Verify("rmsprop_keras_centered", new RmsProp(0.01) { Centered = true, Momentum = 0.8 }, 1e-11);
    }

    [Fact]
    public void Adamax()
    {
        Verify("adamax_no_epsilon", new Adamax(0.01) { Epsilon = 0 });
        Verify("adamax_keras", new Adamax(0.01) { Epsilon = 0.01 });
    }

    [Fact]
    public void Nadam()
    {
        Verify("nadam", new Nadam(0.01));
        Verify("nadam_decay_1", new Nadam(0.01) { MomentumDecay = 1 });
    }

    [Fact]
    public void RAdam()
    {
        Verify("radam", new RAdam(0.01));
        Verify("radam_rectified", new RAdam(0.01) { Beta1 = 0.8, Beta2 = 0.7 });
    }

    [Fact]
    public void Rprop()
    {
        Verify("rprop", new Rprop(0.01));
        Verify("rprop_limits", new Rprop(0.01) { Shrink = 0.4, Grow = 1.5, Smallest = 0.002, Largest = 0.03 });
    }

    [Fact]
    public void Asgd()
    {
        Verify("asgd", new Asgd(0.01));
        VerifyAverage("asgd_average_end", Verify("asgd_average", new Asgd(0.1) { Decay = 0.01, Power = 0.6, AverageFrom = 5 }));
    }

    [Fact]
    public void Lion() => Verify("lion", new Lion(0.01));

    [Fact]
    public void Ftrl() => Verify("ftrl", new Ftrl(0.1) { L1 = 0.05, L2 = 0.02 });

    [Fact]
    public void Ftrl_with_all_of_its_options()
    {
        Verify("ftrl_options", new Ftrl(0.1) { L1 = 0.05, L2 = 0.02, L2Shrinkage = 0.03, Beta = 0.4, LearningRatePower = -0.3 });
        Verify("ftrl_beta", new Ftrl(0.1) { L1 = 0.05, L2 = 0.02, Beta = 1 });
        Verify("ftrl_power_0", new Ftrl(0.1) { L1 = 0.05, L2 = 0.02, L2Shrinkage = 0.03, LearningRatePower = 0 });
    }

    [Fact]
    public void Lamb() => Verify("lamb", new Lamb(0.01));

    [Fact]
    public void Adafactor()
    {
        Verify("adafactor", new Adafactor(0.5));
        Verify("adafactor_epsilons", new Adafactor(0.5) { Epsilon1 = 0.1, Epsilon2 = 1.5 });
        Verify("adafactor_fixed", new Adafactor(0.01) { RelativeStep = false });
    }

    [Fact]
    public void Muon() => Verify("muon", new Muon(0.01), 1e-12);

    [Fact]
    public void The_average_of_the_weights() => VerifyAverage("average", Verify("sgd", new Sgd(0.1) { AverageDecay = 0.8 }));

    [Fact]
    public void An_average_stands_beside_whole_tensors_too()
    {
        (Optimizer optimizer, Variable a, _) = Verify("lamb", new Lamb(0.01) { AverageDecay = 0.8 });
        Assert.NotNull(optimizer.Average(a));
        Assert.NotEqual(a.ToArray<double>(), optimizer.Average(a)!.ToArray<double>());
    }

    // Eagerly beside the golden, then as a plan beside the eager run.
    private static (Optimizer Optimizer, Variable A, Variable B) Verify(string name, Optimizer optimizer, double tolerance = 1e-13)
    {
        Golden golden = Golden.Load("optimizers/" + name);
        Variable a = Initial(golden, "a"), b = Initial(golden, "b");
        Variable[] gradients = [new(a.Spec, "gradient of a"), new(b.Spec, "gradient of b")];
        double[] gradientsOfA = golden.Float64("gradients.a"), gradientsOfB = golden.Float64("gradients.b"), stepsOfA = golden.Float64("parameters.a"),
            stepsOfB = golden.Float64("parameters.b");
        List<(double[] A, double[] B)> eager = [];
        for (int step = 0; step < 20; step++)
        {
            ReadGradients(step);
            TakeStep();
            eager.Add((a.ToArray<double>(), b.ToArray<double>()));
            Close(name, step, Row(stepsOfA, step, a), a, tolerance);
            Close(name, step, Row(stepsOfB, step, b), b, tolerance);
        }

        (string, double[] Values)[] slots = [.. optimizer.State([a, b]).Select(static slot => (slot.Name, slot.Slot.ToArray<double>()))];
        Restart(golden, optimizer, a, b);
        Plan plan = Plan.Compile(TakeStep);
        for (int step = 0; step < 20; step++)
        {
            ReadGradients(step);
            long before = GC.GetAllocatedBytesForCurrentThread();
            plan.Replay();
            if (step > 0) Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());   // the first makes what stays
            Assert.Equal(eager[step].A, a.ToArray<double>());
            Assert.Equal(eager[step].B, b.ToArray<double>());
        }
        Assert.Equal(slots, optimizer.State([a, b]).Select(static slot => (slot.Name, slot.Slot.ToArray<double>())));
        return (optimizer, a, b);

        void ReadGradients(int step)
        {
            gradients[0].Assign(Row(gradientsOfA, step, a));
            gradients[1].Assign(Row(gradientsOfB, step, b));
        }

        Tensor TakeStep()
        {
            using var tape = GradientTape.Begin();
            // The gradient of the sum of w g by w is g.
            Tensor loss = (a * gradients[0]).Sum() + (b * gradients[1]).Sum();
            optimizer.Apply(tape.Gradient(loss, a, b));
            return loss;
        }
    }

    // The start of the same run: its weights, and slots as a new optimizer has them.
    private static void Restart(Golden golden, Optimizer optimizer, Variable a, Variable b)
    {
        a.Assign(Initial(golden, "a"));
        b.Assign(Initial(golden, "b"));
        optimizer.Forget();
    }

    private static void VerifyAverage(string name, (Optimizer Optimizer, Variable A, Variable B) run)
    {
        Golden golden = Golden.Load("optimizers/" + name);
        Close(name, 20, Tensor.From(golden.Float64("a"), run.A.Shape), run.Optimizer.Average(run.A)!, 1e-13);
        Close(name, 20, Tensor.From(golden.Float64("b"), run.B.Shape), run.Optimizer.Average(run.B)!, 1e-13);
    }

    private static Variable Initial(Golden golden, string name) => new(Tensor.From(golden.Float64("initial." + name),
        Shape.Create(golden.Shape("initial." + name))), name);

    private static Tensor Row(double[] values, int step, Tensor like) => Tensor.From(values.AsSpan(step * (int)like.Count, (int)like.Count), like.Shape);

    private static void Close(string name, int step, Tensor expected, Tensor actual, double tolerance)
    {
        (double[] e, double[] a) = (expected.ToArray<double>(), actual.ToArray<double>());
        for (int i = 0; i < e.Length; i++) Assert.True(Math.Abs(e[i] - a[i]) <= tolerance * Math.Max(1, Math.Abs(e[i])),
            $"{name}, step {step}: {e[i]:R} expected, {a[i]:R} found");
    }
}

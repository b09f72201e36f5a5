namespace Hebb.Networks.Tests.Optimizers;

/// <summary>What the notes say of the optimizers, as numbers (A104 to A109, A112), and what can be set for each variable.</summary>
public class OptimizerNotesTests
{
    [Fact]
    public void Without_momentum_both_conventions_are_plain_descent()
    {
        double[] plain = Run(new Sgd(0.1), 5);
        Assert.Equal(plain, Run(new Sgd(0.1) { Momentum = 0 }, 5));
        Assert.Equal(plain, Run(new Sgd(0.1) { Momentum = 0, AveragesGradients = true }, 5));
    }

    [Fact]
    public void Both_conventions_of_momentum_are_the_notes_formulas()
    {
        (double v, double w) = (0, 4);
        List<double> first = [], second = [];
        for (int step = 0; step < 5; step++)
        {
            v = 0.9 * v + 0.1 * Slope(w);
            first.Add(w -= v);
        }
        (v, w) = (0, 4);
        for (int step = 0; step < 5; step++)
        {
            v = 0.9 * v + (1 - 0.9) * Slope(w);
            second.Add(w -= 0.1 * v);
        }
        Near(first, Run(new Sgd(0.1) { Momentum = 0.9 }, 5));
        Near(second, Run(new Sgd(0.1) { Momentum = 0.9, AveragesGradients = true }, 5));
    }

    [Fact]
    public void Nesterovs_gradient_is_taken_ahead_of_the_weight()
    {
        // A17: the formula that the notes lost. The optimizer's variable is the point ahead, w - 0.9 v, where the gradient is taken.
        (double v, double w) = (0, 4);
        List<double> ahead = [];
        for (int step = 0; step < 8; step++)
        {
            double looked = w - 0.9 * v;
            v = 0.9 * v + 0.1 * Slope(looked);
            w -= v;
            ahead.Add(w - 0.9 * v);
        }
        Near(ahead, Run(new Sgd(0.1) { Momentum = 0.9, Nesterov = true }, 8));
    }

    [Fact]
    public void Adagrad_keeps_the_rate_of_rare_features()
    {
        // The first weight has a gradient in each step, the second in every tenth.
        Variable w = new(Tensor.From([0.0, 0.0]), "w");
        var optimizer = new Adagrad(0.1) { InitialSum = 0, Epsilon = 1e-14, AddsEpsilonToRoot = true };
        double dense = 0, rare = 0;
        for (int step = 1; step <= 100; step++)
        {
            double[] before = w.ToArray<double>();
            Apply(optimizer, w, Tensor.From([1.0, step % 10 == 0 ? 1.0 : 0]));
            double[] after = w.ToArray<double>();
            (double denseNow, double rareNow) = (before[0] - after[0], before[1] - after[1]);
            Assert.Equal(0.1 / Math.Sqrt(step), denseNow, 1e-12);
            if (step > 1) Assert.True(denseNow < dense, "the sum never falls");
            if (step % 10 == 0) rare = rareNow;
            dense = denseNow;
        }
        Assert.Equal(0.1 / Math.Sqrt(100), dense, 1e-12);
        Assert.Equal(0.1 / Math.Sqrt(10), rare, 1e-12);
    }

    [Fact]
    public void The_simplified_Adadelta_of_the_notes_is_RmsProp()
    {
        (double s, double w) = (0, 4);
        List<double> steps = [];
        for (int step = 0; step < 6; step++)
        {
            double g = Slope(w);
            s = 0.9 * s + 0.1 * g * g;
            steps.Add(w -= 0.01 / Math.Sqrt(s + 1e-8) * g);
        }
        Near(steps, Run(new RmsProp(0.01) { Rho = 0.9, Epsilon = 1e-8 }, 6));
    }

    [Fact]
    public void Adams_first_step_has_the_learning_rates_size()
    {
        Variable w = new(Tensor.Zeros([4], DType.Float64), "w");
        Apply(new Adam { Epsilon = 1e-8, CorrectsEpsilon = true }, w, Tensor.From([3.0, -0.2, 1000, -1e-3]));
        double[] after = w.ToArray<double>();
        double[] signs = [-1, 1, -1, 1];
        for (int i = 0; i < 4; i++) Assert.Equal(0.001 * signs[i], after[i], 1e-7);
    }

    [Fact]
    public void Clipping_by_global_norm_is_the_notes_formula_and_only_above_the_threshold()
    {
        Variable w = new(Tensor.From([0.0, 0.0]), "w");
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient((w * Tensor.From([3.0, 4.0])).Sum(), w);   // of norm 5
        Assert.Equal([0.6, 0.8], gradients.ClipByGlobalNorm(1)[w].ToArray<double>().Select(static g => Math.Round(g, 12)));
        Assert.Equal([3.0, 4.0], gradients.ClipByGlobalNorm(5)[w].ToArray<double>());
        Assert.Equal([3.0, 4.0], gradients.ClipByGlobalNorm(10)[w].ToArray<double>());
        Assert.Equal([3.0, 3.5], gradients.ClipByValue(3.5)[w].ToArray<double>());
    }

    [Fact]   // A112 and A17: the notes give 1 each, and a norm "always below" the limit
    public void Five_equal_parts_clipped_to_a_norm_of_one_are_one_by_the_root_of_five()
    {
        Variable w = new(Tensor.Zeros([5], DType.Float64), "w");
        using var tape = GradientTape.Begin();
        double[] clipped = tape.Gradient((w * 3.0).Sum(), w).ClipByGlobalNorm(1)[w].ToArray<double>();
        Assert.Equal([0.447, 0.447, 0.447, 0.447, 0.447], clipped.Select(static part => Math.Round(part, 3)));
        Assert.All(clipped, static part => Assert.Equal(1 / Math.Sqrt(5), part, 15));
        Assert.Equal(1, Math.Sqrt(clipped.Sum(static part => part * part)), 15);   // the norm is the limit
    }

    [Fact]
    public void A_variable_has_the_part_of_the_rate_that_is_asked_for()
    {
        Variable near = new(Tensor.From([1.0]), "head/w"), far = new(Tensor.From([1.0]), "backbone/w"), fixedOne = new(Tensor.From([1.0]), "fixed/w");
        var optimizer = new Sgd(0.5)
        {
            Momentum = 0.5,
            RateMultiplier = static variable => variable.Name.StartsWith("backbone/", StringComparison.Ordinal) ? 0.1 : variable.Name == "fixed/w" ? 0 : 1,
        };
        Plan plan = Plan.Compile(TakeStep);
        for (int step = 0; step < 2; step++) TakeStep();   // -0.5, then -0.75
        plan.Replay();                                     // then -0.875
        Assert.Equal(1 - 0.5 - 0.75 - 0.875, near.ToScalar(), 1e-15);
        Assert.Equal(1 - 0.05 - 0.075 - 0.0875, far.ToScalar(), 1e-15);
        Assert.Equal(1, fixedOne.ToScalar());

        Tensor TakeStep()
        {
            using var tape = GradientTape.Begin();
            Tensor loss = near.Sum() + far.Sum() + fixedOne.Sum();
            optimizer.Apply(tape.Gradient(loss, near, far, fixedOne));
            return loss;
        }
    }

    [Fact]
    public void The_average_of_a_variable_that_joins_late_begins_with_its_value()
    {
        Variable early = new(Tensor.From([1.0]), "early"), late = new(Tensor.From([8.0]), "late");
        var optimizer = new Sgd(0) { AverageDecay = 0.9 };
        for (int step = 0; step < 5; step++) Apply(optimizer, early, Tensor.From([1.0]));
        Assert.Null(optimizer.Average(late));
        Apply(optimizer, late, Tensor.From([1.0]));
        Assert.Equal(8, optimizer.Average(late)!.ToScalar());
    }

    [Fact]
    public void Adagrad_changes_the_rows_of_a_sparse_gradient_alone()
    {
        Tensor start = Tensor.Normal([6, 3], seed: 1, type: DType.Float64);
        Variable sparse = new(start, "sparse"), dense = new(start, "dense");
        Adagrad one = new(0.1), other = new(0.1);
        Tensor rows = Tensor.From([4, 1, 4]);
        for (int step = 0; step < 3; step++)
        {
            using var tape = GradientTape.Begin();
            Gradients bySparse = tape.Gradient(sparse.Gather(rows).Square().Sum(), sparse);
            Assert.True(bySparse.TryGetRows(sparse, out _));
            one.Apply(bySparse);
            other.Apply(tape.Gradient((dense.Gather(rows).Square().Sum() + dense.Sum() * 0), dense));
        }
        double[] expected = dense.ToArray<double>(), found = sparse.ToArray<double>();
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-14);
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("optimizer_option_errors",
    [
        ("dampening with a look-ahead", () => Run(new Sgd { Momentum = 0.9, Nesterov = true, Dampening = 0.5 }, 1)),
        ("dampening of an average", () => Run(new Sgd { Momentum = 0.9, AveragesGradients = true, Dampening = 0.5 }, 1)),
        ("all of it dampened", () => _ = new Sgd { Dampening = 1 }),
        ("a rate that rises", () => _ = new Adagrad { RateDecay = -0.1 }),
        ("a momentum that never forgets", () => _ = new OneCycle { LowMomentum = 1 }),
        ("a momentum that is moved where there is none", () => _ = new Adam { Schedule = new WarmUp(5, new OneCycle { LowMomentum = 0.85 }) }),
        ("a momentum of 0 that is moved", () => Run(new Sgd { Schedule = new CyclicRate(5) { LowMomentum = 0.8 } }, 1)),
        ("a power above zero", () => _ = new Ftrl { LearningRatePower = 0.5 }),
        ("a negative epsilon", () => _ = new Adafactor { Epsilon2 = -1 }),
        ("a rate multiplier below zero", () => Apply(new Sgd { RateMultiplier = static _ => -1 }, new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("an average that forgets nothing", () => _ = new Adam { AverageDecay = 1 }),
        ("a negative sum of squares", () => _ = new Adagrad { InitialSum = -1 }),
        ("a rising exponent", () => _ = new Adafactor { DecayExponent = 0.8 }),
        ("a rate of zero to divide by", () => Apply(new Ftrl(0), new Variable(Tensor.Ones([3]), "w"), Tensor.Ones([3]))),
        ("a rho of one", () => _ = new Adadelta { Rho = 1 }),
        ("a negative number of iterations", () => _ = new Muon { Iterations = -1 }),
        ("steps that grow when the sign changes", () => _ = new Rprop { Shrink = 1.5 }),
    ]);

    private static double Slope(double w) => 2 * (w - 1);   // of (w - 1)^2

    private static double[] Run(Optimizer optimizer, int steps)
    {
        Variable w = new(Tensor.From([4.0]), "w");
        var values = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient((w - 1).Square().Sum(), w));
            values[step] = w.ToScalar();
        }
        return values;
    }

    private static void Apply(Optimizer optimizer, Variable variable, Tensor gradient)
    {
        using var tape = GradientTape.Begin();
        optimizer.Apply(tape.Gradient((variable * gradient).Sum(), variable));
    }

    private static void Near(List<double> expected, double[] found)
    {
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-13);
    }
}

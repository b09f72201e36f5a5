using Hebb.Testing;

namespace Hebb.Networks.Tests.Regularizers;

public sealed class RegularizerTests
{
    public static TheoryData<string> Names => ["l1", "l2", "l2_weight_decay", "l1l2", "orthogonal_rows", "orthogonal_columns"];

    [Theory, MemberData(nameof(Names))]
    public void Penalty_and_gradient_agree(string name)
    {
        Golden golden = Golden.Load("regularizers/" + name);
        Tensor weights = Tensor.From(golden.Float64("weights"), Shape.Create(golden.Shape("weights")));
        using var tape = GradientTape.Begin();
        Variable variable = new(weights, "w");
        Tensor penalty = Make(name).Call(variable);
        Assert.Equal(golden.Float64("penalty")[0], penalty.ToScalar(), 1e-13);
        TensorAssert.AllClose(Tensor.From(golden.Float64("gradient"), weights.Shape), tape.Gradient(penalty, variable)[variable], 1e-12, 1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_agrees_with_finite_differences(string name)
    {
        Regularizer regularizer = Make(name);
        GradientCheck.Verify(regularizer.Call, Tensor.Normal([4, 3], seed: 5, type: DType.Float64));
    }

    [Fact]
    public void Squared_penalties_of_both_scalings_have_the_factors_of_the_notes()
    {
        Variable w = new(Tensor.From([3.0, -4.0]), "w");
        using var tape = GradientTape.Begin();
        Assert.Equal(2.5, new L2(0.1).Call(w).ToScalar(), 1e-15);                        // lambda * 25
        Assert.Equal(0.1 / (2 * 10) * 25, L2.WeightDecay(0.1, 10).Call(w).ToScalar(), 1e-15);   // lambda / 2m * 25
        Assert.Equal([0.01 * 3, 0.01 * -4], Gradient(L2.WeightDecay(0.1, 10), [3, -4]), new Near(1e-16));   // dW += lambda / m * W
        Assert.Equal([0.1, -0.1, 0], Gradient(new L1(0.1), [3, -4, 0]), new Near(1e-16));
    }

    [Fact]
    public void A_step_with_the_squared_penalty_shrinks_the_weights_by_one_minus_alpha_lambda_over_m()
    {
        const double Alpha = 0.3, Lambda = 0.7;
        const int Samples = 5;
        double[] w = [0.5, -2], slope = [0.25, 1.5];
        double[] next = Step(new Dense(1) { UseBias = false, KernelRegularizer = L2.WeightDecay(Lambda, Samples) }, new Sgd(Alpha), w, slope);
        for (int i = 0; i < 2; i++) Assert.Equal(((1 - Alpha * Lambda / Samples) * w[i]) - Alpha * slope[i], next[i], 1e-14);
    }

    [Fact]
    public void A_step_with_the_absolute_penalty_subtracts_the_sign()
    {
        double[] w = [0.5, -2, 0.01], slope = [0.25, 1.5, 0];
        double[] next = Step(new Dense(1) { UseBias = false, KernelRegularizer = new L1(0.4) }, new Sgd(0.3), w, slope);
        for (int i = 0; i < 3; i++) Assert.Equal(w[i] - 0.3 * (slope[i] + 0.4 * Math.Sign(w[i])), next[i], 1e-14);
        Assert.Equal(0.01 - 0.12, next[2], 1e-14);   // it hops over zero
    }

    [Fact]
    public void The_proximal_penalty_gives_exact_zeros_with_the_rate_of_the_step()
    {
        double[] w = [0.5, -2, 0.01, -0.05], slope = [0.25, 1.5, 0, 0.1];
        double[] next = Step(new Dense(1) { UseBias = false, KernelRegularizer = new L1(0.4) { Proximal = true } }, new Sgd(0.3), w, slope);
        for (int i = 0; i < 4; i++)
        {
            double moved = w[i] - 0.3 * slope[i];
            Assert.Equal(Math.Sign(moved) * Math.Max(Math.Abs(moved) - 0.3 * 0.4, 0), next[i], 1e-14);
        }
        Assert.Equal(0, next[2]);
        Assert.Equal(0, next[3]);
    }

    [Fact]
    public void Features_that_say_nothing_get_weights_of_exactly_zero()
    {
        Tensor x = Tensor.Normal([200, 10], seed: 1);
        Tensor labels = (x.Slice(1, 0, 1) * 2.0 - x.Slice(1, 1, 1) * 3.0).Reshape(200, 1);   // two of ten features count
        Dense layer = new(1) { KernelRegularizer = new L1(0.05) { Proximal = true } };
        Sequential model = new([10]) { layer };
        Sgd optimizer = new(0.05);
        MeanSquaredError loss = new();
        for (int step = 0; step < 500; step++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient(loss.Call(model.Call(x), labels) + model.Penalty(), model.Parameters));
        }
        float[] w = layer.Kernel.ToArray<float>();
        Assert.All(w[2..], static weight => Assert.Equal(0, weight));
        Assert.InRange(w[0], 1.9, 2);
        Assert.InRange(w[1], -3, -2.9);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_soft_threshold_and_a_constraint_give_the_same_bits_by_plan(bool proximal)
    {
        (Sequential eager, Sequential planned) = (Make(), Make());
        (Func<Tensor> eagerStep, Func<Tensor> plannedStep) = (Steps(eager), Steps(planned));
        Plan plan = Plan.Compile(plannedStep);
        for (int step = 0; step < 5; step++)
        {
            Tensor loss;
            using (TensorScope.Training()) loss = eagerStep().Detach();
            plan.Replay();
            TensorAssert.SameBits(loss, plan.ToTensor());
        }
        foreach ((Variable expected, Variable actual) in eager.Weights.Zip(planned.Weights)) TensorAssert.SameBits(expected, actual);
        Assert.Equal(proximal, eager.Parameters[0].ToArray<float>().Contains(0));

        Sequential Make() => new([6])
        {
            new Dense(5, Activation.Tanh) { KernelRegularizer = new L1(3) { Proximal = proximal }, ActivityRegularizer = new L2(0.1), BiasRegularizer = new L1(0.1) },
            new Dense(2) { KernelConstraint = new UnitNorm(), BiasConstraint = new MaxNorm(0.05) },
        };

        static Func<Tensor> Steps(Sequential model)
        {
            Tensor x = Tensor.Normal([8, 6], seed: 2);
            Adam optimizer = new(0.05) { Schedule = new ExponentialDecay(0.9) };
            return () =>
            {
                using var tape = GradientTape.Begin();
                Tensor loss = model.Call(x).Square().Mean() + model.Penalty();
                optimizer.Apply(tape.Gradient(loss, model.Parameters));
                return loss;
            };
        }
    }

    [Theory]
    [InlineData("l1(0.01)"), InlineData("proximal_l1(0.5)"), InlineData("l2(0.0001)"), InlineData("l1l2(0.1, 1E-05)"), InlineData("orthogonal_rows(0.01)"),
        InlineData("orthogonal_columns(2)")]
    public void A_name_is_read_as_it_is_written(string name) => Assert.Equal(name, Regularizer.Parse(name).ToString());

    [Fact]
    public void Mistakes_are_answered_in_four_parts() => Snapshot.Errors("regularizer_errors",
    [
        ("a negative strength", () => new L2(-1)),
        ("no number", () => new L1L2(0.1, double.NaN)),
        ("no samples", () => L2.WeightDecay(0.1, 0)),
        ("rows that are samples", () => new Sequential([3]) { new Dense(2) { ActivityRegularizer = new OrthogonalRegularizer() } }),
        ("no matrix", () => new OrthogonalRegularizer().Call(Tensor.Ones([3]))),
        ("unknown", () => Regularizer.Parse("l3(0.1)")),
        ("no strength", () => Regularizer.Parse("l2")),
        ("an open bracket", () => Regularizer.Parse("l2(0.1")),
    ]);

    private static Regularizer Make(string name) => name switch
    {
        "l1" => new L1(0.3),
        "l2" => new L2(0.2),
        "l2_weight_decay" => L2.WeightDecay(0.7, 8),
        "l1l2" => new L1L2(0.3, 0.2),
        "orthogonal_rows" => new OrthogonalRegularizer(0.01),
        _ => new OrthogonalRegularizer(0.01) { Columns = true },
    };

    private static double[] Gradient(Regularizer regularizer, double[] weights)
    {
        Variable w = new(Tensor.From(weights), "w");
        using var tape = GradientTape.Begin();
        return tape.Gradient(regularizer.Call(w), w)[w].ToArray<double>();
    }

    // One step on a loss whose slope by each weight is known: the sum of input times weight.
    private static double[] Step(Dense layer, Sgd optimizer, double[] weights, double[] slope)
    {
        Tensor x = Tensor.From(slope, [1, slope.Length]);
        layer.Call(x);
        layer.Kernel.Assign(Tensor.From(weights, [weights.Length, 1]));
        using var tape = GradientTape.Begin();
        Tensor loss = layer.Call(x).Sum();
        optimizer.Apply(tape.Gradient(loss + layer.Penalty(), layer.Parameters));
        return layer.Kernel.ToArray<double>();
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}

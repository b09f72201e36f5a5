using Hebb.Testing;

namespace Hebb.Networks.Tests.Layers;

/// <summary>What normalization layers are for, beyond their formulas.</summary>
public sealed class NormalizationLayerTests
{
    [Fact]
    public void Batch_normalization_with_gamma_the_deviation_and_beta_the_mean_is_the_identity()
    {
        Tensor x = Tensor.Normal([50, 3], mean: 4, standardDeviation: 2, seed: 1, type: DType.Float64);
        BatchNormalization layer = new();
        Functional model = Build(layer, x);
        double[] deviations = (x.Variance(axis: 0) + layer.Epsilon).Sqrt().ToArray<double>(), means = x.Mean(axis: 0).ToArray<double>();
        model.Parameters[0].Assign(Tensor.From(deviations));
        using (TensorScope.Training()) Assert.True(MaximumDifference(model.Call(x), x) > 1);   // gamma alone does not undo the shift
        model.Parameters[1].Assign(Tensor.From(means));
        using (TensorScope.Training()) TensorAssert.AllClose(x, model.Call(x), 1e-13, 1e-13);
    }

    [Fact]
    public void Running_figures_approach_those_of_the_data_and_a_frozen_layer_uses_them_and_leaves_them()
    {
        BatchNormalization layer = new() { Momentum = 0.9 };
        Tensor first = Tensor.Normal([64, 2], mean: 3, standardDeviation: 2, seed: 1, type: DType.Float64);
        Functional model = Build(layer, first);
        for (int step = 0; step < 200; step++)
            using (TensorScope.Training()) model.Call(first);
        TensorAssert.AllClose(first.Mean(axis: 0), layer.RunningMean, 1e-8, 1e-8);
        TensorAssert.AllClose(first.Variance(axis: 0), layer.RunningVariance, 1e-8, 1e-8);
        layer.Trainable = false;
        double[] mean = layer.RunningMean.ToArray<double>();
        Tensor other = Tensor.Normal([8, 2], mean: -5, seed: 2, type: DType.Float64);
        Tensor use = Call(model, other, training: false), frozen = Call(model, other, training: true);
        TensorAssert.SameBits(use, frozen);
        Assert.Equal(mean, layer.RunningMean.ToArray<double>());
        Assert.Empty(model.Parameters);
    }

    [Fact]
    public void Weight_decay_leaves_the_scales_and_shifts_of_normalizations_alone()
    {
        foreach (Layer layer in (Layer[])[new BatchNormalization(), new LayerNormalization(), new GroupNormalization(1), new InstanceNormalization(),
            new RmsNormalization()])
        {
            Sequential model = new([3, 4]) { layer, new Dense(4) };
            AdamW optimizer = new(0.1) { WeightDecay = 0.5 };
            double[] before = model.Parameters[0].ToArray<float>().Select(static value => (double)value).ToArray();
            double kernel = Math.Abs(model.Parameters[^2].ToArray<float>()[0]);
            using (var tape = GradientTape.Begin())   // a loss without slope: only decay is left
                optimizer.Apply(tape.Gradient((model.Call(Tensor.Ones([2, 3, 4])) * 0.0).Sum(), model.Parameters));
            Assert.Equal(before, model.Parameters[0].ToArray<float>().Select(static value => (double)value));
            Assert.Equal(0.95 * kernel, Math.Abs(model.Parameters[^2].ToArray<float>()[0]), 6);
            Assert.False(model.Parameters[0].Decays);
        }
    }

    /// <summary>L2 of 0.1 on gammas of 3 and L1 of 0.2 on betas of -0.5, for each of six channels; afterwards the constraints hold.</summary>
    [Fact]
    public void Scales_and_shifts_start_cost_and_stay_as_they_are_told_to()
    {
        Initializer three = Initializer.Constant(3), below = Initializer.Constant(-0.5);
        Regularizer l2 = new L2(0.1), l1 = new L1(0.2);
        Constraint unit = new MaxNorm(1), positive = new NonNegative();
        foreach (Layer layer in (Layer[])[
            new BatchNormalization { GammaInitializer = three, BetaInitializer = below, GammaRegularizer = l2, BetaRegularizer = l1, GammaConstraint = unit,
                BetaConstraint = positive },
            new LayerNormalization { GammaInitializer = three, BetaInitializer = below, GammaRegularizer = l2, BetaRegularizer = l1, GammaConstraint = unit,
                BetaConstraint = positive },
            new GroupNormalization(2) { GammaInitializer = three, BetaInitializer = below, GammaRegularizer = l2, BetaRegularizer = l1, GammaConstraint = unit,
                BetaConstraint = positive },
            new InstanceNormalization { GammaInitializer = three, BetaInitializer = below, GammaRegularizer = l2, BetaRegularizer = l1, GammaConstraint = unit,
                BetaConstraint = positive },
            new RmsNormalization { GammaInitializer = three, GammaRegularizer = l2, GammaConstraint = unit }])
        {
            Sequential model = new([3, 6]) { layer };
            bool hasBeta = model.Parameters.Count == 2;
            Assert.All(model.Parameters[0].ToArray<float>(), static value => Assert.Equal(3, value));
            Assert.Equal(6 * 0.1 * 9 + (hasBeta ? 6 * 0.2 * 0.5 : 0), layer.Penalty().ToScalar(), 1e-5);
            using (var tape = GradientTape.Begin())
                new Sgd(0.01).Apply(tape.Gradient((model.Call(Tensor.Ones([2, 3, 6])) * 0.0).Sum() + layer.Penalty(), model.Parameters));
            Assert.Equal(1, model.Parameters[0].Square().Sum().Sqrt().ToScalar(), 1e-5);
            if (hasBeta) Assert.All(model.Parameters[1].ToArray<float>(), static value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Group_normalization_with_a_group_for_each_channel_is_instance_normalization_and_one_group_layer_normalization()
    {
        Tensor x = Tensor.Normal([2, 5, 6], mean: 1, seed: 3, type: DType.Float64);
        Tensor instance = Call(Build(new InstanceNormalization(), x), x), sixGroups = Call(Build(new GroupNormalization(6), x), x);
        TensorAssert.AllClose(instance, sixGroups, 1e-12, 1e-12);
        Tensor layer = Call(Build(new LayerNormalization { Axis = 1, Scale = false, Center = false }, x), x);
        TensorAssert.AllClose(layer, Call(Build(new GroupNormalization(1), x), x), 1e-12, 1e-12);
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts() => Snapshot.Errors("normalization_layer_errors",
    [
        ("an epsilon of zero", () => new LayerNormalization { Epsilon = 0 }),
        ("the batch axis", () => new Sequential([4]) { new LayerNormalization { Axis = 0 } }),
        ("no such axis", () => new Sequential([4]) { new UnitNormalization { Axis = 3 } }),
        ("the batch axis for channels", () => new Sequential([4]) { new BatchNormalization { Axis = 0 } }),
        ("no such channels", () => new Sequential([4]) { new BatchNormalization { Axis = 2 } }),
        ("no initializer", () => new Sequential([4]) { new LayerNormalization { GammaInitializer = null! } }),
        ("no groups", () => new GroupNormalization(0)),
        ("groups that do not divide", () => new Sequential([8, 20]) { new GroupNormalization(8) }),
        ("no positions", () => new Sequential([8]) { new InstanceNormalization() }),
        ("no depth", () => new LocalResponseNormalization { Depth = 0 }),
        ("a negative alpha", () => new LocalResponseNormalization { Alpha = -1 }),
    ]);

    private static Functional Build(Layer layer, Tensor x)
    {
        Tensor input = Model.Input(x.Shape[1..], x.DType);
        return new(input, layer.Call(input));
    }

    private static Tensor Call(Model model, Tensor x, bool training = false)
    {
        using var scope = training ? TensorScope.Training() : TensorScope.Inference();
        return model.Call(x).Detach();
    }

    private static double MaximumDifference(Tensor a, Tensor b) => (a - b).Abs().Max().ToScalar();
}

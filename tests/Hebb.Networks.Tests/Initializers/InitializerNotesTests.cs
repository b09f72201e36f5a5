using static Hebb.Networks.Tests.Initializers.InitializerTests;

namespace Hebb.Networks.Tests.Initializers;

/// <summary>What the notes say of beginnings, with their numbers (A085 to A094).</summary>
public class InitializerNotesTests
{
    [Fact]
    public void A085_units_that_begin_alike_stay_alike()
    {
        foreach (Initializer initializer in (Initializer[])[Initializer.Constant(0.5), Initializer.Zeros, Initializer.GlorotUniform])
        {
            var model = new Sequential([3], seed: 2) { new Dense(4, Activation.Tanh) { KernelInitializer = initializer }, new Dense(1) { KernelInitializer = initializer } };
            Tensor x = Tensor.Normal([16, 3], seed: 3), y = Tensor.Normal([16, 1], seed: 4);
            Optimizer optimizer = new Adam(0.05);
            for (int step = 0; step < 50; step++)
            {
                using var tape = GradientTape.Begin();
                optimizer.Apply(tape.Gradient(new MeanSquaredError().Call(model.Call(x), y), model.Parameters));
            }
            float[] kernel = model.Parameters[0].ToArray<float>();
            bool areAlike = Enumerable.Range(0, 3).All(row => kernel[(row * 4)..(row * 4 + 4)].Distinct().Count() == 1);
            Assert.Equal(initializer != Initializer.GlorotUniform, areAlike);
            if (initializer == Initializer.Zeros) Assert.All(kernel, static weight => Assert.Equal(0, weight));   // nor does it ever leave zero
            else Assert.DoesNotContain(0f, kernel);
        }
    }

    [Fact]
    public void A086_large_negative_weights_make_ReLU_units_that_never_learn()
    {
        Tensor x = Tensor.Uniform([32, 5], 0, 1, seed: 1), y = Tensor.Ones([32, 1]);
        foreach ((double weight, bool isDead) in new[] { (-5.0, true), (0.2, false) })
        {
            var model = new Sequential([5], seed: 1) { new Dense(6, Activation.Relu) { KernelInitializer = Initializer.Constant(weight) }, new Dense(1) };
            using var tape = GradientTape.Begin();
            Gradients gradients = tape.Gradient(new MeanSquaredError().Call(model.Call(x), y), model.Parameters);
            Assert.Equal(isDead, gradients[model.Parameters[0]].ToArray<float>().All(static value => value == 0));
        }
    }

    [Fact]
    public void A087_small_normal_numbers()
    {
        double[] values = Draw(Initializer.Normal(0.01), [400, 300]);
        Assert.Equal(0.01, Deviation(values), 0.0001);
        Assert.Equal(0, values.Average(), 0.0001);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(784, 128)]
    public void A088_uniform_within_one_over_the_root_of_the_inputs(int inputs, int units)
    {
        double limit = 1 / Math.Sqrt(inputs);
        double[] values = Draw(Initializer.FanInUniform, [inputs, units]), unit = Draw(Initializer.Uniform(-1, 1), [inputs, units]);
        for (int i = 0; i < values.Length; i++) Assert.Equal(unit[i] * limit, values[i], 1e-15);   // the bounds are those of -1 and 1, exactly
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.Equal(Draw(Initializer.LeCunUniform, [inputs, units]).Select(value => value / Math.Sqrt(3)).ToArray(), values, new Near());
    }

    [Fact]
    public void A089_A091_three_inputs_and_two_outputs()
    {
        Assert.Equal((3, 2), Initializer.Fans([3, 2]));
        Assert.Equal((75, 200), Initializer.Fans([5, 5, 3, 8]));
        Assert.Equal(0.632456, DeviationOf(Initializer.VarianceScaling(1, FanMode.Average, RandomDistribution.Normal), Initializer.Normal(1)), 6);   // not 0.282843 (A17)
        Assert.Equal(Math.Sqrt(2.0 / 5), DeviationOf(Initializer.GlorotNormal, Initializer.TruncatedNormal(1 / 0.87962566103423978)), 1e-15);
        Assert.Equal(Math.Sqrt(6.0 / 5), DeviationOf(Initializer.GlorotUniform, Initializer.Uniform(-1, 1)), 1e-15);   // 1.095445
        Assert.Equal(Math.Sqrt(1.0 / 3), DeviationOf(Initializer.LeCunNormal, Initializer.TruncatedNormal(1 / 0.87962566103423978)), 1e-15);

        // How often an initializer's numbers are those of a plain one, drawn from the same stream.
        static double DeviationOf(Initializer scaled, Initializer plain)
        {
            double[] ratios = [.. Draw(scaled, [3, 2]).Zip(Draw(plain, [3, 2]), static (a, b) => a / b)];
            Assert.All(ratios, ratio => Assert.Equal(ratios[0], ratio, 1e-14));
            return ratios[0];
        }
    }

    [Theory]
    [InlineData("he_normal", 2)]
    [InlineData("he_uniform", 2)]
    [InlineData("lecun_normal", 1)]
    [InlineData("lecun_uniform", 1)]
    [InlineData("fan_in_uniform", 1.0 / 3)]
    public void A090_the_deviation_is_within_one_percent(string name, double factor) =>
        Assert.InRange(Deviation(Draw(Initializer.Parse(name), [400, 300])) / Math.Sqrt(factor / 400), 0.99, 1.01);

    [Fact]
    public void A092_uniform_within_one_half()
    {
        double[] values = Draw(Initializer.Uniform(-0.5, 0.5), [200, 200]);
        Assert.InRange(values.Min(), -0.5, -0.4999);
        Assert.InRange(values.Max(), 0.4999, 0.5);
        Assert.Equal(1 / Math.Sqrt(12), Deviation(values), 0.003);
    }

    [Fact]
    public void A093_a_sum_of_250_terms_of_variance_one_has_a_deviation_of_15_8()
    {
        Assert.Equal(15.8113883, Math.Sqrt(250), 7);
        Assert.InRange(Deviation(Sums(Initializer.Normal(1))) / Math.Sqrt(250), 0.99, 1.01);
        Assert.InRange(Deviation(Sums(Initializer.LeCunNormal)), 0.99, 1.01);   // and what the scale is for

        // 250 inputs that are 1, and as many units as bring the standard error of their deviation down to 0.16 %.
        static double[] Sums(Initializer initializer) => [.. Enumerable.Range(7, 5).SelectMany(seed => new Sequential([250], seed: (ulong)seed)
        {
            new Dense(40_000) { KernelInitializer = initializer },
        }.Call(Tensor.Ones([1, 250])).Cast(DType.Float64).ToArray<double>())];
    }

    [Fact]
    public void A094_deviations_of_layers_by_initializer()
    {
        // ReLU, ten layers: He's keeps the size of values, Glorot's loses half the variance in each, small numbers vanish, zeros are zeros.
        Assert.InRange(LastDeviation(Initializer.HeNormal, Activation.Relu), 0.3, 3);
        Assert.InRange(LastDeviation(Initializer.GlorotNormal, Activation.Relu), 0.01, 0.1);
        Assert.InRange(LastDeviation(Initializer.Normal(0.01), Activation.Relu), 0, 1e-8);
        Assert.Equal(0, LastDeviation(Initializer.Zeros, Activation.Relu));
        // Tanh: Glorot's keeps the values in its range, large numbers saturate it.
        Assert.InRange(LastDeviation(Initializer.GlorotNormal, Activation.Tanh), 0.1, 0.6);
        Assert.InRange(LastDeviation(Initializer.Normal(1), Activation.Tanh), 0.9, 1);

        // The same of a gradient of deviation 1 that has come back through the ten.
        Assert.InRange(GradientDeviation(Initializer.HeNormal, Activation.Relu), 0.3, 3);
        Assert.InRange(GradientDeviation(Initializer.GlorotNormal, Activation.Relu), 0.01, 0.1);
        Assert.InRange(GradientDeviation(Initializer.Normal(0.01), Activation.Relu), 0, 1e-8);
        Assert.Equal(0, GradientDeviation(Initializer.Zeros, Activation.Relu));
        Assert.InRange(GradientDeviation(Initializer.GlorotNormal, Activation.Tanh), 0.1, 0.6);

        static double GradientDeviation(Initializer initializer, Activation activation)
        {
            using var tape = GradientTape.Begin();
            Tensor first = Tensor.Normal([200, 256], seed: 1), x = first;
            for (int i = 0; i < 10; i++) x = new Sequential([256], seed: (ulong)i) { new Dense(256, activation) { KernelInitializer = initializer } }.Call(x);
            return tape.VectorJacobianProduct(x, Tensor.Normal([200, 256], seed: 2), [first])[first].StandardDeviation().ToScalar();
        }

        static double LastDeviation(Initializer initializer, Activation activation)
        {
            Tensor x = Tensor.Normal([200, 256], seed: 1);
            for (int i = 0; i < 10; i++) x = new Sequential([256], seed: (ulong)i) { new Dense(256, activation) { KernelInitializer = initializer } }.Call(x);
            return x.StandardDeviation().ToScalar();
        }
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-15;

        public int GetHashCode(double value) => 0;
    }
}

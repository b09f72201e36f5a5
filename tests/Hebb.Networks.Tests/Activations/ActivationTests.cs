namespace Hebb.Networks.Tests.Activations;

public sealed class ActivationTests
{
    private static readonly Activation[] s_all =
    [
        Activation.Linear, Activation.Relu, Activation.Relu6, Activation.Selu, Activation.Gelu, Activation.Silu, Activation.Mish, Activation.Sigmoid,
        Activation.Tanh, Activation.Softplus,
        Activation.Softsign, Activation.HardSigmoid, Activation.HardTanh, Activation.HardSilu, Activation.Exponential, Activation.LeakyRelu(),
        Activation.LeakyRelu(0.3), Activation.Elu(), Activation.Elu(0.5),
        Activation.Softmax(), Activation.Softmax(1), Activation.LogSoftmax(), Activation.LogSoftmax(1),
        Activation.GeluTanh, Activation.LogSigmoid, Activation.SparseSigmoid, Activation.SparsePlus, Activation.TanhShrink, Activation.Celu(),
        Activation.Celu(2), Activation.Squareplus(), Activation.Squareplus(0.5), Activation.SoftShrink(), Activation.SoftShrink(0.1),
        Activation.HardShrink(), Activation.HardShrink(1.5), Activation.Threshold(0.5, -2), Activation.Step(), Activation.Step(0.5),
        Activation.Step(0.5, straightThrough: true), Activation.BipolarStep(), Activation.BipolarStep(-1), Activation.BipolarStep(straightThrough: true),
        Activation.Sparsemax(), Activation.Sparsemax(1), Activation.Hardmax(), Activation.Hardmax(0), Activation.Glu(1),
    ];

    [Fact]
    public void A_name_gives_an_equal_activation_of_the_same_values()
    {
        Tensor x = Tensor.Normal([3, 4, 5], seed: 1);
        foreach (Activation activation in s_all)
        {
            Activation parsed = Activation.Parse(activation.Name);
            Assert.Equal(activation, parsed);
            Assert.Equal(activation.GetHashCode(), parsed.GetHashCode());
            Assert.Equal(activation.Call(x).ToArray<float>(), parsed.Call(x).ToArray<float>());
        }
        Assert.Equal(s_all.Length, s_all.Select(activation => activation.Name).Distinct().Count());
    }

    public static TheoryData<string> Names => [.. s_all.Select(activation => activation.Name).Where(name => name != "hardmax(0)")];   // 0 is the batch

    [Theory, MemberData(nameof(Names))]
    public void An_activation_is_a_layer_that_keeps_its_promises(string name)
    {
        bool isStep = name.Contains("step", StringComparison.Ordinal) || name.StartsWith("hardmax", StringComparison.Ordinal);
        new Testing.LayerSpec
        {
            Layer = () => new ActivationLayer(Activation.Parse(name)),
            InputShape = [4, 3],
            OutputShape = name.StartsWith("glu", StringComparison.Ordinal) ? [2, 3] : [4, 3],
            Parameters = 0,
            Gradient = isStep ? 0 : 2,
        }.Verify();
    }

    [Fact]
    public void A_name_that_is_none_is_refused()
    {
        foreach (string name in (string[])["", "rleu", "relu(2)", "elu(", "elu(x)", "elu(1", "leaky_relu()", "softmax(1.5)", "elu(1))",
            "threshold", "threshold(1)", "threshold(1,2,3)", "celu(1,)", "glu(x)", "gelu_tanh(1)", "hardmax(1e99)"])
            Assert.Throws<OptionException>(() => Activation.Parse(name));
    }

    [Fact]
    public void Every_name_that_Keras_3_has_is_known()
    {
        string[] names = ["linear", "relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "silu", "swish", "mish", "sigmoid", "hard_sigmoid",
            "log_sigmoid", "tanh", "hard_tanh", "tanh_shrink", "softmax", "log_softmax", "sparsemax", "softplus", "softsign", "squareplus", "sparse_plus",
            "sparse_sigmoid", "soft_shrink", "hard_shrink", "hard_silu", "hard_swish", "threshold(1, 0)", "exponential", "glu"];
        Tensor x = Tensor.Normal([3, 4], seed: 1);
        foreach (string name in names) Assert.All(Activation.Parse(name).Call(x).ToArray<float>(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A050_the_sigmoid_is_stable_and_its_derivative_is_a_times_one_less_a_and_at_most_a_quarter()
    {
        Tensor far = Tensor.From([-1000d, -710, -40, 40, 710, 1000]);
        Assert.Equal([0, Math.Exp(-710), Math.Exp(-40), 1 - Math.Exp(-40), 1, 1], far.Sigmoid().ToArray<double>(), (a, b) => Math.Abs(a - b) <= 1e-12 * a);
        Assert.Equal([0f, 0f, 1f, 1f], Tensor.From([-1000f, -701, 701, 1000]).Sigmoid().ToArray<float>());
        Tensor x = Tensor.Linspace(-800, 800, 1601, DType.Float64);
        (Tensor a, Tensor slope) = Activation.Sigmoid.Curve(x);
        Testing.TensorAssert.AllClose(a * (1 - a), slope, 1e-14, 1e-16);
        Assert.Equal(0.25, slope.Max().ToScalar());
        Assert.Equal(0.25, Activation.Sigmoid.Curve(Tensor.Scalar(0d)).Derivatives.ToScalar());
    }

    [Fact]
    public void A051_the_derivative_of_tanh_is_one_less_its_square_and_at_most_one()
    {
        (Tensor a, Tensor slope) = Activation.Tanh.Curve(Tensor.Linspace(-800, 800, 3201, DType.Float64));
        Testing.TensorAssert.AllClose(1 - a.Square(), slope, 1e-14, 1e-16);
        Assert.Equal(1, slope.Max().ToScalar());
        Assert.Equal((-1d, 1d), (a.Min().ToScalar(), a.Max().ToScalar()));
    }

    [Fact]
    public void A052_the_notes_example_of_relu_is_exact_and_its_derivative_at_zero_is_zero()
    {
        Tensor x = Tensor.From(new[,] { { -1f, 3, 2 }, { 1, -2, 1 }, { -1, 1, 3 } });
        Assert.Equal([0f, 3, 2, 1, 0, 1, 0, 1, 3], Activation.Relu.Call(x).ToArray<float>());
        Assert.Equal([0f, 0, 1], Activation.Relu.Curve(Tensor.From([-1f, 0, 1])).Derivatives.ToArray<float>());
    }

    [Fact]
    public void A053_leaky_relu_has_its_slope_below_zero()
    {
        (Tensor values, Tensor slope) = Activation.LeakyRelu(0.25).Curve(Tensor.From([-4f, 0, 4]));
        Assert.Equal([-1f, 0, 4], values.ToArray<float>());
        Assert.Equal([0.25f, 0.25f, 1], slope.ToArray<float>());
    }

    [Fact]
    public void Numbers_that_no_function_has_are_refused_where_an_activation_is_made() => Snapshot.Errors("activation_errors",
    [
        ("a slope that is no number", () => Activation.LeakyRelu(double.NaN)),
        ("a slope without end, by name", () => Activation.Parse("leaky_relu(infinity)")),
        ("an alpha below zero", () => Activation.Elu(-1)),
        ("no alpha", () => Activation.Celu(0)),
        ("b below zero", () => Activation.Squareplus(-1)),
        ("a threshold below zero", () => Activation.SoftShrink(-1)),
        ("a hard threshold that is no number", () => Activation.HardShrink(double.NaN)),
        ("a threshold that is no number", () => Activation.Threshold(double.NaN, 1)),
        ("a value that is no number", () => Activation.Threshold(0, double.NaN)),
        ("a step that is nowhere", () => Activation.Step(double.NaN)),
        ("a step at the end of the world", () => Activation.BipolarStep(double.PositiveInfinity)),
    ]);

    [Fact]
    public void A054_the_derivative_of_softplus_is_the_logistic_function()
    {
        Tensor x = Tensor.Linspace(-750, 750, 1501, DType.Float64);
        (Tensor values, Tensor slope) = Activation.Softplus.Curve(x);
        Testing.TensorAssert.AllClose(x.Sigmoid(), slope, 1e-14, 0);
        Assert.Equal(750, values[^1].ToScalar());
        Assert.Equal(Math.Exp(-700), values[50].ToScalar(), 1e-316);
    }

    [Fact]
    public void A055_the_notes_example_of_softmax_and_hardmax()
    {
        Tensor z = Tensor.From([5d, 2, -1, 3]);
        double[] expected = [0.8420336, 0.0419224, 0.0020872, 0.1139569];
        Assert.Equal(expected, Activation.Softmax().Call(z).ToArray<double>(), (a, b) => Math.Abs(a - b) <= 0.5e-7);
        Assert.Equal(expected, Activation.Softmax().Call(z + 1000).ToArray<double>(), (a, b) => Math.Abs(a - b) <= 0.5e-7);   // the greatest is taken off first
        Assert.Equal([1d, 0, 0, 0], Activation.Hardmax().Call(z).ToArray<double>());
    }

    [Fact]
    public void A056_linear_is_the_identity()
    {
        (Tensor values, Tensor slope) = Activation.Linear.Curve(Tensor.From([-2f, 0, 3]));
        Assert.Equal([-2f, 0, 3], values.ToArray<float>());
        Assert.Equal([1f, 1, 1], slope.ToArray<float>());
    }

    [Fact]
    public void A057_threshold_units_fire_on_equality_and_pass_no_gradient_unless_asked_to()
    {
        Tensor x = Tensor.From([-1f, 0, 2]);
        Assert.Equal([0f, 1, 1], Activation.Step().Curve(x).Values.ToArray<float>());
        Assert.Equal([-1f, 1, 1], Activation.BipolarStep().Curve(x).Values.ToArray<float>());
        Assert.Equal([0f, 0, 0], Activation.Step().Curve(x).Derivatives.ToArray<float>());
        Assert.Equal([1f, 1, 1], Activation.BipolarStep(straightThrough: true).Curve(x).Derivatives.ToArray<float>());
    }

    [Fact]
    public void A059_values_and_derivatives_of_every_elementwise_activation_over_a_grid_agree_with_differences()
    {
        Tensor x = Tensor.Linspace(-5.93, 5.87, 60, DType.Float64);   // steps of 0.2 beside the kinks, which are at tenths
        const double H = 1e-5;
        foreach (Activation activation in s_all)
        {
            if (activation.Name.Contains("max", StringComparison.Ordinal) || activation.Name.StartsWith("glu", StringComparison.Ordinal)
                || activation.Name.StartsWith("straight", StringComparison.Ordinal)) continue;
            (Tensor values, Tensor derivatives) = activation.Curve(x);
            Testing.TensorAssert.SameBits(activation.Call(x), values);
            Tensor difference = (activation.Call(x + H) - activation.Call(x - H)) / (2 * H);
            Testing.TensorAssert.AllClose(difference, derivatives, 1e-6, 1e-7);
        }
    }
}

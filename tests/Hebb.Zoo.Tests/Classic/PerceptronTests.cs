namespace Hebb.Zoo.Tests.Classic;

public class PerceptronTests
{
    private static readonly Tensor s_bits = Tensor.From(new[,] { { 0.0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
    private static readonly Tensor s_signs = Tensor.From(new[,] { { 1.0, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } });

    [Theory]   // A006, A008
    [InlineData(1, 1, 0.5, new[] { 0.0, 1, 1, 1 })]     // OR
    [InlineData(1, 1, 1.5, new[] { 0.0, 0, 0, 1 })]     // AND, t in (1, 2]
    [InlineData(1, 1, 2, new[] { 0.0, 0, 0, 1 })]       // fires on equality
    [InlineData(1, 1, 1, new[] { 0.0, 1, 1, 1 })]       // so at t = 1 it is no AND any more
    [InlineData(-1, -1, -1.5, new[] { 1.0, 1, 1, 0 })]  // NAND
    [InlineData(-1, -1, -0.5, new[] { 1.0, 0, 0, 0 })]  // NOR
    public void A_unit_with_given_weights_is_a_logic_gate(double w1, double w2, double threshold, double[] table) =>
        Assert.Equal(table, new Perceptron([w1, w2], threshold).Call(s_bits).ToArray<double>());

    [Fact]
    public void Not_is_a_gate_of_one_input() =>
        Assert.Equal([1.0, 0], new Perceptron([-1], threshold: -0.5).Call(Tensor.From(new[,] { { 0.0 }, { 1 } })).ToArray<double>());

    [Fact]
    public void Xor_takes_two_layers()
    {
        Tensor hidden = Tensor.Stack([new Perceptron([1, 1], 0.5).Call(s_bits), new Perceptron([-1, -1], -1.5).Call(s_bits)], axis: 1);
        Assert.Equal([0.0, 1, 1, 0], new Perceptron([1, 1], 1.5).Call(hidden).ToArray<double>());
    }

    [Fact]   // A009; the sequence worked out by hand
    public void The_weights_on_AND_with_bipolar_targets_follow_the_rule_exactly()
    {
        Perceptron and = new(inputs: 2);
        PerceptronHistory history = and.Fit(s_signs, Tensor.From([1.0, -1, -1, -1]));
        double[][] expected =
        [
            [1, 1, 1], [0, 2, 0], [1, 1, -1], [1, 1, -1],   // y_in 0, 1, 2, -3
            [1, 1, -1], [1, 1, -1], [1, 1, -1], [1, 1, -1],
        ];
        Assert.Equal(expected, history.Steps.Select(step => (double[])[.. step.Weights, .. step.Bias]));
        Assert.Equal([0.0, 1, 2, -3, 1, -1, -1, -3], history.Steps.Select(step => step.NetInput[0]));
        Assert.True(history.Converged);
        Assert.Equal(2, history.Epochs);
        Assert.Equal([1.0, -1, -1, -1], and.Call(s_signs).ToArray<double>());
        Snapshot.Matches("perceptron_and", history.ToString());
    }

    [Fact]   // binary inputs, bipolar targets, a band: the textbook's second AND, ten epochs of four steps (Fausett 1994, example 2.11)
    public void A_band_of_indecision_makes_it_learn_longer()
    {
        Perceptron and = new(inputs: 2) { Band = 0.2 };
        PerceptronHistory history = and.Fit(Tensor.From(new[,] { { 1.0, 1 }, { 1, 0 }, { 0, 1 }, { 0, 0 } }), Tensor.From([1.0, -1, -1, -1]));
        Assert.Equal((true, 10), (history.Converged, history.Epochs));
        Assert.Equal([2.0, 3, -4], [.. and.Weights.ToArray<double>(), .. and.Bias.ToArray<double>()]);
        Assert.Equal([1.0, 1, 1], [.. history.Steps[0].Weights, .. history.Steps[0].Bias]);
    }

    [Theory]   // A007
    [InlineData(PerceptronOutput.Binary, new[] { 0.0, 0, 0, 1 }, true)]
    [InlineData(PerceptronOutput.Binary, new[] { 0.0, 1, 1, 1 }, true)]
    [InlineData(PerceptronOutput.Binary, new[] { 0.0, 1, 1, 0 }, false)]
    [InlineData(PerceptronOutput.Bipolar, new[] { -1.0, 1, 1, 1 }, true)]
    [InlineData(PerceptronOutput.Bipolar, new[] { -1.0, 1, 1, -1 }, false)]
    public void It_converges_where_a_line_separates_the_classes_and_nowhere_else(PerceptronOutput output, double[] targets, bool converges)
    {
        Perceptron perceptron = new(inputs: 2) { Output = output };
        PerceptronHistory history = perceptron.Fit(s_bits, Tensor.From(targets), epochs: 1000);
        Assert.Equal(converges, history.Converged);
        Assert.Equal(converges, targets.SequenceEqual(perceptron.Call(s_bits).ToArray<double>()));
        Assert.Equal(converges ? history.Epochs : 1000, history.Epochs);
    }

    [Fact]   // XOR: the weights come back to where they were, so no number of epochs would do
    public void On_XOR_the_weights_go_round_in_a_circle()
    {
        PerceptronHistory history = new Perceptron(inputs: 2).Fit(s_signs, Tensor.From([-1.0, 1, 1, -1]), epochs: 20);
        string[] ends = [.. history.Steps.Where(step => step.Sample == 3).Select(step => string.Join(' ', [.. step.Weights, .. step.Bias]))];
        Assert.NotEqual(ends.Length, ends.Distinct().Count());
        Assert.False(history.Converged);
    }

    [Fact]   // A010
    public void Several_outputs_learn_as_if_each_were_alone()
    {
        double[][] targets = [[1, -1, -1, -1], [1, 1, 1, -1], [-1, -1, 1, 1]];
        Tensor all = Tensor.Stack([.. targets.Select(target => Tensor.From(target))], axis: 1);
        Perceptron together = new(2, outputs: 3) { LearningRate = 0.5, Band = 0.2 };
        Assert.True(together.Fit(s_signs, all).Converged);
        for (int j = 0; j < 3; j++)
        {
            Perceptron alone = new(2) { LearningRate = 0.5, Band = 0.2 };
            Assert.True(alone.Fit(s_signs, Tensor.From(targets[j])).Converged);
            Assert.Equal(alone.Weights.ToArray<double>(), together.Weights.Slice(1, j, 1).ToArray<double>());
            Assert.Equal(alone.Bias.ToArray<double>()[0], together.Bias.ToArray<double>()[j]);
        }
        Assert.Equal(all.ToArray<double>(), together.Call(s_signs).ToArray<double>());
    }

    [Fact]   // A044
    public void A_threshold_is_a_negative_bias_and_a_bias_the_weight_of_an_input_that_is_always_one()
    {
        Tensor withOne = Tensor.Concat([Tensor.Ones([4, 1], DType.Float64), s_bits], axis: 1);
        double[] threshold = new Perceptron([0.7, 0.4], threshold: 0.6).Call(s_bits).ToArray<double>();
        Assert.Equal(threshold, new Perceptron([-0.6, 0.7, 0.4], threshold: 0).Call(withOne).ToArray<double>());
        Tensor bias = s_bits.MatMul(Tensor.From([0.7, 0.4], [2, 1])) + Tensor.From([-0.6]);
        Assert.Equal(threshold, bias.Step().ToArray<double>());
    }

    [Fact]
    public void A_Fit_that_is_refused_midway_leaves_the_weights_as_they_were()
    {
        Perceptron and = new(2) { LearningRate = 1e200 };
        and.Fit(s_signs, Tensor.From([1.0, -1, -1, -1]));
        IEnumerable<double> before = [.. and.Weights.ToArray<double>(), .. and.Bias.ToArray<double>()];
        Assert.Throws<DataException>(() => and.Fit(s_signs * 1e120, Tensor.From([-1.0, 1, 1, 1])));
        Assert.Equal(before, (IEnumerable<double>)[.. and.Weights.ToArray<double>(), .. and.Bias.ToArray<double>()]);
    }

    [Fact]
    public void Mistakes_are_explained() => Snapshot.Errors("perceptron_errors",
    [
        ("no inputs", () => _ = new Perceptron(0)),
        ("no learning rate", () => _ = new Perceptron(2) { LearningRate = 0 }),
        ("no band", () => _ = new Perceptron(2) { Band = double.NaN }),
        ("too many weights", () => _ = new Perceptron(100_000, 100_000)),
        ("a weight that is no number", () => _ = new Perceptron([1, double.NaN], threshold: 0)),
        ("an infinite learning rate", () => _ = new Perceptron(2) { LearningRate = double.PositiveInfinity }),
        ("no epochs", () => new Perceptron(2).Fit(s_bits, Tensor.From([1.0, -1, -1, -1]), epochs: 0)),
        ("an input that is no number", () => new Perceptron(2).Fit(s_bits * double.NaN, Tensor.From([1.0, -1, -1, -1]))),
        ("an output that is none", () => _ = new Perceptron(2) { Output = (PerceptronOutput)9 }),
        ("no samples", () => new Perceptron(2).Fit(Tensor.Zeros([0, 2]), Tensor.Zeros([0]))),
        ("weights that overflow", () => new Perceptron(2) { LearningRate = 1e308 }.Fit(s_signs * 10.0, Tensor.From([1.0, -1, -1, -1]))),
        ("a net input that overflows", () => new Perceptron([1e300, -1e300], threshold: 0).Call(s_signs * 1e300)),
        ("a single target", () => new Perceptron(2).Fit(s_bits, Tensor.Scalar(1.0))),
        ("samples of another shape", () => new Perceptron(2).Call(Tensor.Ones([3]))),
        ("too few targets", () => new Perceptron(2).Fit(s_bits, Tensor.From([1.0, -1]))),
        ("binary targets for a bipolar unit", () => new Perceptron(2).Fit(s_bits, Tensor.From([1.0, 0, 0, 0]))),
        ("bipolar targets for a binary unit", () => new Perceptron(2) { Output = PerceptronOutput.Binary }.Fit(s_bits, Tensor.From([1.0, -1, 1, -1]))),
    ]);
}

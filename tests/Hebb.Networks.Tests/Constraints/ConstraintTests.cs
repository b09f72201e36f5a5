using Hebb.Testing;

namespace Hebb.Networks.Tests.Constraints;

public sealed class ConstraintTests
{
    [Theory]
    [InlineData("max_norm", "max_norm(2)"), InlineData("max_norm_conv", "max_norm(4)"), InlineData("max_norm_axis_1", "max_norm(2, 1)"),
        InlineData("max_norm_bias", "max_norm(1.5)"), InlineData("min_max_norm", "min_max_norm(1.8, 2.2, 1)"),
        InlineData("min_max_norm_rate", "min_max_norm(1.8, 2.2, 0.25)"), InlineData("unit_norm", "unit_norm"), InlineData("non_negative", "non_negative")]
    public void It_agrees_with_the_formula_and_is_read_as_it_is_written(string golden, string name)
    {
        Golden expected = Golden.Load("constraints/" + golden);
        Shape shape = Shape.Create(expected.Shape("weights"));
        Constraint constraint = Constraint.Parse(name);
        Assert.Equal(name, constraint.ToString());
        Tensor actual = constraint.Call(Tensor.From(expected.Float64("weights"), shape));
        TensorAssert.AllClose(Tensor.From(expected.Float64("constrained"), shape), actual, 1e-13, 1e-13);
    }

    [Fact]
    public void What_is_within_the_limit_stays_bit_for_bit_and_zeros_stay_zeros()
    {
        Tensor w = Tensor.Normal([20, 30], standardDeviation: 0.1, seed: 1);
        TensorAssert.SameBits(w, new MaxNorm(3).Call(w));
        foreach (Constraint constraint in (Constraint[])[new MaxNorm(), new UnitNorm(), new MinMaxNorm(0.5, 1), new NonNegative()])
        {
            Assert.Equal([0, 3], constraint.Call(Tensor.Zeros([0, 3])).Shape);
            Assert.All(constraint.Call(Tensor.Zeros([3, 2])).ToArray<float>(), static value => Assert.Equal(0, value));
        }
    }

    [Theory, InlineData(DType.Float32, 1e20), InlineData(DType.Float32, 2e38), InlineData(DType.Float64, 1e200), InlineData(DType.Float64, 1.5e308)]
    public void Lengths_whose_square_is_infinite_are_measured_all_the_same(DType type, double huge)
    {
        Tensor w = Tensor.From([huge, 3, huge, 4], [2, 2]).Cast(type);   // the vector of one unit is huge, that of the other has length 5
        double each = Math.Sqrt(0.5);
        foreach ((Constraint constraint, double length, double other) in
            (ReadOnlySpan<(Constraint, double, double)>)[(new MaxNorm(3), 3, 3), (new UnitNorm(), 1, 1), (new MinMaxNorm(0, 6), 6, 5)])
            TensorAssert.AllClose(Tensor.From([length * each, other * 0.6, length * each, other * 0.8], [2, 2]).Cast(type), constraint.Call(w), 1e-6, 0);
    }

    [Theory, InlineData("sgd"), InlineData("adam"), InlineData("momentum")]
    public void After_every_update_the_weights_meet_it(string name)
    {
        Dense layer = new(4) { KernelConstraint = new MaxNorm(0.5), BiasConstraint = new NonNegative() };
        Sequential model = new([6]) { layer };
        Optimizer optimizer = Optimizer.Parse(name, 0.5);
        Tensor x = Tensor.Normal([8, 6], seed: 1);
        for (int step = 0; step < 5; step++)
        {
            using (var tape = GradientTape.Begin()) optimizer.Apply(tape.Gradient(model.Call(x).Sum(), model.Parameters));
            Assert.All(layer.Kernel.Norm(axis: 0).ToArray<float>(), static length => Assert.True(length <= 0.5001f, $"length {length}"));
            Assert.All(layer.Bias!.ToArray<float>(), static value => Assert.True(value >= 0));
        }
        Assert.All(layer.Bias!.ToArray<float>(), static value => Assert.Equal(0, value));   // the loss falls with the bias: it was stopped at zero
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts() => Snapshot.Errors("constraint_errors",
    [
        ("no length", () => new MaxNorm(0)),
        ("a negative least", () => new MinMaxNorm(-1)),
        ("the larger first", () => new MinMaxNorm(2, 1)),
        ("a rate of zero", () => new MinMaxNorm(0, 1, 0)),
        ("unknown", () => Constraint.Parse("max_length(3)")),
        ("half an axis", () => Constraint.Parse("max_norm(3, 0.5)")),
        ("integers", () => new MaxNorm(3).Call(Tensor.Zeros([2, 2], DType.Int32))),
        ("no such axis", () => new MaxNorm(3) { Axis = 4 }.Call(Tensor.Ones([2, 2]))),
    ]);
}

namespace Hebb.Testing.Tests.Gradients;

public class GradientCheckTests
{
    private static readonly Tensor Input = Tensor.From([0.3, -1.2, 2.5, 0.7, -0.4, 1.1], [2, 3]);

    [Fact]
    public void Right_gradients_pass_at_first_and_second_and_third_order()
    {
        Assert.InRange(GradientCheck.Verify(x => SquareOp.Apply(x), Input, order: 3), 0, 1e-9);
        Assert.InRange(GradientCheck.Verify(x => x * x * x, Input, order: 3), 0, 1e-9);
    }

    [Fact]
    public void Float32_inputs_are_checked_in_Float64() =>
        Assert.InRange(GradientCheck.Verify(x => { Assert.Equal(DType.Float64, x.DType); return x * x; }, Tensor.From([0.5f, 2f])), 0, 1e-9);

    [Fact]
    public void A_slope_that_is_wrong_by_half_a_millionth_is_found_and_located() => Snapshot.Throws<SpecFailedException>("gradient-check-slope",
        () => GradientCheck.Verify(x => SquareOp.Apply(x, SquareFault.Slope), Input));

    [Fact]
    public void One_wrong_element_of_ten_thousand_is_found_and_located()
    {
        var values = new double[10_000];
        for (int i = 0; i < values.Length; i++) values[i] = 1 + i % 7;
        SpecFailedException error = Assert.Throws<SpecFailedException>(
            () => GradientCheck.Verify(x => SquareOp.Apply(x, SquareFault.OneElement), Tensor.From(values, [100, 100])));
        Assert.Contains("worst element [33, 33]", error.Values, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_one_of_several_inputs_is_named() => Assert.Contains("by input 1 is wrong",
        Assert.Throws<SpecFailedException>(() => GradientCheck.Verify(x => x[0] * SquareOp.Apply(x[1], SquareFault.Slope), [Input, Input * 0.5])).What, StringComparison.Ordinal);

    [Fact]
    public void A_gradient_whose_own_gradient_is_wrong_passes_at_first_order_and_fails_at_second()
    {
        GradientCheck.Verify(x => SquareOp.Apply(x, SquareFault.SecondOrder), Input);
        Snapshot.Throws<SpecFailedException>("gradient-check-second-order", () => GradientCheck.Verify(x => SquareOp.Apply(x, SquareFault.SecondOrder), Input, order: 2));
    }

    [Fact]
    public void A_missing_gradient_is_found() => Assert.Throws<SpecFailedException>(() => GradientCheck.Verify(x => x.Detach() * 2.0 + x, Input));

    [Fact]
    public void A_function_that_does_not_depend_on_its_input_has_gradient_zero() => Assert.Equal(0, GradientCheck.Verify(x => Tensor.Ones([2], DType.Float64), Input, order: 2));

    [Fact]
    public void Integer_inputs_are_passed_through() => GradientCheck.Verify(x => x[0].Gather(x[1]), [Tensor.From([1.0, 2, 3, 4, 5, 6], [3, 2]), Tensor.From([2, 0, 2, 2])], order: 2);

    [Fact]
    public void Variables_are_moved_and_put_back()
    {
        Variable weight = new(Tensor.From([1.0, -2, 3]), "weight"), bias = new(Tensor.From([0.5]), "bias");
        GradientCheck.Verify(() => (weight * weight * weight + bias).Sum(), [weight, bias], order: 2);
        Assert.Equal([1.0, -2, 3], weight.ToArray<double>());
        Assert.Equal([0.5], bias.ToArray<double>());
    }

    [Fact]
    public void A_wrong_gradient_by_a_variable_names_it()
    {
        Variable weight = new(Tensor.From([1.0, -2, 3]), "weight"), bias = new(Tensor.From([0.5]), "bias");
        Snapshot.Throws<SpecFailedException>("gradient-check-variable",
            () => GradientCheck.Verify(() => SquareOp.Apply(weight, SquareFault.Slope) + bias, [bias, weight]));
        Assert.Equal([1.0, -2, 3], weight.ToArray<double>());
    }

    [Fact]
    public void Float32_variables_are_checked_with_a_wider_tolerance()
    {
        Variable weight = new(Tensor.From([1f, -2f, 3f]), "weight");
        GradientCheck.Verify(() => (weight * weight).Sum(), [weight]);
        Assert.Throws<SpecFailedException>(() => GradientCheck.Verify(() => (weight * weight.Detach()).Sum(), [weight]));
        Assert.Equal([1f, -2f, 3f], weight.ToArray<float>());
    }

    [Fact]
    public void A_constant_of_another_type_is_reported_with_the_place() => Snapshot.Throws<DTypeException>("gradient-check-float32-constant",
        () => GradientCheck.Verify(x => x * Tensor.From([1f, 2f, 3f]), Input));

    [Fact]
    public void A_function_that_gives_integers_is_refused() => Snapshot.Throws<DTypeException>("gradient-check-integers",
        () => GradientCheck.Verify(x => Tensor.From([1, 2]), Input));

    [Fact]
    public void Mistakes_are_explained() => Snapshot.Errors("gradient-check-mistakes",
    [
        ("no order", () => GradientCheck.Verify(x => x * x, Input, order: 0)),
        ("a tolerance that is no number", () => GradientCheck.Verify(x => x * x, Input, tolerance: double.NaN)),
        ("a negative tolerance, of variables", () => GradientCheck.Verify(() => Tensor.Scalar(1.0), [], tolerance: -1)),
        ("a negative tolerance, of a model", () => GradientCheck.Verify(new Sequential([3]) { new Dense(1) }, new MeanSquaredError(), Tensor.Ones([2, 3]), Tensor.Ones([2, 1]), tolerance: -1)),
        ("an input outside of the domain", () => GradientCheck.Verify(x => x.Log(), Tensor.From([-1.0]))),
        ("a model without samples", () => GradientCheck.Verify(new Sequential([3]) { new Dense(1) }, new MeanSquaredError(), Tensor.Ones([0, 3]), Tensor.Ones([0, 1]))),
        ("a function that gives nothing", () => GradientCheck.Verify(x => null!, Input)),
        ("a loss that gives nothing", () => GradientCheck.Verify(() => null!, [new Variable(Input, "w")])),
    ]);

    [Fact]
    public void Inputs_that_are_null_are_named()
    {
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => GradientCheck.Verify(x => x * x, (Tensor)null!)).ParamName);
        Assert.Equal("inputs[1]", Assert.Throws<ArgumentNullException>(() => GradientCheck.Verify(x => x[0], [Input, null!])).ParamName);
        Assert.Equal("variables[0]", Assert.Throws<ArgumentNullException>(() => GradientCheck.Verify(() => Input, (Variable[])[null!])).ParamName);
    }

    [Theory]
    [InlineData(new[] { 3.0, 4 }, new[] { 3.0, 4 }, 0)]
    [InlineData(new[] { 3.0, 4 }, new[] { -3.0, -4 }, 1)]
    [InlineData(new[] { 3.0, 4 }, new[] { 0.0, 0 }, 1)]
    [InlineData(new[] { 0.0, 0 }, new[] { 0.0, 0 }, 0)]
    [InlineData(new[] { 1.0, 0 }, new[] { 0.0, 1 }, 0.70710678118654757)]
    [InlineData(new[] { 1e-200 }, new[] { 3e-200 }, 0.5)]
    [InlineData(new[] { 1e200 }, new[] { 3e200 }, 0.5)]
    [InlineData(new[] { 5e-324 }, new[] { -5e-324 }, 1)]
    [InlineData(new[] { double.NaN, 1 }, new[] { 1.0, 1 }, double.NaN)]
    [InlineData(new[] { double.PositiveInfinity }, new[] { double.PositiveInfinity }, double.NaN)]
    public void The_ratio_is_that_of_the_course_notes(double[] a, double[] b, double ratio)
    {
        Assert.Equal(ratio, GradientCheck.Ratio(a, b), 15);
        Assert.Equal(ratio, GradientCheck.Ratio(Tensor.From(a), Tensor.From(b)), 15);
    }

    [Fact]
    public void Gradients_of_different_sizes_have_no_ratio() => Snapshot.Throws<ShapeException>("gradient-check-ratio", () => GradientCheck.Ratio([1.0], [1.0, 2.0]));
}

namespace Hebb.Tensors.Tests;

public class TensorFormattingTests
{
    [Fact]
    public void Numbers_stand_in_columns() => Snapshot.Matches("Formatting/matrix", Tensor.From(new[,] { { 1f, 2.5f, -10 }, { -3, 0.125f, 100 } }).ToString());

    [Fact]
    public void At_most_four_decimals_are_shown() => Snapshot.Matches("Formatting/thirds", (Tensor.Arange(4).Reshape(2, 2) * (1 / 3.0)).ToString());

    [Fact]
    public void Great_and_small_numbers_have_exponents() => Snapshot.Matches("Formatting/exponents", Tensor.From([1e-5f, 1, 12345678, -2.5e-30f]).ToString());

    [Fact]
    public void What_is_no_number_keeps_its_column() =>
        Snapshot.Matches("Formatting/not_finite", Tensor.From([float.NaN, 1, float.PositiveInfinity, float.NegativeInfinity, -0f]).ToString());

    [Fact]
    public void Whole_numbers_and_truth_values_have_no_decimals() =>
        Snapshot.Matches("Formatting/whole",
            $"{Tensor.From([1, -20, 300])}\n{Tensor.From([true, false])}\n{Tensor.From([(byte)0, (byte)255])}\n{Tensor.From([long.MinValue, 1])}");

    [Fact]
    public void Matrices_of_a_stack_are_set_apart() =>
        Snapshot.Matches("Formatting/stack", Tensor.Arange(0, 24, type: DType.Int32).Reshape(2, 2, 2, 3).ToString());

    [Fact]
    public void Single_numbers_and_nothing() => Snapshot.Matches("Formatting/rank_0", $"{Tensor.Scalar(3.5)}\n{Tensor.Zeros([0, 3])}\n{Tensor.Zeros([2, 0])}");

    [Fact]
    public void Of_many_elements_the_ends_are_shown() =>
        Snapshot.Matches("Formatting/abbreviated", Tensor.Arange(0, 3000, type: DType.Int32).Reshape(50, 4, 15).ToString());

    [Fact]
    public void Long_rows_are_wrapped() => Snapshot.Matches("Formatting/wrapped", Tensor.Arange(0, 60, type: DType.Int32).Reshape(2, 30).ToString());

    [Fact]
    public void A_variable_prints_its_name() => Snapshot.Matches("Formatting/variable", new Variable(Tensor.Zeros([2]), "dense/bias").ToString());

    [Fact]
    public void A_symbolic_tensor_prints_its_shape() => Assert.Equal("Float32 [batch, 28, 28, 1]", Graph.Input([28, 28, 1], DType.Float32).ToString());

    [Fact]
    public void A_tensor_of_a_closed_tape_does_not_throw()
    {
        Tensor x;
        using (GradientTape.Begin()) x = Tensor.Ones([2]) * 2.0;
        Assert.Equal("Float32 [2] of a GradientTape that has closed", x.ToString());
    }

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(0.05f, "0.05")]
    [InlineData(1234.5f, "1234.5")]
    [InlineData(999999f, "999999.0")]
    [InlineData(1e6f, "1.0000e+06")]
    [InlineData(0.0001f, "0.0001")]
    [InlineData(0.00009f, "9.0000e-05")]
    public void Decimals_are_as_many_as_needed(float value, string expected) => Assert.Equal($"Float32 [] {expected}", Tensor.Scalar(value).ToString());
}

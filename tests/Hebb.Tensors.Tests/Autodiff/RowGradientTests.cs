namespace Hebb.Tensors.Tests;

public class RowGradientTests
{
    private readonly Variable _table = new(Tensor.From([0.0, 1, 10, 11, 20, 21, 30, 31], [4, 2]), "table");

    [Fact]
    public void Gather_gives_rows()
    {
        using var tape = GradientTape.Begin();
        Tensor rows = _table.Gather(Tensor.From([2, 0, 2]));
        Gradients gradients = tape.Gradient(rows * Tensor.From([1.0, 2, 3, 4, 5, 6], [3, 2]), _table);
        Assert.True(gradients.TryGetRows(_table, out RowGradient found));
        Assert.Equal([2, 0, 2], found.Rows.ToArray<int>());
        Assert.Equal([1.0, 2, 3, 4, 5, 6], found.Values.ToArray<double>());
        Assert.Equal([4, 2], found.Shape);
        Assert.Equal([3.0, 4, 0, 0, 6, 8, 0, 0], found.ToDense().ToArray<double>());
        Assert.Equal([3.0, 4, 0, 0, 6, 8, 0, 0], gradients[_table].ToArray<double>());
        Assert.True(gradients.Reaches(_table));
    }

    [Fact]
    public void Indices_of_several_axes_become_one_list_of_rows()
    {
        using var tape = GradientTape.Begin();
        Tensor rows = _table.Gather(Tensor.From([1L, 1, 3, 0], [2, 2]));
        Assert.Equal([2, 2, 2], rows.Shape);
        Assert.True(tape.Gradient(rows, _table).TryGetRows(_table, out RowGradient found));
        Assert.Equal([1L, 1, 3, 0], found.Rows.ToArray<long>());
        Assert.Equal([4, 2], found.Values.Shape);
    }

    [Fact]
    public void Rows_from_two_reads_are_joined()
    {
        using var tape = GradientTape.Begin();
        Tensor sum = _table.Gather(Tensor.From([1])).Sum() * 2.0 + _table.Gather(Tensor.From([3, 1])).Sum();
        Gradients gradients = tape.Gradient(sum, _table);
        Assert.True(gradients.TryGetRows(_table, out RowGradient found));
        Assert.Equal(3, found.Rows.Count);
        Assert.Equal([0.0, 0, 3, 3, 0, 0, 1, 1], gradients[_table].ToArray<double>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_and_a_whole_gradient_make_a_whole_one_in_either_order(bool rowsFirst)
    {
        using var tape = GradientTape.Begin();
        Tensor whole, read;
        if (rowsFirst)
        {
            read = _table.Gather(Tensor.From([1])).Sum();
            whole = (_table * 3.0).Sum();
        }
        else
        {
            whole = (_table * 3.0).Sum();
            read = _table.Gather(Tensor.From([1])).Sum();
        }
        Gradients gradients = tape.Gradient(whole + read, _table);
        Assert.False(gradients.TryGetRows(_table, out _));
        Assert.Equal([3.0, 3, 4, 4, 3, 3, 3, 3], gradients[_table].ToArray<double>());
    }

    [Fact]
    public void Rows_that_arrive_at_an_intermediate_value_pass_through_it()
    {
        using var tape = GradientTape.Begin();
        Tensor doubled = _table * 2.0;
        Gradients gradients = tape.Gradient(doubled.Gather(Tensor.From([3, 3])), _table);
        Assert.False(gradients.TryGetRows(_table, out _));
        Assert.Equal([0.0, 0, 0, 0, 0, 0, 4, 4], gradients[_table].ToArray<double>());
    }

    [Fact]
    public void A_source_that_is_not_reached_has_no_rows()
    {
        using var tape = GradientTape.Begin();
        Variable other = new(_table, "other");
        Assert.False(tape.Gradient(other * 1.0, _table).TryGetRows(_table, out _));
    }

    [Fact]
    public void Second_order_gradients_pass_through_rows()
    {
        Tensor table = _table.Detach(), indices = Tensor.From([2, 0, 2, 1]);
        GradientCheck.Verify(x => { Tensor rows = x.Gather(indices); return rows * rows * rows; }, table, order: 2);
    }

    [Fact]
    public void Rows_with_one_index_are_totalled_in_their_order()
    {
        using var tape = GradientTape.Begin();
        Tensor read = _table.Gather(Tensor.From([2, 0, 2, 3, 2])) * Tensor.From([1.0, 2, 3, 4, 5], [5, 1]);
        Assert.True(tape.Gradient(read, _table).TryGetRows(_table, out RowGradient found));
        (Tensor totals, Tensor isFirst) = found.Totals();
        Assert.Equal([9.0, 9, 2, 2, 9, 9, 4, 4, 9, 9], totals.ToArray<double>());
        Assert.Equal([1.0, 1, 0, 1, 0], isFirst.ToArray<double>());
        double[] whole = found.ToDense().ToArray<double>(), once = (totals * isFirst.Reshape(5, 1)).Sum(axis: 0).ToArray<double>();
        Assert.Equal(whole[0] + whole[2] + whole[4] + whole[6], once[0]);
    }
}

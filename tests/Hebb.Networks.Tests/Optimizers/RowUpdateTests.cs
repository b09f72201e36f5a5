using Hebb.Testing;

namespace Hebb.Networks.Tests.Optimizers;

/// <summary>Row-sparse gradients, as an embedding has.</summary>
public class RowUpdateTests
{
    [Fact]
    public void Plain_descent_by_rows_gives_the_bits_of_the_whole()
    {
        Variable rows = Table(), whole = Table();
        Step(new Sgd(0.1), rows, [4, 0, 4, 2, 4]);
        Step(new Sgd(0.1), whole, [4, 0, 4, 2, 4], dense: true);
        TensorAssert.SameBits(whole, rows);
    }

    [Fact]
    public void A_lazy_step_changes_its_rows_as_the_whole_step_does_and_no_others()
    {
        Variable lazy = Table(), whole = Table(), start = Table();
        Step(new Adam(0.1) { Lazy = true }, lazy, [4L, 0, 4]);
        Step(new Adam(0.1), whole, [4L, 0, 4]);
        foreach (int row in new[] { 0, 4 }) TensorAssert.SameBits(Row(whole, row), Row(lazy, row));
        foreach (int row in new[] { 1, 2, 3, 5 }) TensorAssert.SameBits(Row(start, row), Row(lazy, row));
    }

    [Fact]
    public void A_lazy_step_leaves_the_averages_of_other_rows_alone()
    {
        Variable lazy = Table(), whole = Table();
        Optimizer lazily = new Adam(0.1) { Lazy = true }, wholly = new Adam(0.1);
        foreach (long[] rows in new long[][] { [1], [2] })
        {
            Step(lazily, lazy, rows);
            Step(wholly, whole, rows);
        }
        Tensor m = lazily.State([lazy]).First().Slot, decayed = wholly.State([whole]).First().Slot;
        TensorAssert.AllClose(Row(m, 1) * 0.9, Row(decayed, 1), rtol: 1e-6);
        TensorAssert.SameBits(Row(m, 2), Row(decayed, 2));
        Assert.Equal(new float[3], Row(m, 0).ToArray<float>());
    }

    [Fact]
    public void Momentum_and_Adam_change_every_row()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.1) { Momentum = 0.9 }, new Adam(0.1) })
        {
            Variable table = Table();
            Step(optimizer, table, [1L]);
            Tensor after = Row(table, 1).Detach();
            Step(optimizer, table, [2L]);
            Assert.NotEqual(after.ToArray<float>(), Row(table, 1).ToArray<float>());   // it still moves
        }
    }

    [Fact]
    public void No_rows_at_all_change_nothing()
    {
        Variable table = Table(), start = Table();
        Step(new Sgd(0.1), table, Array.Empty<int>());
        Step(new Adam(0.1) { Lazy = true }, table, Array.Empty<int>());
        TensorAssert.SameBits(start, table);
    }

    private static Variable Table() => new(Tensor.Normal([6, 3], seed: 1), "table");

    private static Tensor Row(Tensor table, int row) => table.Gather(Tensor.From([row]));

    private static void Step<T>(Optimizer optimizer, Variable table, T[] rows, bool dense = false) where T : unmanaged
    {
        using var tape = GradientTape.Begin();
        Tensor read = table.Gather(Tensor.From(rows));
        Tensor loss = (read * Tensor.Normal([rows.Length, 3], seed: 2)).Sum();
        if (dense) loss += (table * 0).Sum();
        Gradients gradients = tape.Gradient(loss, table);
        Assert.NotEqual(dense, gradients.TryGetRows(table, out _));
        optimizer.Apply(gradients);
    }
}

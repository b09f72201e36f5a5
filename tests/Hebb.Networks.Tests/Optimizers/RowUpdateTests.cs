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

    public static TheoryData<string> ByRows => ["sgd", "adagrad", "lazy adam", "clipped sgd"];

    [Theory, MemberData(nameof(ByRows))]
    public void A_captured_step_by_rows_gives_the_bits_of_the_eager_one(string name)
    {
        Variable eager = Table(), planned = Table(), indices = new(Tensor.From([0, 0, 0, 0, 0]), "indices");
        Optimizer one = Make(name), other = Make(name);
        Plan plan = Plan.Compile(() => Descend(other, planned, indices, name == "clipped sgd"));
        foreach (int[] rows in (int[][])[[4, 0, 4, 2, 4], [1, 1, 1, 1, 1], [5, 4, 3, 2, 1], [0, 5, 0, 5, 3]])
        {
            indices.Assign(Tensor.From(rows));
            using (var scope = TensorScope.Training()) Descend(one, eager, indices, name == "clipped sgd");
            plan.Replay();
            TensorAssert.SameBits(eager, planned);
            foreach (((string _, Variable expected), (string _, Variable actual)) in one.State([eager]).Zip(other.State([planned])))
                TensorAssert.SameBits(expected, actual);
        }
        Assert.Equal(4, other.Step);
    }

    [Theory, MemberData(nameof(ByRows))]
    public void A_captured_step_touches_nothing_but_its_rows(string name)
    {
        Variable table = new(Tensor.Normal([10_000, 8], seed: 1), "table"), indices = new(Tensor.From([7, 0, 7, 9_999, 4]), "indices");
        Optimizer optimizer = Make(name);
        Plan plan = Plan.Compile(() => Descend(optimizer, table, indices, name == "clipped sgd"));
        Assert.DoesNotContain("AddRows", plan.ToString(), StringComparison.Ordinal);
        Assert.Contains("table <- ", plan.ToString(), StringComparison.Ordinal);
        Assert.InRange(plan.SlabBytes, 1, 10_000);   // the table has 320,000: it is changed where it lies
        plan.Replay();
        Tensor start = Tensor.Normal([10_000, 8], seed: 1), changed = table.NotEqualTo(start).Any(axis: 1);
        Assert.Equal([0, 4, 7, 9_999], changed.ToArray<bool>().Index().Where(row => row.Item).Select(row => row.Index));
    }

    [Fact]
    public void A_row_that_is_not_there_stops_a_captured_step_before_anything_is_written()
    {
        Variable table = Table(), indices = new(Tensor.From([0, 0, 0, 0, 0]), "indices");
        Sgd optimizer = new(0.1);
        Plan plan = Plan.Compile(() => Descend(optimizer, table, indices, false));
        indices.Assign(Tensor.From([0, 1, 6, 2, 3]));
        Assert.Throws<ShapeException>(plan.Replay);
        TensorAssert.SameBits(Table(), table);
    }

    private static Optimizer Make(string name) => name switch
    {
        "adagrad" => new Adagrad(0.1),
        "lazy adam" => new Adam(0.1) { Lazy = true },
        _ => new Sgd(0.1),
    };

    private static Tensor Descend(Optimizer optimizer, Variable table, Tensor indices, bool clips)
    {
        using var tape = GradientTape.Begin();
        Tensor read = table.Gather(indices), loss = (read * Tensor.Normal([5, table.Shape[1]], seed: 2)).Square().Sum();
        Gradients gradients = tape.Gradient(loss, table);
        optimizer.Apply(clips ? gradients.ClipByGlobalNorm(0.5) : gradients);
        return loss;
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

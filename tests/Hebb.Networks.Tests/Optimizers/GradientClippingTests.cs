using Hebb.Testing;

namespace Hebb.Networks.Tests.Optimizers;

public class GradientClippingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Clipping_is_that_of_TensorFlow_and_the_norms_those_of_PyTorch(int limit)
    {
        Golden golden = Golden.Load("optimizers/clipping");
        Variable a = Like(golden, "a"), b = Like(golden, "b");
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient((a * Read(golden, "gradient.a")).Sum() + (b * Read(golden, "gradient.b")).Sum(), a, b);
        Assert.Equal(golden.Float64("norm.global")[0], gradients.GlobalNorm().ToScalar(), 1e-14);
        Verify("value", GradientClipping.ByValue(limit));
        Verify("norm.exact", GradientClipping.ByNorm(limit));
        Verify("global_norm.exact", GradientClipping.ByGlobalNorm(limit));

        void Verify(string kind, GradientClipping clipping)
        {
            Gradients clipped = clipping.Apply(gradients);
            TensorAssert.AllClose(Read(golden, $"clipped.{kind}.{limit}.a"), clipped[a], rtol: 1e-14, atol: 1e-14);
            TensorAssert.AllClose(Read(golden, $"clipped.{kind}.{limit}.b"), clipped[b], rtol: 1e-14, atol: 1e-14);
        }
    }

    [Fact]
    public void Gradients_within_the_limit_keep_their_bits()
    {
        var w = new Variable(Tensor.Normal([100], seed: 1), "w");
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(w.Square().Sum(), w);
        foreach (GradientClipping clipping in new[] { GradientClipping.ByValue(1e3), GradientClipping.ByNorm(1e3), GradientClipping.ByGlobalNorm(1e3) })
            TensorAssert.SameBits(gradients[w], clipping.Apply(gradients)[w]);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("norm")]
    [InlineData("global norm")]
    public void Rows_stay_rows_and_are_clipped_as_their_sum_is(string kind)
    {
        GradientClipping clipping = kind switch
        {
            "value" => GradientClipping.ByValue(0.7),
            "norm" => GradientClipping.ByNorm(0.7),
            _ => GradientClipping.ByGlobalNorm(0.7),
        };
        Variable table = new(Tensor.Normal([6, 3], seed: 1, type: DType.Float64), "table"), other = new(Tensor.From([2.0]), "other");
        using var tape = GradientTape.Begin();
        Tensor loss = (table.Gather(Tensor.From([4, 0, 4, 2, 4])) * Tensor.Normal([5, 3], seed: 2, type: DType.Float64)).Sum() + other.Sum();
        Gradients rows = tape.Gradient(loss, table, other), dense = tape.Gradient(loss + (table * 0).Sum(), table, other);
        Assert.True(rows.TryGetRows(table, out _));
        Gradients clipped = clipping.Apply(rows);
        Assert.True(clipped.TryGetRows(table, out _));
        Assert.False(dense.TryGetRows(table, out _));
        TensorAssert.AllClose(clipping.Apply(dense)[table], clipped[table], rtol: 1e-14, atol: 1e-14);
        TensorAssert.AllClose(clipping.Apply(dense)[other], clipped[other], rtol: 1e-14, atol: 1e-14);
    }

    [Fact]
    public void A_NaN_is_not_clipped_away()
    {
        var w = new Variable(Tensor.From([1f, 2f]), "w");
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient((w * Tensor.From([float.NaN, 1f])).Sum(), w);
        Assert.True(double.IsNaN(gradients.GlobalNorm().ToScalar()));
        Assert.All(gradients.ClipByGlobalNorm(1)[w].ToArray<float>(), static value => Assert.True(float.IsNaN(value)));
        Assert.True(float.IsNaN(gradients.ClipByValue(1)[w].ToArray<float>()[0]));
    }

    [Fact]
    public void A_source_that_the_target_does_not_reach_stays_unreached()
    {
        Variable used = new(Tensor.From([3f, 4f]), "used"), idle = new(Tensor.From([1f]), "idle");
        using var tape = GradientTape.Begin();
        Gradients clipped = tape.Gradient((used * used).Sum(), used, idle).ClipByGlobalNorm(1);
        Assert.False(clipped.Reaches(idle));
        Assert.Equal([0.6f, 0.8f], clipped[used].ToArray<float>());
    }

    [Fact]
    public void Equal_clippings_are_equal_values() => Assert.Equal(GradientClipping.ByGlobalNorm(1), GradientClipping.ByGlobalNorm(1));

    [Fact]
    public void A_limit_of_zero_is_refused_with_the_remedy() => Snapshot.Errors("clipping_errors",
    [
        ("by value", () => GradientClipping.ByValue(0)),
        ("by norm", () => GradientClipping.ByNorm(-1)),
        ("by global norm", () => GradientClipping.ByGlobalNorm(double.NaN)),
        ("of gradients", () => Clip()),
    ]);

    private static void Clip()
    {
        var w = new Variable(Tensor.From([1f]), "w");
        using var tape = GradientTape.Begin();
        tape.Gradient(w.Sum(), w).ClipByNorm(0);
    }

    private static Variable Like(Golden golden, string name) => new(Tensor.Zeros(Shape.Create(golden.Shape("gradient." + name)), DType.Float64), name);

    private static Tensor Read(Golden golden, string name) => Tensor.From(golden.Float64(name), Shape.Create(golden.Shape(name)));
}

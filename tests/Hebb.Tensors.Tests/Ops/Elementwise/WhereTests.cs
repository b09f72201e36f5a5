using Hebb.Testing;

namespace Hebb;

public sealed class WhereTests
{
    [Fact]
    public void Where_meets_its_spec() => (OpSpec.Elementwise("Where", (mask, x, y) => Tensor.Where(mask, x, y), (mask, x, y) => mask != 0 ? x : y) with
    {
        Tolerance = Tolerance.Ulps(0.5),
        Inputs = [Values.Masks(), Values.Normal(), Values.Normal()],
    }).Verify();

    [Fact]
    public void A_number_may_stand_on_either_side()
    {
        Tensor mask = Tensor.From([true, false]), x = Tensor.From([1f, 2f]);
        Assert.Equal([1f, 9f], Tensor.Where(mask, x, 9).ToArray<float>());
        Assert.Equal([9f, 2f], Tensor.Where(mask, 9, x).ToArray<float>());
        Assert.Equal([7, 8], Tensor.Where(mask, Tensor.From([7, 0]), Tensor.From([0, 8])).ToArray<int>());
        Assert.Equal([false, false], Tensor.Where(mask, mask.Not(), mask).ToArray<bool>());
    }

    [Fact]
    public void What_is_not_chosen_does_not_spoil_the_gradient()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([-1f, 4f]);
        Tensor y = Tensor.Where(x.Greater(0), Tensor.Where(x.Greater(0), x, 1).Sqrt(), 0);
        Assert.Equal([0f, 0.25f], tape.Gradient(y, x)[x].ToArray<float>());
    }

    [Fact]
    public void Wrong_calls_say_how_to_fix_them()
    {
        Tensor x = Tensor.Zeros([2, 3]), mask = Tensor.Zeros([2, 3], DType.Bool);
        Snapshot.Throws<DTypeException>("where-mask", () => Tensor.Where(x, x, x));
        Snapshot.Throws<DTypeException>("where-types", () => Tensor.Where(mask, x, Tensor.Zeros([2, 3], DType.Int32)));
        Snapshot.Throws<ShapeException>("where-shapes", () => Tensor.Where(mask, x, Tensor.Zeros([4])));
    }
}

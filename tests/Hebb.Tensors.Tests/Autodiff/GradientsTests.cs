namespace Hebb.Tensors.Tests;

public class GradientsTests
{
    private readonly Tensor _x = Tensor.From([1.0, 2.0]), _y = Tensor.From([3.0, 4.0]);

    [Fact]
    public void A_source_that_is_not_reached_has_zeros_and_says_so()
    {
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(_x * 2.0, _x, _y);
        Assert.True(gradients.Reaches(_x));
        Assert.False(gradients.Reaches(_y));
        Assert.Equal([0.0, 0.0], gradients[_y].ToArray<double>());
        Assert.Equal(_y.Spec, gradients[_y].Spec);
    }

    [Fact]
    public void Sources_come_in_the_order_asked_for_and_once()
    {
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(_x * _y, _y, _x, _y);
        Assert.Equal<Tensor>([_y, _x], gradients.Sources);
        Assert.Equal<Tensor>([_y, _x], gradients.Select(pair => pair.Key));
        Assert.Equal([1.0, 2.0], gradients.First().Value.ToArray<double>());
    }

    [Fact]
    public void Sources_are_told_apart_by_identity_and_not_by_value()
    {
        Tensor same = Tensor.From([1.0, 2.0]);
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(_x * 5.0, _x, same);
        Assert.False(gradients.Reaches(same));
    }

    [Fact]
    public void A_tensor_that_was_not_asked_for_is_refused()
    {
        Variable weight = new(_x, "weight");
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(_x * weight, _x);
        Snapshot.Throws<UsageException>("gradients-tensor", () => _ = gradients[_y]);
        Snapshot.Throws<UsageException>("gradients-variable", () => gradients.Reaches(weight));
        Assert.Throws<UsageException>(() => gradients.TryGetRows(_y, out _));
    }

    [Fact]
    public void Gradients_by_more_sources_than_ever_before_leave_nothing_behind()
    {
        // The table in which gradients gather is kept from call to call: what one call left in it must not be seen by the next.
        using var tape = GradientTape.Begin();
        Tensor y = _x * _x, z = y * _y;
        for (int round = 0; round < 3; round++)
        {
            Gradients gradients = tape.Gradient(z, z, y, _x, _y, y);
            Assert.Equal([6.0, 16], gradients[_x].ToArray<double>());
            Assert.Equal([1.0, 4], gradients[_y].ToArray<double>());
            Assert.Equal([3.0, 4], gradients[y].ToArray<double>());
            Assert.Equal([1.0, 1], gradients[z].ToArray<double>());
        }
    }
}

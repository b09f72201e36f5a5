using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class BroadcastingProperties
{
    [Fact]
    public void Sums_and_products_do_not_depend_on_the_order_of_two() => Any.Holds(Any.Three(), t =>
    {
        TensorAssert.SameBits(t.A + t.B, t.B + t.A);
        TensorAssert.SameBits(t.A * t.B, t.B * t.A);
    });

    [Fact]
    public void Sums_and_products_of_three_agree_in_either_grouping() => Any.Holds(Any.Three(), t =>
    {
        TensorAssert.AllClose(t.A + t.B + t.C, t.A + (t.B + t.C), 1e-12, 1e-12);
        TensorAssert.AllClose(t.A * t.B * t.C, t.A * (t.B * t.C), 1e-12, 1e-12);
    });

    [Fact]
    public void Products_distribute_over_sums() => Any.Holds(Any.Three(), t => TensorAssert.AllClose(t.A * (t.B + t.C), t.A * t.B + t.A * t.C, 1e-12, 1e-12));

    [Fact]
    public void Broadcasting_first_or_in_the_op_is_the_same() => Any.Holds(Any.Three(), t =>
    {
        Shape shape = (t.A + t.B).Shape;
        TensorAssert.SameBits(t.A + t.B, t.A.BroadcastTo(shape) + t.B.BroadcastTo(shape));
        TensorAssert.SameBits(t.A - t.B, t.A.BroadcastTo(shape) - t.B.BroadcastTo(shape));
    });

    [Fact]
    public void The_gradient_of_a_broadcast_operand_is_the_sum_over_its_copies() => Any.Holds(Any.Three(), t =>
    {
        using var tape = GradientTape.Begin();
        Tensor sum = t.A + t.B;
        Tensor gradient = tape.Gradient(sum, t.A)[t.A];
        TensorAssert.AllClose(Tensor.Full(t.A.Shape, (double)sum.Count / t.A.Count, DType.Float64), gradient);
    });

    [Fact]
    public void Gradients_are_linear() => Any.Holds(Any.Three(), t =>
    {
        using var tape = GradientTape.Begin();
        Tensor f = (t.A * t.B).Sum(), g = (t.A * t.A * t.C).Sum();
        Tensor both = tape.Gradient(f * 2.0 - g, t.A)[t.A], each = tape.Gradient(f, t.A)[t.A] * 2.0 - tape.Gradient(g, t.A)[t.A];
        TensorAssert.AllClose(each, both, 1e-12, 1e-12);
    });
}

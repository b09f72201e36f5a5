using FsCheck.Fluent;
using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class MovementProperties
{
    [Fact]
    public void Splitting_and_joining_undo_each_other() => Any.Holds(
        from tensor in Any.Tensor(leastRank: 1)
        from axis in Gen.Choose(-tensor.Rank, tensor.Rank - 1)
        let extent = tensor.Shape[tensor.Shape.Axis(axis)]
        from parts in Gen.Elements(Enumerable.Range(1, extent).Where(n => extent % n == 0).ToArray())
        select (tensor, axis, parts),
        t =>
        {
            Tensor[] parts = t.tensor.Split(t.parts, t.axis);
            Assert.Equal(t.parts, parts.Length);
            TensorAssert.SameBits(t.tensor, Tensor.Concat(parts, t.axis));
        });

    [Fact]
    public void Slices_joined_again_are_the_whole() => Any.Holds(
        from tensor in Any.Tensor(leastRank: 1)
        from axis in Gen.Choose(0, tensor.Rank - 1)
        from cut in Gen.Choose(0, tensor.Shape[axis])
        select (tensor, axis, cut),
        t => TensorAssert.SameBits(t.tensor, Tensor.Concat([t.tensor.Slice(t.axis, 0, t.cut), t.tensor.Slice(t.axis, t.cut, t.tensor.Shape[t.axis] - t.cut)], t.axis)));

    [Fact]
    public void Stacked_tensors_come_back() => Any.Holds(
        from shape in Any.Shape()
        from a in Any.Tensor(shape)
        from b in Any.Tensor(shape)
        from axis in Gen.Choose(0, shape.Rank)
        select (a, b, axis),
        t =>
        {
            Tensor stacked = Tensor.Stack([t.a, t.b], t.axis);
            Assert.Equal(t.a.Shape.Insert(t.axis, 2), stacked.Shape);
            TensorAssert.SameBits(t.b, stacked.Slice(t.axis, 1, 1).Reshape(t.b.Shape.Span));
        });

    [Fact]
    public void Reshaping_there_and_back_changes_nothing() => Any.Holds(Any.Tensor(), x => TensorAssert.SameBits(x, x.Reshape(-1).Reshape(x.Shape.Span)));

    [Fact]
    public void An_order_of_axes_and_its_inverse_undo_each_other() => Any.Holds(
        from tensor in Any.Tensor()
        from order in Gen.Shuffle(Enumerable.Range(0, tensor.Rank).ToArray())
        select (tensor, order),
        t =>
        {
            var inverse = new int[t.order.Length];
            for (int i = 0; i < inverse.Length; i++) inverse[t.order[i]] = i;
            TensorAssert.SameBits(t.tensor, t.tensor.Permute(t.order).Permute(inverse));
        });

    [Fact]
    public void Padding_and_slicing_it_off_changes_nothing() => Any.Holds(
        from tensor in Any.Tensor(leastRank: 1)
        from before in Gen.Choose(0, 3)
        from after in Gen.Choose(0, 3)
        select (tensor, before, after),
        t =>
        {
            Tensor zeros(int extent) => Tensor.Zeros(t.tensor.Shape.With(0, extent), DType.Float64);
            Tensor padded = Tensor.Concat([zeros(t.before), t.tensor, zeros(t.after)], axis: 0);
            TensorAssert.SameBits(t.tensor, padded.Slice(0, t.before, t.tensor.Shape[0]));
        });

    [Fact]
    public void Gathering_every_row_in_order_changes_nothing() => Any.Holds(Any.Tensor(leastRank: 1),
        x => TensorAssert.SameBits(x, x.Gather(Tensor.From(Enumerable.Range(0, x.Shape[0]).ToArray(), [x.Shape[0]]))));

    [Fact]
    public void Moving_elements_moves_gradients_along() => Any.Holds(
        from tensor in Any.Tensor(leastRank: 2)
        from order in Gen.Shuffle(Enumerable.Range(0, tensor.Rank).ToArray())
        from weights in Any.Tensor(tensor.Shape)
        select (tensor, order, weights),
        t =>
        {
            using var tape = GradientTape.Begin();
            Tensor moved = t.tensor.Permute(t.order).Reshape(-1);
            TensorAssert.SameBits(t.weights, tape.Gradient(moved * t.weights.Permute(t.order).Reshape(-1), t.tensor)[t.tensor]);
        });
}

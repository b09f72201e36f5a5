using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class PermuteTests
{
    private static readonly OpSpec Spec = new()
    {
        Name = "Permute",
        Call = x => x[0].Permute(0, 3, 1, 2),
        Shapes = [[[2, 3, 4, 5]], [[1, 1, 7, 2]], [[3, 17, 1, 33]]], Large = [[8, 30, 40, 50]], Tolerance = Tolerance.Exact,
        Reference = x =>
        {
            var at = x[0].At();
            Shape s = x[0].Shape;
            return Loops.Build([s[0], s[3], s[1], s[2]], i => at([i[0], i[2], i[3], i[1]]));
        },
    };

    [Fact]
    public void Permute_keeps_its_promises() => Spec.Verify();

    [Fact]
    public void The_gradient_goes_back_through_an_order_that_is_not_its_own_inverse() =>
        GradientCheck.Verify(x => x.Permute(1, 2, 0) * x.Permute(1, 2, 0), Tensor.Normal([2, 3, 4], seed: 1), order: 2);

    [Fact]
    public void Transpose_without_axes_exchanges_the_last_two()
    {
        Tensor x = Tensor.Arange(0, 12, type: DType.Int32).Reshape(2, 2, 3);
        Assert.Equal([2, 3, 2], x.Transpose().Shape);
        Assert.Equal([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11], x.Transpose().ToArray<int>());
    }

    [Fact]
    public void Transpose_exchanges_two_axes_counted_from_either_end() =>
        TensorAssert.SameBits(Tensor.Normal([2, 3, 4], seed: 1).Permute(2, 1, 0), Tensor.Normal([2, 3, 4], seed: 1).Transpose(0, -1));

    [Fact]
    public void The_same_order_copies_nothing()
    {
        Tensor x = Tensor.Ones([2, 3]);
        Assert.Same(x, x.Permute(0, 1));
    }

    [Fact]
    public void Every_type_is_moved()
    {
        Assert.Equal([true, true, false, true], Tensor.From([true, false, true, true], [2, 2]).Transpose().ToArray<bool>());
        Assert.Equal([1L, 3, 2, 4], Tensor.From([1L, 2, 3, 4], [2, 2]).Transpose().ToArray<long>());
    }

    [Fact]
    public void Errors_name_the_axes()
    {
        Tensor x = Tensor.Ones([2, 3, 4]);
        Snapshot.Throws<ShapeException>("Movement/permute_too_few", () => x.Permute(1, 0));
        Snapshot.Throws<ShapeException>("Movement/permute_twice", () => x.Permute(0, 1, -2));
        Snapshot.Throws<ShapeException>("Movement/permute_no_such_axis", () => x.Permute(0, 1, 3));
        Snapshot.Throws<ShapeException>("Movement/transpose_vector", () => Tensor.Ones([5]).Transpose());
    }
}

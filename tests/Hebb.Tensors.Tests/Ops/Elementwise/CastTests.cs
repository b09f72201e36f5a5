using Hebb.Testing;

namespace Hebb;

public sealed class CastTests
{
    [Fact]
    public void Between_floating_point_types_it_meets_its_spec() => new OpSpec
    {
        Name = "Cast",
        Call = x => x[0].Cast(x[0].DType == DType.Float32 ? DType.Float64 : DType.Float32),
        Shapes = [[[4, 7]]],
        Reference = x => x[0],
        Gradient = 0,
    }.Verify();

    [Fact]
    public void Gradients_come_back_in_the_inputs_type()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([1f, 2f]);
        Tensor gradient = tape.Gradient(x.Cast(DType.Float64).Square().Sum(), x)[x];
        Assert.Equal([2f, 4f], gradient.ToArray<float>());
    }

    [Fact]
    public void No_gradient_passes_through_integers()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([1.5f, 2.5f]);
        Gradients gradients = tape.Gradient((x * x.Cast(DType.Int32).Cast(DType.Float32)).Sum(), x);
        Assert.Equal([1f, 2f], gradients[x].ToArray<float>());
    }

    [Fact]
    public void Masks_count_as_one_and_zero() => Assert.Equal([1f, 0f], Tensor.From([true, false]).Cast(DType.Float32).ToArray<float>());

    [Fact]
    public void Numbers_saturate_and_drop_their_fraction() =>
        Assert.Equal([0, 255, 1, 0], Tensor.From([-3f, 300f, 1.9f, float.NaN]).Cast(DType.UInt8).Cast(DType.Int32).ToArray<int>());

    [Fact]
    public void The_same_type_is_the_same_tensor()
    {
        Tensor x = Tensor.Zeros([2]);
        Assert.Same(x, x.Cast(DType.Float32));
    }
}

namespace Hebb.Tensors.Tests;

public class VjpContextTests
{
    private readonly Tensor _x = Tensor.From([1.0, 2.0, 3.0]);

    [Fact]
    public void A_rule_is_given_inputs_outputs_and_incoming_gradients()
    {
        using var tape = GradientTape.Begin();
        bool called = false;
        Tensor y = ProbeOp.Apply(_x, (in c) =>
        {
            called = true;
            Assert.Equal(1, c.InputCount);
            Assert.Same(_x, c.Input(0));
            Assert.Equal(_x.Spec, c.Output().Spec);
            Assert.True(c.Needs(0));
            Assert.True(c.HasGradient(0));
            return c.OutputGradient;
        });
        tape.Gradient(y * 2.0, _x);
        Assert.True(called);
    }

    [Fact]
    public void Zeros_stand_for_the_gradient_of_an_output_that_nothing_used()
    {
        using var tape = GradientTape.Begin();
        (Tensor square, _) = PowersOp.Apply(_x);
        Assert.Equal([2.0, 4, 6], tape.Gradient(square, _x)[_x].ToArray<double>());
    }

    [Fact]
    public void A_rule_is_not_called_when_nobody_asked()
    {
        using var tape = GradientTape.Begin();
        Tensor other = Tensor.From([1.0, 1, 1]), y = ProbeOp.Apply(other, (in _) => throw new InvalidOperationException("not asked"));
        Assert.Equal([1.0, 1, 1], tape.Gradient(y * _x, _x)[_x].ToArray<double>());
    }

    [Fact]
    public void A_gradient_of_a_shape_that_does_not_broadcast_names_the_op() => Fails<ShapeException>("vjp-shape", Tensor.Ones([4], DType.Float64));

    [Fact]
    public void A_gradient_that_would_have_to_be_repeated_is_refused() => Fails<ShapeException>("vjp-narrow", Tensor.Ones([1], DType.Float64));

    [Fact]
    public void A_gradient_of_another_type_names_the_op() => Fails<DTypeException>("vjp-type", Tensor.Ones([3]));

    private void Fails<TError>(string snapshot, Tensor gradient) where TError : HebbException
    {
        using var tape = GradientTape.Begin();
        Tensor y = ProbeOp.Apply(_x, (in _) => gradient);
        try
        {
            tape.Gradient(y, _x);
        }
        catch (TError error)
        {
            Snapshot.Matches(snapshot, error.Message);
            return;
        }
        Assert.Fail($"No {typeof(TError).Name} came.");
    }
}

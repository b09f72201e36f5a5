using Hebb.Testing;

namespace Hebb;

public sealed class StepTests
{
    [Fact]
    public void Step_meets_its_spec() => (OpSpec.Elementwise("Step", x => x.Step(0.25), x => double.IsNaN(x) ? x : x >= 0.25 ? 1 : 0) with
    {
        Tolerance = Tolerance.Exact,
        Inputs = [Values.Uniform(-2, 2).AwayFrom(0.05, 0.25)],
        Gradient = 1,
    }).Verify();

    [Fact]
    public void BipolarStep_meets_its_spec() => (OpSpec.Elementwise("BipolarStep", x => x.BipolarStep(), x => double.IsNaN(x) ? x : x >= 0 ? 1 : -1) with
    {
        Tolerance = Tolerance.Exact,
        Inputs = [Values.Uniform(-2, 2).AwayFrom(0.05, 0)],
        Gradient = 1,
    }).Verify();

    [Fact]
    public void A_unit_fires_on_equality()
    {
        Assert.Equal([0f, 1f, 1f], Tensor.From([0.9f, 1f, 1.1f]).Step(1).ToArray<float>());
        Assert.Equal([-1f, 1f, 1f], Tensor.From([0.9f, 1f, 1.1f]).BipolarStep(1).ToArray<float>());
        Assert.Equal([-1f, 0f, 0f, 0f, 1f], Tensor.From([-0.3f, -0.2f, 0f, 0.2f, 0.3f]).HardShrink(0.2f).Sign().ToArray<float>());   // with a band
    }

    [Fact]
    public void Gradients_pass_straight_through_when_asked_for_and_else_not_at_all()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([-1f, 0f, 2f]);
        Tensor y = (x.Step(straightThrough: true) + x.BipolarStep(1, straightThrough: true) * 2) * Tensor.From([1f, 2f, 3f]);
        Assert.Equal([3f, 6f, 9f], tape.Gradient(y, x)[x].ToArray<float>());
        Assert.False(tape.Gradient(x.Step() + x.BipolarStep(), x).Reaches(x));
    }
}

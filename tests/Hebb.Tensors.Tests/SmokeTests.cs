namespace Hebb;
public sealed class SmokeTests
{
    [Fact]
    public void A_linear_model_learns_by_gradient_descent()
    {
        var weight = new Variable(Tensor.From([0f, 0f], [2, 1]), "weight");
        Tensor x = Tensor.From(new[,] { { 1f, 0f }, { 0f, 1f }, { 1f, 1f } }), y = Tensor.From(new[,] { { 2f }, { -1f }, { 1f } });
        for (int i = 0; i < 200; i++)
        {
            using var tape = GradientTape.Begin();
            Tensor error = x.MatMul(weight) + y * -1.0;
            Tensor gradient = tape.Gradient((error * error).Sum(), weight)[weight];
            weight.Assign(weight + gradient * -0.1);
        }
        Assert.Equal(2, weight.ToArray<float>()[0], 3);
        Assert.Equal(-1, weight.ToArray<float>()[1], 3);
    }

    [Fact]
    public void Second_derivative_of_a_cube()
    {
        Tensor x = Tensor.From([2.0], [1]);
        using var outer = GradientTape.Begin();
        Tensor first;
        using (var inner = GradientTape.Begin()) first = inner.Gradient(x * x * x, x)[x];
        Assert.Equal(12, first.ToScalar());
        Assert.Equal(12, outer.Gradient(first, x)[x].ToScalar());
    }
}

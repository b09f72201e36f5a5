namespace Hebb.Tensors.Tests.Plan;

/// <summary>Steps that are exchanged give the same bits.</summary>
public sealed class CommuteTests
{
    [Fact]
    public void Gates_are_applied_to_pooled_images() => Snapshot.Matches("plan_commute",
        Lists.Through("ReLU and max pooling", Commute.Run, Lists.Of(Step(Images(1), 2, 2, isRead: false), Simplify.Run))
        + Lists.Through("somebody else reads the pooling's gradient", Commute.Run, Lists.Of(Step(Images(1), 2, 2, isRead: true), Simplify.Run)));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public void The_bits_are_the_same_with_zeros_ties_and_NaN(int size, int stride)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Func<Tensor> step = Step(Images(seed), size, stride, isRead: false);
            Tensor eager;
            using (TensorScope.Training()) eager = step();
            Hebb.Plan plan = Hebb.Plan.Compile(step);
            plan.Replay();
            Assert.Equal(eager.ToArray<float>().Select(BitConverter.SingleToInt32Bits), plan.ToTensor().ToArray<float>().Select(BitConverter.SingleToInt32Bits));
        }
    }

    private static Func<Tensor> Step(Variable images, int size, int stride, bool isRead) => () =>
    {
        using var tape = GradientTape.Begin();
        Tensor active = images.Relu(), pooled = active.MaxPool2D(size, stride);
        Tensor loss = isRead ? (pooled * pooled).Sum() + active.Sum() : (pooled * pooled).Sum();
        return tape.Gradient(loss, images)[images].Detach();
    };

    // Few different values, so that maxima are often tied.
    private static Variable Images(int seed)
    {
        Random random = new(seed);
        float[] values = [-1, -0f, 0, 0.5f, 1, 2, seed % 3 == 0 ? float.NaN : 3];
        float[] numbers = [.. Enumerable.Range(0, 2 * 7 * 6 * 3).Select(_ => values[random.Next(values.Length)])];
        return new(Tensor.From(numbers).Reshape(2, 7, 6, 3), "images");
    }
}

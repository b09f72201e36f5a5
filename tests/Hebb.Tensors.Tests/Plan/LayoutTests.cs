using Hebb.Kernels;

namespace Hebb.Tensors.Tests.Plan;

/// <summary>Which images a plan stores in lanes, and that it changes nothing else.</summary>
[Collection(nameof(WorkerPool))]
public sealed class LayoutTests : IDisposable
{
    private readonly int _threads = WorkerPool.Threads;

    public void Dispose() => WorkerPool.Threads = _threads;

    [Fact]
    public void Images_are_turned_where_they_enter_and_leave_a_region() => Snapshot.Matches("plan_layout",
        Lists.Through("a small convolutional network, forward and back", Layout.Run, Lists.Of(Training(16), Simplify.Run))
        + Lists.Through("only forward; sums of pixels leave the region", Layout.Run, Lists.Of(Forward(), Simplify.Run))
        + Lists.Through("a batch that is no multiple of 16", Layout.Run, Lists.Of(Training(24), Simplify.Run))
        + Lists.Through("many channels: turning images costs more than it brings", Layout.Run, Lists.Of(Wide(), Simplify.Run)));

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(40)]
    public void The_bits_are_those_of_images_with_channels_last_and_of_eager_execution(int batch)
    {
        Func<Tensor> step = Training(batch);
        float eager;
        using (TensorScope.Training()) eager = (float)step().ToScalar();
        Hebb.Plan last = Hebb.Plan.Compile(step, lanes: false);
        last.Replay();
        Assert.Equal(eager, last.ToTensor().ToScalar());
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            WorkerPool.Threads = threads;
            Hebb.Plan lanes = Hebb.Plan.Compile(step);
            lanes.Replay();
            Assert.Equal(eager, lanes.ToTensor().ToScalar());
        }
    }

    [Fact]
    public void Values_that_are_assigned_or_returned_are_turned_back()
    {
        Variable state = new(Tensor.Zeros([16, 8, 8, 2]), "state");
        Tensor x = Tensor.Normal([16, 12, 12, 1], seed: 1), kernel = Tensor.Normal([5, 5, 1, 2], seed: 2);
        Func<Tensor> step = () =>
        {
            Tensor y = x.Conv2D(kernel).Relu();
            state.Assign(y);
            return y;
        };
        Hebb.Plan plan = Hebb.Plan.Compile(step);
        plan.Replay();
        Tensor expected = x.Conv2D(kernel).Relu();
        Assert.Equal(expected.ToArray<float>(), plan.ToTensor().ToArray<float>());
        Assert.Equal(expected.ToArray<float>(), state.ToArray<float>());
    }

    [Fact]
    public void A_replay_allocates_nothing()
    {
        Hebb.Plan plan = Hebb.Plan.Compile(Training(32));
        for (int i = 0; i < 20; i++) plan.Replay();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) plan.Replay();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Turning_there_and_back_gives_the_images()
    {
        foreach (Shape shape in (Shape[])[[16, 3, 5, 2], [48, 1, 1, 7], [32, 6], [16, 9, 9, 1]])
        {
            Tensor images = Tensor.Normal(shape, seed: 5), turned = Op.Apply(ToLanesOp.Instance, images);
            Assert.Equal(ToLanesOp.Turned(shape), turned.Shape);
            Assert.Equal(images.ToArray<float>(), Op.Apply(FromLanesOp.Instance, turned).ToArray<float>());
        }
        Assert.Equal([.. Enumerable.Repeat(1f, 16), .. Enumerable.Repeat(2f, 16)], Op.Apply(RepeatInLanesOp.Instance, Tensor.From([1f, 2f])).ToArray<float>());
    }

    // The gradients of everything, in one number.
    private static Func<Tensor> Training(int batch)
    {
        Tensor x = Tensor.Normal([batch, 14, 14, 1], seed: 1);
        Variable first = new(Tensor.Normal([5, 5, 1, 6], seed: 2), "first"), bias = new(Tensor.Normal([6], seed: 3), "bias"),
            second = new(Tensor.Normal([3, 3, 6, 10], seed: 4), "second"), dense = new(Tensor.Normal([40, 3], seed: 5), "dense");
        return () =>
        {
            using var tape = GradientTape.Begin();
            Tensor hidden = (x.Conv2D(first) + bias).Relu().MaxPool2D(2);
            Tensor features = hidden.Conv2D(second).Tanh().AveragePool2D(2, 1, Padding.Same).MaxPool2D(2, padding: Padding.Same);
            Tensor loss = features.Reshape(batch, -1).MatMul(dense).Square().Sum();
            Gradients gradients = tape.Gradient(loss, [first, bias, second, dense]);
            return gradients[first].Square().Sum() + gradients[bias].Square().Sum() + gradients[second].Square().Sum() + gradients[dense].Square().Sum();
        };
    }

    private static Func<Tensor> Forward()
    {
        Tensor images = Tensor.Ones([16, 12, 12, 1]), kernel = Tensor.Ones([5, 5, 1, 4]);
        return () => images.Conv2D(kernel).Relu().SumTo([4]);
    }

    private static Func<Tensor> Wide()
    {
        Tensor images = Tensor.Ones([16, 12, 12, 1]), kernel = Tensor.Ones([3, 3, 1, 32]);
        return () => images.Conv2D(kernel).Relu().Permute(0, 3, 1, 2).Sum(axis: 1).Sum();
    }
}

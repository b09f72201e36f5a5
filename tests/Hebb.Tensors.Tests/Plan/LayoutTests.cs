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
    public void Networks_made_of_what_chance_says_keep_their_bits()
    {
        int regions = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            Func<Tensor> step = Chance(seed);
            Tensor eager;
            using (TensorScope.Training()) eager = step();
            Hebb.Plan plan = Hebb.Plan.Compile(step);
            plan.Replay();
            Assert.Equal(eager.ToArray<float>(), plan.ToTensor().ToArray<float>());
            if (plan.ToString().Contains("ToLanes", StringComparison.Ordinal)) regions++;
        }
        Assert.InRange(regions, 20, 60);
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

    // Convolutions of few channels, with whatever may stand between them; the gradients of all kernels.
    private static Func<Tensor> Chance(int seed)
    {
        Random random = new(seed);
        Tensor images = Tensor.Normal([16 * random.Next(1, 4), random.Next(8, 15), random.Next(8, 15), random.Next(1, 4)], seed: seed);
        Dictionary<string, Variable> variables = [];
        return () =>
        {
            Random turn = new(seed + 1000);
            using var tape = GradientTape.Begin();
            List<Tensor> made = [images];
            for (int i = 0; i < 8; i++)
            {
                Tensor x = turn.Next(4) == 0 ? made[turn.Next(made.Count)] : made[^1];
                int channels = x.Shape[3], filters = turn.Next(1, 12), side = 1 + 2 * turn.Next(3);
                made.Add(turn.Next(9) switch
                {
                    0 or 1 or 2 => x.Conv2D(Variable(i, side, side, channels, filters), turn.Next(1, 3), Padding.Same),
                    3 => (x + Variable(i, channels)).Relu(),
                    4 => x.MaxPool2D(2, turn.Next(1, 3), Padding.Same),
                    5 => x.AveragePool2D(3, 2, Padding.Same),
                    6 => (x * Variable(i, 1, 1, 1, channels) - 0.5).Tanh(),
                    7 => x - x.Mean([1, 2], keepDims: true),
                    _ => made.Find(other => !ReferenceEquals(other, x) && other.Shape == x.Shape) is { } same ? x + same : x.Sigmoid(),
                });
            }
            Tensor loss = made.Skip(1).Select(static x => (x * x).Mean()).Aggregate(static (a, b) => a + b);
            if (variables.Count == 0) return loss.Detach();
            Gradients gradients = tape.Gradient(loss, [.. variables.Values]);
            return variables.Values.Select(variable => gradients[variable].Square().Sum()).Aggregate(loss.Detach(), static (a, b) => a + b).Detach();
        };

        Variable Variable(int place, params ReadOnlySpan<int> shape)
        {
            string name = $"v{place}";
            if (!variables.TryGetValue(name, out Variable? variable))
                variables[name] = variable = new(Tensor.Normal(Shape.Create(shape), seed: 100 + place), name);
            return variable;
        }
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

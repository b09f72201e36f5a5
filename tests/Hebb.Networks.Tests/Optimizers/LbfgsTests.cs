namespace Hebb.Networks.Tests.Optimizers;

public class LbfgsTests
{
    [Theory]
    [InlineData("lbfgs", 10, true)]
    [InlineData("lbfgs", 10, false)]
    [InlineData("lbfgs_short_history", 3, false)]
    public void Its_iterations_on_Rosenbrocks_function_are_those_of_PyTorch(string name, int history, bool eager)
    {
        (Golden golden, Variable a, Variable b) = Start(name);
        var optimizer = new Lbfgs([a, b]) { HistorySize = history, Eager = eager };
        Follow(golden, optimizer, a, b, () => Rosenbrock(a, b), evaluatesAgain: false);
        // PyTorch evaluates anew where it begins a call; so does Hebb.
        Assert.Equal(int.Parse(golden.Setting("evaluations"), System.Globalization.CultureInfo.InvariantCulture), optimizer.Evaluations);
        Assert.Equal(20, optimizer.Iterations);
    }

    [Fact]
    public void Without_a_line_search_too()
    {
        (Golden golden, Variable a, Variable b) = Start("lbfgs_fixed");
        Tensor curvature = Tensor.From([.. Enumerable.Range(0, 10).Select(static i => 1 + 19.0 * i / 9)]);
        var optimizer = new Lbfgs([a, b]) { LearningRate = 0.8, SearchesLine = false };
        Follow(golden, optimizer, a, b, () => (curvature * (Joined(a, b) - 1).Square()).Sum(), evaluatesAgain: true);
    }

    [Fact]
    public void It_finds_the_minimum_and_stops_there()
    {
        foreach (DType type in (DType[])[DType.Float64, DType.Float32])
        {
            Variable a = new(Tensor.Normal([3, 2], seed: 1, type: type), "a"), b = new(Tensor.Normal([4], seed: 2, type: type), "b");
            var optimizer = new Lbfgs([a, b]) { ChangeTolerance = type == DType.Float64 ? 1e-14 : 1e-9 };
            double loss = optimizer.Minimize(() => Rosenbrock(a, b), iterations: 500);
            Assert.InRange(optimizer.Iterations, 10, 200);
            if (type == DType.Float64) Assert.InRange(loss, 0, 1e-12);
            Assert.All(Joined(a, b).Cast(DType.Float64).ToArray<double>(), value => Assert.Equal(1, value, type == DType.Float64 ? 1e-6 : 1e-2));
            int evaluations = optimizer.Evaluations;
            optimizer.Minimize(() => Rosenbrock(a, b));
            Assert.True(optimizer.Evaluations - evaluations < 60, "there is nothing left to do");
        }
    }

    [Fact]
    public void A_layer_is_fitted_to_a_line_exactly()
    {
        Tensor x = Tensor.Normal([40, 3], seed: 1), y = x.MatMul(Tensor.From([1f, -2f, 0.5f], [3, 1])) + 0.25;
        Sequential model = new([3], seed: 1) { new Dense(1) };
        double loss = new Lbfgs(model.Parameters).Minimize(() => new MeanSquaredError().Call(model.Call(x), y), iterations: 50);
        Assert.InRange(loss, 0, 1e-9);
        Assert.Equal(0.25, model.Parameters[1].ToScalar(), 1e-4);
    }

    [Fact]
    public void Where_a_loss_is_no_number_the_step_is_cut()
    {
        // x - log(x) has its minimum at 1, and is NaN below 0, where the first steps from 3 would lead.
        Variable x = new(Tensor.From([3.0]), "x");
        var optimizer = new Lbfgs([x]) { LearningRate = 10, ChangeTolerance = 1e-14 };
        Assert.Equal(1, optimizer.Minimize(() => (x - x.Log()).Sum(), 60), 1e-9);
        Assert.Equal(1, x.ToScalar(), 1e-5);
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("lbfgs_errors",
    [
        ("no parameters", () => _ = new Lbfgs([])),
        ("a parameter that is null", () => _ = new Lbfgs([null!])),
        ("a loss that is nothing", () => new Lbfgs([new Variable(Tensor.Ones([1]), "w")]).Minimize(static () => null!)),
        ("nothing op by op", () => new Lbfgs([new Variable(Tensor.Ones([1]), "w")]) { Eager = true }.Minimize(static () => null!)),
        ("a loss that is always 3", () => new Lbfgs([new Variable(Tensor.Ones([1]), "w")]).Minimize(static () => Tensor.Scalar(3))),
        ("a loss of another variable", () =>
        {
            Variable other = new(Tensor.Ones([1]), "other");
            new Lbfgs([new Variable(Tensor.Ones([1]), "w")]).Minimize(() => other.Sum());
        }),
        ("a loss that changes", () =>
        {
            Variable w = new(Tensor.Ones([1]), "w");
            int times = 0;
            new Lbfgs([w]).Minimize(() => (w * times++).Sum());
        }),
        ("a loss that reads a value", () =>
        {
            Variable w = new(Tensor.Ones([1]), "w");
            new Lbfgs([w]).Minimize(() => w.ToScalar() > 0 ? w.Sum() : -w.Sum());
        }),
        ("a parameter of integers", () => _ = new Lbfgs([new Variable(Tensor.Zeros([1], DType.Int32), "w")])),
        ("a loss of integers", () =>
        {
            Variable w = new(Tensor.Ones([1]), "w");
            new Lbfgs([w]).Minimize(() => w.Sum().Cast(DType.Int32));
        }),
        ("a rate of zero", () => _ = new Lbfgs([new Variable(Tensor.Ones([1]), "w")]) { LearningRate = 0 }),
        ("no history", () => _ = new Lbfgs([new Variable(Tensor.Ones([1]), "w")]) { HistorySize = 0 }),
        ("a negative tolerance", () => _ = new Lbfgs([new Variable(Tensor.Ones([1]), "w")]) { GradientTolerance = -1 }),
        ("no iterations", () => new Lbfgs([new Variable(Tensor.Ones([1]), "w")]).Minimize(static () => Tensor.Scalar(1), 0)),
        ("a loss of many numbers", () =>
        {
            Variable w = new(Tensor.Ones([3]), "w");
            new Lbfgs([w]).Minimize(() => w * 2);
        }),
    ]);

    [Fact]
    public void A_tape_that_is_open_is_refused()
    {
        Variable w = new(Tensor.Ones([3]), "w");
        using var tape = GradientTape.Begin();
        Assert.Contains("a GradientTape is still open", Assert.Throws<UsageException>(() => new Lbfgs([w]).Minimize(() => w.Sum())).Message,
            StringComparison.Ordinal);
    }

    private static (Golden Golden, Variable A, Variable B) Start(string name)
    {
        Golden golden = Golden.Load("optimizers/" + name);
        return (golden, new(Tensor.From(golden.Float64("initial.a"), [3, 2]), "a"), new(Tensor.From(golden.Float64("initial.b"), [4]), "b"));
    }

    private static void Follow(Golden golden, Lbfgs optimizer, Variable a, Variable b, Func<Tensor> loss, bool evaluatesAgain)
    {
        double[] expectedA = golden.Float64("a"), expectedB = golden.Float64("b"), losses = golden.Float64("loss");
        for (int call = 0; call < 20; call++)
        {
            double found = optimizer.Minimize(loss, iterations: 1);
            Close(expectedA[(6 * call)..(6 * call + 6)], a.ToArray<double>());
            Close(expectedB[(4 * call)..(4 * call + 4)], b.ToArray<double>());
            if (!evaluatesAgain) Assert.Equal(losses[call], found, 1e-8 * Math.Max(1, losses[call]));
        }

        static void Close(double[] expected, double[] found)
        {
            for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 1e-8 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static Tensor Joined(Tensor a, Tensor b) => Tensor.Concat([a.Reshape(-1), b], axis: 0);

    private static Tensor Rosenbrock(Tensor a, Tensor b)
    {
        Tensor z = Joined(a, b), left = z[..9], right = z[1..];
        return ((right - left.Square()).Square() * 100 + (1 - left).Square()).Sum();
    }
}

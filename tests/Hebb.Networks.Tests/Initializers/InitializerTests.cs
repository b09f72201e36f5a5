namespace Hebb.Networks.Tests.Initializers;

public class InitializerTests
{
    private static readonly string[] Known =
    [
        "zeros", "ones", "constant(0.5)", "uniform(-0.25, 0.75)", "normal(0.02)", "truncated_normal(0.02)", "normal(0.02, -1.5)", "truncated_normal(0.02, 1)",
        "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal",
        "fan_in_uniform", "variance_scaling(1, fan_in, truncated_normal)", "variance_scaling(2.5, fan_out, normal)",
        "variance_scaling(0.5, fan_avg, uniform)", "orthogonal", "orthogonal(1.5)", "sparse(0.9, 0.01)", "identity", "identity(-2)",
    ];

    public static TheoryData<string, string> Rules
    {
        get
        {
            TheoryData<string, string> rules = [];
            foreach (string shape in new[] { "784x512", "512x10", "3x3x64x128" })
                foreach (string rule in new[] { "glorot", "he", "lecun" }) rules.Add(shape, rule);
            return rules;
        }
    }

    [Theory]
    [InlineData("784x512")]
    [InlineData("512x10")]
    [InlineData("5x5x1x6")]
    [InlineData("3x3x64x128")]
    [InlineData("1x7x3x4")]
    public void Fans_are_those_of_PyTorch(string name)
    {
        Golden golden = Golden.Load("initializers/fans");
        (double fanIn, double fanOut) = Initializer.Fans(ShapeOf(name));
        Assert.Equal(golden.Int64($"{name}.fan_in")[0], fanIn);
        Assert.Equal(golden.Int64($"{name}.fan_out")[0], fanOut);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Moments_are_those_of_the_formula(string shape, string rule)
    {
        Golden golden = Golden.Load("initializers/fans");
        double deviation = golden.Float64($"{shape}.{rule}.stddev")[0], limit = golden.Float64($"{shape}.{rule}.limit")[0];
        double[] uniform = Draw(Initializer.Parse(rule + "_uniform"), ShapeOf(shape)), normal = Draw(Initializer.Parse(rule + "_normal"), ShapeOf(shape));
        double error = 5 / Math.Sqrt(uniform.Length);   // five standard errors

        Assert.Equal(0, uniform.Average() / deviation, error);
        Assert.Equal(1, Deviation(uniform) / deviation, error);
        Assert.InRange(uniform.Max(Math.Abs), 0.99 * limit, limit);

        Assert.Equal(0, normal.Average() / deviation, error);
        Assert.Equal(1, Deviation(normal) / deviation, error);
        Assert.InRange(normal.Max(Math.Abs) / deviation, 2.2, 2 / 0.87962566103423978);   // cut off at two deviations of what was truncated
    }

    [Fact]
    public void Plain_distributions_have_their_moments()
    {
        double[] uniform = Draw(Initializer.Uniform(2, 6), [200, 200]), normal = Draw(Initializer.Normal(3), [200, 200]),
            truncated = Draw(Initializer.TruncatedNormal(3), [200, 200]);
        Assert.InRange(uniform.Min(), 2, 2.01);
        Assert.InRange(uniform.Max(), 5.99, 6);
        Assert.Equal(4, uniform.Average(), 0.05);
        Assert.Equal(3, Deviation(normal), 0.1);
        Assert.True(normal.Max() > 6);
        Assert.Equal(3 * 0.8796, Deviation(truncated), 0.1);
        Assert.InRange(truncated.Max(Math.Abs), 5.9, 6);
        foreach ((Initializer around, double[] zero) in new[] { (Initializer.Normal(3, mean: -7), normal), (Initializer.TruncatedNormal(3, mean: -7), truncated) })
            Assert.All(Draw(around, [200, 200]).Zip(zero), static pair => Assert.Equal(pair.Second - 7, pair.First, 1e-14));
        Assert.All(Draw(Initializer.Normal(0, mean: 2), [10]), static value => Assert.Equal(2, value));
        Assert.All(Draw(Initializer.Uniform(0.5, 0.5), [10]), static value => Assert.Equal(0.5, value));
        Assert.All(Draw(Initializer.Constant(-2), [10]), static value => Assert.Equal(-2, value));
    }

    [Fact]
    public void Values_depend_on_the_seed_and_the_path_alone()
    {
        foreach (string name in Known[3..^2])
        {
            Assert.Equal(Draw(Initializer.Parse(name), [40, 30]), Draw(Initializer.Parse(name), [40, 30]));
            Assert.NotEqual(Draw(Initializer.Parse(name), [40, 30]), Draw(Initializer.Parse(name), [40, 30], path: "other/kernel"));
            Assert.NotEqual(Draw(Initializer.Parse(name), [40, 30]), Draw(Initializer.Parse(name), [40, 30], seed: 8));
        }
    }

    [Fact]
    public void Values_are_the_same_on_any_number_of_threads()
    {
        double[] one = OnThreads(1);
        foreach (int threads in new[] { 2, 3, 8 }) Assert.Equal(one, OnThreads(threads));

        static double[] OnThreads(int threads)
        {
            int before = Parallelism.Threads;
            try
            {
                Parallelism.Threads = threads;
                return Draw(Initializer.HeNormal, [300, 300], type: DType.Float32);
            }
            finally
            {
                Parallelism.Threads = before;
            }
        }
    }

    [Fact]
    public void A_name_gives_its_initializer_back()
    {
        foreach (string name in Known)
        {
            Assert.Equal(name, Initializer.Parse(name).Name);
            Assert.Equal(Initializer.Parse(name), Initializer.Parse(name));
            Assert.Equal(name, Initializer.Parse(name).ToString());
        }
        Assert.Equal(Initializer.HeNormal, Initializer.Parse("he_normal"));
        Assert.NotEqual(Initializer.HeNormal, Initializer.HeUniform);
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("initializer_errors",
    [
        ("an unknown name", () => Initializer.Parse("xavier")),
        ("a number too many", () => Initializer.Parse("normal(1, 2, 3)")),
        ("no number", () => Initializer.Parse("constant(one)")),
        ("an open bracket", () => Initializer.Parse("constant(")),
        ("a range upside down", () => Initializer.Uniform(1, 0)),
        ("a negative deviation", () => Initializer.Normal(-1)),
        ("a mean without end", () => Initializer.TruncatedNormal(1, double.PositiveInfinity)),
        ("a scale of nothing", () => Initializer.VarianceScaling(0)),
        ("an unknown fan", () => Initializer.Parse("variance_scaling(1, fan, normal)")),
        ("a number for a distribution", () => Initializer.Parse("variance_scaling(1, fan_in, 0)")),
        ("a gain that is no number", () => Initializer.Orthogonal(double.NaN)),
        ("more zeros than connections", () => Initializer.Sparse(1.5)),
        ("a constant that is no number", () => Initializer.Constant(double.NaN)),
        ("an infinite constant", () => Initializer.Parse("constant(1e999)")),
        ("no such fan", () => Initializer.VarianceScaling(1, (FanMode)9)),
        ("no such distribution", () => Initializer.VarianceScaling(1, FanMode.In, (RandomDistribution)9)),
    ]);

    internal static double[] Draw(Initializer initializer, Shape shape, string path = "dense/kernel", ulong seed = 7, DType type = DType.Float64)
    {
        var variable = new Variable(new TensorSpec(shape, type), "kernel");
        initializer.Fill(variable, Kernels.Philox.Key(seed, path));
        return variable.Cast(DType.Float64).ToArray<double>();
    }

    internal static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }

    private static Shape ShapeOf(string name) => Shape.Create([.. name.Split('x').Select(int.Parse)]);
}

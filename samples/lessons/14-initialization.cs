// Lesson 14: how weights begin (A085 to A094), and what a bad beginning does.
using Hebb;

Console.WriteLine("A085: units that begin alike stay alike. Four tanh units, 50 steps of Adam; the weights of input 1:");
foreach (Initializer initializer in new[] { Initializer.Zeros, Initializer.Constant(0.5), Initializer.GlorotUniform })
    Console.WriteLine($"  {initializer,-16}{string.Join("  ", Trained(initializer)[..4].Select(static weight => weight.ToString("0.00").PadLeft(5)))}");

Console.WriteLine("\nA086: ReLU units with large negative weights answer 0 to every input, and so have no gradient: they are dead.");
foreach (double weight in new[] { -5, 0.2 })
{
    var layer = new Dense(6, Activation.Relu) { KernelInitializer = Initializer.Constant(weight) };
    Tensor answers = layer.Call(Tensor.Uniform([32, 5], 0, 1, seed: 1));
    Console.WriteLine($"  weights {weight,4}: {answers.Greater(0).Cast(DType.Float32).Mean().ToScalar():0 %} of the answers are above 0");
}

Console.WriteLine("\nA091: a layer of 3 inputs and 2 outputs.");
(double fanIn, double fanOut) = Initializer.Fans([3, 2]);
Console.WriteLine($"  fan-in {fanIn}, fan-out {fanOut}");
Console.WriteLine($"  PyTorch's of old, uniform within 1 / sqrt(fan-in):    {1 / Math.Sqrt(fanIn):0.000000}  (A088, fan_in_uniform)");
Console.WriteLine($"  Glorot, sqrt(2 / (fan-in + fan-out)):                 {Math.Sqrt(2 / (fanIn + fanOut)):0.000000}  (A089)");
Console.WriteLine($"  uniform within sqrt(6 / (fan-in + fan-out)):          {Math.Sqrt(6 / (fanIn + fanOut)):0.000000}");
Console.WriteLine($"  He, sqrt(2 / fan-in):                                 {Math.Sqrt(2 / fanIn):0.000000}  (A090)");
Console.WriteLine($"  (The notes print sqrt(2) / (fan-in + fan-out), {Math.Sqrt(2) / (fanIn + fanOut):0.000000}: the root must cover the fraction.");
Console.WriteLine($"   And sqrt(2 / (n + 1)) for He's, {Math.Sqrt(2 / (fanIn + 1)):0.000000}: n is the fan-in, and a bias that begins at 0 adds no variance.)");
Console.WriteLine("  Limits as one likes, within 0.5 say (A092): Initializer.Uniform(-0.5, 0.5)");

Console.WriteLine("\nA093: 250 inputs that are 1, weights of variance 1: the sum has variance 250.");
Console.WriteLine($"  sqrt(250) = {Math.Sqrt(250):0.0000000}; of 200,000 units: {Sums(Initializer.Normal(1)):0}");
Console.WriteLine($"  weights times sqrt(1 / 250), which some notes call Xavier's and papers LeCun's: {Sums(Initializer.LeCunNormal):0.0}");

Console.WriteLine("\nA094: the standard deviation of ten layers' outputs (256 units each), and of a gradient of deviation 1 that has come back through all of them:");
Initializer[] all = [Initializer.Zeros, Initializer.Normal(0.01), Initializer.FanInUniform, Initializer.GlorotNormal, Initializer.HeNormal, Initializer.Normal(1)];
foreach (Activation activation in new[] { Activation.Relu, Activation.Tanh })
{
    Console.WriteLine($"  {activation + ", layer",-18}{string.Join("", Enumerable.Range(1, 10).Select(static layer => $"{layer,8}"))}    gradient");
    foreach (Initializer initializer in all)
        Console.WriteLine($"  {initializer,-18}{string.Join("", Deviations(initializer, activation).Select(static deviation => $"{Short(deviation),8}"))}");
}
Console.WriteLine("ReLU: He's keeps the size both ways, Glorot's loses half the variance in each layer, randn * 0.01 (A087) vanishes, variance 1 explodes.");
Console.WriteLine("Tanh: Glorot's keeps values and gradient within a factor of 5; with variance 1 all units are at -1 or 1, and what gradient is left explodes all the same.");

// The first layer's kernel after training, [3, 4].
static float[] Trained(Initializer initializer)
{
    var model = new Sequential([3], seed: 2)
    {
        new Dense(4, Activation.Tanh) { KernelInitializer = initializer },
        new Dense(1) { KernelInitializer = initializer },
    };
    Tensor x = Tensor.Normal([16, 3], seed: 3), y = Tensor.Normal([16, 1], seed: 4);
    var (loss, optimizer) = (new MeanSquaredError(), new Adam(0.05));
    for (int step = 0; step < 50; step++)
    {
        using var tape = GradientTape.Begin();
        optimizer.Apply(tape.Gradient(loss.Call(model.Call(x), y), model.Parameters));
    }
    return model.Parameters[0].ToArray<float>();
}

// The standard deviation of many sums of 250 terms.
static double Sums(Initializer initializer)
{
    Tensor sums = Tensor.Concat([.. Enumerable.Range(7, 5).Select(seed =>
        new Sequential([250], seed: (ulong)seed) { new Dense(40_000) { KernelInitializer = initializer } }.Call(Tensor.Ones([1, 250])))], axis: 1);
    return sums.StandardDeviation().ToScalar();
}

static double[] Deviations(Initializer initializer, Activation activation)
{
    Tensor input = Tensor.Normal([200, 256], seed: 1), x = input;
    double[] deviations = new double[11];
    using var tape = GradientTape.Begin();
    for (int i = 0; i < 10; i++)
    {
        x = new Sequential([256], seed: (ulong)i) { new Dense(256, activation) { KernelInitializer = initializer } }.Call(x);
        deviations[i] = x.StandardDeviation().ToScalar();
    }
    deviations[10] = tape.VectorJacobianProduct(x, Tensor.Normal([200, 256], seed: 2), input)[input].StandardDeviation().ToScalar();
    return deviations;
}

static string Short(double value) => value is 0 or (>= 0.01 and < 1000) ? value.ToString("0.00") : value.ToString("0E+00");

// Lesson 25: an auto-encoder learns without labels: rebuild the input through a bottleneck (A015, A078, A160 to A164).
using Hebb;

// 2,000 drawn digits of 28 by 28 pixels from 0 to 1. Loss ||x - x^||^2: the squared error, summed over a picture's pixels.
var (drawn, _) = Glyphs.Generate(seed: 1, train: 2_000, test: 10);
Batch all = drawn.Batches(drawn.Count).First();
Tensor x = (all.Inputs.Cast(DType.Float32) / 255.0).Reshape(drawn.Count, 784).Detach();
const int code = 16;

Console.WriteLine($"784 pixels through {code} numbers; squared error per picture:");
PrincipalComponents pca = PrincipalComponents.Of(x, code);
Console.WriteLine($"principal components, the best that is linear        {Error(pca.Reconstruct(pca.Transform(x)), x):F0}");

// Encoder and decoder are models of their own, and the auto-encoder is the model of both.
Sequential encoder = new([784], "encoder", seed: 1) { new Dense(128, Activation.Elu()), new Dense(code) };
Sequential decoder = new([code], "decoder", seed: 2) { new Dense(128, Activation.Elu()), new Dense(784, Activation.Sigmoid) };
Sequential deep = new([784], "autoencoder") { encoder, decoder };
Train(deep, x, epochs: 30);
Console.WriteLine($"784-128-{code}-128-784, after 30 epochs               {Error(deep.Predict(x), x):F0}");

Console.WriteLine($"\nA digit, and what the decoder makes of its {code} numbers:");
Tensor digit = x.Slice(0, 0, 1), numbers = encoder.Predict(digit), rebuilt = decoder.Predict(numbers);
Show(digit, rebuilt);

// Linear, and trained by squared error, it finds the subspace of the principal components: not the components, but what they span (A163).
Tensor mixed = Tensor.Normal([300, 6], seed: 3, type: DType.Float64) * Tensor.From([1.0, 0.8, 0.6, 0.2, 0.1, 0.05]);
Tensor small = mixed.MatMul(Tensor.Normal([6, 6], seed: 4, type: DType.Float64)).Detach();
Dense outward = new(6);
Sequential linear = new(Model.Input([6], DType.Float64)) { new Dense(3), outward };
MeanSquaredError squaredError = new();
new Lbfgs(linear.Parameters) { GradientTolerance = 1e-9, ChangeTolerance = 1e-14 }.Minimize(() => squaredError.Call(linear.Call(small), small), iterations: 1000);
double angle = PrincipalComponents.Of(small, 3).LargestAngle(outward.Kernel);
Console.WriteLine($"\nA linear auto-encoder 6-3-6 and three principal components span the same: largest angle below 0.001: {angle < 1e-3}");

// Denoising: noise goes in, the clean picture is to come out (A161).
Tensor noisy = (x + Tensor.Normal(x.Shape, 0, 0.3, seed: 5)).Detach();
Sequential denoising = new([784], "denoising", seed: 1)
{
    new GaussianNoise(0.3),   // in training only; anew in each step
    new Dense(128, Activation.Elu()), new Dense(code), new Dense(128, Activation.Elu()), new Dense(784, Activation.Sigmoid),
};
Train(denoising, x, epochs: 30);
Console.WriteLine($"\nDenoising: of the noise, {Error(noisy, x):F0} a picture, less than a third is left: {Error(denoising.Predict(noisy), x) < Error(noisy, x) / 3}");

// Sparse: a wide code of which a penalty on its size, L1, leaves few units on for any one picture (A162).
Console.WriteLine("\nSparse: units of a code of 64 that are on, on average");
foreach (double penalty in (double[])[0, 3e-4, 1e-3])
{
    Sequential wide = new([784], "encoder", seed: 1) { new Dense(64, Activation.Relu), new ActivityRegularization(new L1(penalty)) };
    Train(new Sequential([784], "sparse") { wide, new Dense(784, Activation.Sigmoid) }, x, epochs: 20);
    double on = wide.Predict(x).Greater(0.01).Cast(DType.Float32).Mean().ToScalar();
    Console.WriteLine($"L1 penalty {penalty,-6}  {64 * on:F0}");
}

static void Train(Model model, Tensor x, int epochs) =>
    new Trainer(model) { Optimizer = new Adam(2e-3) { Schedule = new CosineDecay() }, Loss = new BinaryCrossEntropy { FromLogits = false } }.Fit(x, x, epochs, batch: 50);

static double Error(Tensor rebuilt, Tensor x) => (rebuilt - x).Square().Sum().ToScalar() / x.Shape[0];

// Two pictures side by side, every second row.
static void Show(Tensor left, Tensor right)
{
    float[] a = left.ToArray<float>(), b = right.ToArray<float>();
    for (int row = 0; row < 28; row += 2) Console.WriteLine($"{Line(a, row)}  {Line(b, row)}".TrimEnd());
}

static string Line(float[] pixels, int row) => string.Concat(Enumerable.Range(0, 28).Select(i => pixels[(28 * row) + i] switch { < 0.25f => ' ', < 0.75f => '+', _ => '#' }));

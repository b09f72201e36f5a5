// Lesson 23: gradients that vanish (A058, A113, A150) and explode (A151), what else makes deep networks hard: conditioning (A152), precision (A153); and a way
// around, residual connections (A154).
using Hebb;

Console.WriteLine("A gradient is a product of slopes, one for each layer. Three small ones:");
Console.WriteLine($"0.2 * 0.1 * 0.05 = {0.2 * 0.1 * 0.05:F3}   (notes: 0.2 * 0.1 + 0.05 = 0.005; that sum would be {(0.2 * 0.1) + 0.05:F2})");
Console.WriteLine($"A sigmoid's slope is at most 1/4, ten at most 0.25^10 = {Math.Pow(0.25, 10):0.0e0}; far out, at 10, one is {Slope(10):0.0e0}.");
Console.WriteLine("(The notes blame weights, \"below 1 since N(0, 1)\"; they are not all below 1, and it is the slope.)");

Console.WriteLine("\nTen layers of 16 units. How long is the gradient of each layer's weights, from the first to the last?");
Gradient("sigmoid", Deep(10, Activation.Sigmoid, Initializer.GlorotUniform));
Gradient("tanh", Deep(10, Activation.Tanh, Initializer.GlorotUniform));
Gradient("relu", Deep(10, Activation.Relu, Initializer.HeNormal));
Gradient("relu, all dead", Deep(10, Activation.Relu, Initializer.HeNormal, bias: -100));
Console.WriteLine("(A relu whose input is below zero for every sample has slope 0, gets no gradient, and stays dead.)");

Console.WriteLine("\nA monitor sees it in a run: the last step of each epoch, in six layers of sigmoids and one of logits.");
Tensor rows = Tensor.Normal([200, 6], seed: 1);
Dataset data = Dataset.From(rows, rows[.., ..3].ArgMax(axis: 1).ToArray<int>());
GradientMonitor monitor = new();
Sequential chain = new([6], seed: 1);
for (int layer = 0; layer < 6; layer++) chain.Add(new Dense(16, Activation.Sigmoid));
chain.Add(new Dense(3));
new Trainer(chain) { Optimizer = new Sgd(0.1), Loss = new CrossEntropy(), Callbacks = [monitor] }.Fit(data, epochs: 1);
foreach (LayerSample layer in monitor.Samples[^1].Layers)
    Console.WriteLine($"{layer.Layer,-8} gradient {layer.GradientNorm:0e0}, update / weights {layer.UpdateRatio:0e0}");

Console.WriteLine("\nW = 1.5 I or 0.5 I in each layer, without activations. An input of 1 after 49 of them, and its slope to the first:");
foreach (double scale in (double[])[1.5, 0.5])
{
    Variable first = new(Tensor.From([1.0]), "x");
    using var tape = GradientTape.Begin();
    Tensor y = first;
    for (int layer = 0; layer < 49; layer++) y *= scale;
    Console.WriteLine($"{scale}^49 = {y.Sum().ToScalar():0.00e0}, slope {tape.Gradient(y.Sum(), first)[first].ToScalar():0.00e0}");
}

Console.WriteLine("\nTwelve linear layers that begin with 1.5 I shall learn y = x. Losses after 1, 10, 100 and 1000 steps:");
Console.WriteLine($"Sgd(0.01)                    {Losses(null)}");
Console.WriteLine($"clipped to a norm of 1       {Losses(GradientClipping.ByGlobalNorm(1))}");
Console.WriteLine("A clipped gradient keeps its direction, and takes a step of a length that is bearable.");

Console.WriteLine("\nConditioning: a valley (x^2 + kappa y^2) / 2, from (1, 1). Steps of Sgd at its best rate, 2 / (1 + kappa), until within 1e-6:");
foreach (int kappa in (int[])[1, 10, 100, 1000])
{
    double root = Math.Sqrt(kappa);
    Sgd plain = new(2.0 / (1 + kappa)), heavy = new(Math.Pow(2 / (root + 1), 2)) { Momentum = Math.Pow((root - 1) / (root + 1), 2) };
    Console.WriteLine($"kappa {kappa,4}: {Steps(plain, kappa),5}, with the best momentum {Steps(heavy, kappa),4}");
}
Console.WriteLine("The steps grow with kappa, with momentum with its root. Scaling the inputs (lesson 20) makes kappa small in the first place.");

Console.WriteLine("\nPrecision: (f(1 + eps) - f(1 - eps)) / 2 eps of theta^3, which is 3:");
foreach (double eps in (double[])[1e-2, 1e-4, 1e-7])
    Console.WriteLine($"eps {eps:0e0}: single {Quotient(Tensor.From([1f]), eps):F4}, double {Quotient(Tensor.From([1.0]), eps):F4}");
Console.WriteLine($"Half precision: a gradient of 1e-8 is {(Half)1e-8f}; with the loss times 1024 it is kept: {(float)(Half)(1e-8f * 1024) / 1024:0e0}.");
Console.WriteLine("Single precision suffices for training; gradients are checked in double. (Weight decay, in the notes' list, is for generalisation.)");

Console.WriteLine("\nResidual connections: x + f(x) in place of f(x), so that each slope is 1 + something. 24 layers, three classes (a guess: 1.10):");
foreach (bool residual in (bool[])[false, true])
{
    Tensor input = Model.Input([6]), x = input.Apply(new Dense(16, Activation.Tanh));
    for (int layer = 0; layer < 24; layer++)
    {
        Tensor f = x.Apply(new Dense(16, Activation.Sigmoid));
        x = residual ? x + f - 0.5 : f;                       // 0.5 is the middle of a sigmoid
    }
    Trainer trainer = new(new Functional(input, x.Apply(new Dense(3)), seed: 1)) { Optimizer = new Adam(0.003), Loss = new CrossEntropy() };
    History history = trainer.Fit(data, epochs: 20);
    string losses = string.Join("  ", ((int[])[1, 5, 20]).Select(epoch => $"{history.Epochs[epoch - 1].Training.Loss:F2}"));
    Console.WriteLine($"{(residual ? "x + f(x)" : "f(x)"),-9} loss after epoch 1, 5, 20: {losses}");
}

static double Slope(double z) => 1 / (1 + Math.Exp(-z)) * (1 / (1 + Math.Exp(z)));

static Sequential Deep(int layers, Activation activation, Initializer start, double bias = 0)
{
    Sequential model = new(Model.Input([16], DType.Float64), seed: 1);
    for (int layer = 0; layer < layers; layer++)
        model.Add(new Dense(16, activation) { KernelInitializer = start, BiasInitializer = Initializer.Constant(bias) });
    return model;
}

static void Gradient(string what, Sequential model)
{
    using var tape = GradientTape.Begin();
    Tensor loss = (model.Call(Tensor.Normal([8, 16], seed: 2, type: DType.Float64)) - 1).Square().Mean();
    Gradients gradients = tape.Gradient(loss, model.Parameters);
    Console.WriteLine($"{what,-15} {string.Join("  ", model.Layers.Select(layer => $"{gradients[((Dense)layer).Kernel].Norm().ToScalar():0e0}"))}");
}

static string Losses(GradientClipping? clipping)
{
    Sequential model = new(Model.Input([2], DType.Float64));
    for (int layer = 0; layer < 12; layer++) model.Add(new Dense(2) { UseBias = false });
    foreach (Dense layer in model.Layers.Cast<Dense>()) layer.Kernel.Assign(Tensor.Eye(2, DType.Float64) * 1.5);
    Tensor x = Tensor.Normal([16, 2], seed: 1, type: DType.Float64);
    Trainer trainer = new(model) { Optimizer = new Sgd(0.01), Loss = new MeanSquaredError(), Clipping = clipping };
    History history = trainer.Fit(Dataset.From(x, x), epochs: 1000, batch: 16);
    IEnumerable<double> losses = ((int[])[1, 10, 100, 1000]).Select(step => history.Epochs[step - 1].Training.Loss);
    return string.Join("  ", losses.Select(loss => loss < 1e-9 ? "below 1e-9" : $"{loss:0.0e0}"));
}

static int Steps(Optimizer optimizer, int kappa)
{
    Variable place = new(Tensor.From([1.0, 1.0]), "place");
    for (int step = 0; ; step++)
    {
        if (place.Norm().ToScalar() < 1e-6) return step;
        using var tape = GradientTape.Begin();
        optimizer.Apply(tape.Gradient((place.Square() * Tensor.From([0.5, 0.5 * kappa])).Sum(), place));
    }
}

static double Quotient(Tensor theta, double eps) => ((Cube(theta + eps) - Cube(theta - eps)) / (2 * eps)).ToScalar();

static Tensor Cube(Tensor theta) => theta * theta * theta;

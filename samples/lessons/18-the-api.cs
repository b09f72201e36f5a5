// Lesson 18: the interface. The notes' TensorFlow and Keras programs, line by line in C# (A221 to A233, A235, A017).
using Hebb;

Console.WriteLine("A tensor is an array of any number of axes (A221, A223):");
foreach (Tensor t in (Tensor[])[Tensor.Scalar(7), Tensor.From(1f, 2f), Tensor.From(new[,] { { 1f, 2f }, { 3f, 4f } }), Tensor.Zeros([2, 3, 4])])
    Console.WriteLine($"rank {t.Rank}  shape {t.Shape}");
Tensor random = Tensor.Normal([1000], seed: 1), even = Tensor.Uniform([1000], seed: 1);
Console.WriteLine($"np.random.randn is Tensor.Normal, mean {random.Mean().ToScalar():F1}; np.random.rand is Tensor.Uniform, mean {even.Mean().ToScalar():F1}");
Tensor m = Tensor.From(new[,] { { 1f, 2f }, { 3f, 4f } });
Console.WriteLine($"np.multiply is m * m: {Row(m * m)}   np.dot is m.MatMul(m): {Row(m.MatMul(m))}");

Console.WriteLine("\ntf.constant is Tensor.From, tf.Variable a Variable, tf.placeholder a Model.Input (A222):");
Variable w = new(Tensor.Zeros([784, 10]), "w");
w.Assign(w + 1);
Console.WriteLine($"w {w.Shape}, sum {w.Sum().ToScalar():#,0}   b {Tensor.Zeros([10]).Shape}   placeholder {Model.Input([784])}");

Console.WriteLine("(Placeholders were TensorFlow 1's; today an input has a shape and no values, there as here.)");

Console.WriteLine("\nSequential, with names; layers of 2, 3 and 4 units on x of 3 x 3 (A226):");
var model = new Sequential([3], "notes", seed: 1)
{
    new Dense(2, Activation.Relu) { Name = "layer1" },
    new Dense(3, Activation.Relu) { Name = "layer2" },
    new Dense(4) { Name = "layer3" },
};
Tensor x = Tensor.Ones([3, 3]);
Tensor y = model.Call(x);
Console.WriteLine($"y {y.Shape}, all zeros for x = zeros: {model.Call(Tensor.Zeros([3, 3])).Abs().Max().ToScalar() == 0}");
foreach (Layer layer in model.Layers) Console.WriteLine($"{layer.Name}: {string.Join(" and ", layer.Weights.Select(weight => weight.Shape))}");

Console.WriteLine("\nThe same by calling layer after layer (A227). (The notes: model(keras.layers.Layer3(...)). It is layer3(layer2(layer1(x))).)");
Layer layer1 = model.Layers[0], layer2 = model.Layers[1], layer3 = model.Layers[2];
Console.WriteLine($"equal bits: {Equal(layer3.Call(layer2.Call(layer1.Call(x))), y)}");

Console.WriteLine("\nA model is a stack of layers (A228):");
Console.WriteLine($"layers {model.Layers.Count}, popped {model.Pop().Name}, layers {model.Layers.Count}, output {model.Call(x).Shape}");
model.Add(new Dense(5) { Name = "layer4" });
Console.WriteLine($"added {model.Layers[^1].Name}, layers {model.Layers.Count}, output {model.Call(x).Shape}");

Console.WriteLine("\nWeights are made when the input is known (A229):");
var dense = new Dense(3);
Console.WriteLine($"before the first call {dense.Weights.Count()}");
dense.Call(Tensor.Ones([1, 4]));
Console.WriteLine($"after it {string.Join(" and ", dense.Weights.Select(weight => weight.Shape))}: (1, 4) times (4, 3) plus (3)");
Console.WriteLine("(The notes read layer.layers.weights right after Dense(4). It is layer.weights, and empty until the layer has seen an input.)");
Console.WriteLine("The notes draw (1, 4) times a 3 x 3 matrix. The inner sizes must match:");
Try(() => Tensor.Ones([1, 4]).MatMul(Tensor.Ones([3, 3])));

Console.WriteLine("\nThe functional API: a graph of layers (A230). 784 inputs, a skip, two outputs:");
Tensor image = Model.Input([784]);
Tensor hidden = image.Apply(new Dense(64, Activation.Relu));
Tensor deeper = hidden.Apply(new Dense(64, Activation.Relu)) + hidden;
var graph = new Functional([image], [deeper.Apply(new Dense(10)), deeper.Apply(new Dense(1))]);
Console.WriteLine($"outputs {string.Join(" and ", graph.CallAll(Tensor.Ones([2, 784])).Select(output => output.Shape))}");
Tensor left = Model.Input([8]), right = Model.Input([8]);
var shared = new Dense(4, Activation.Tanh);
var twins = new Functional([left, right], [(left.Apply(shared) - right.Apply(shared)).Abs().Sum(axis: -1)], seed: 1);
Tensor a = Tensor.Normal([1, 8], seed: 1);
Console.WriteLine($"one layer for two inputs: {shared.Weights.Count()} weights, distance of a from itself {twins.Call(a, a)[0].ToScalar()}");

Console.WriteLine("\nSequential is for one input and one output (A232); with more it says:");
Try(() => model.Call(x, x));

Console.WriteLine("\nA layer is state and a computation, and may be made of layers (A231):");
var gated = new GatedLinear(5);
Console.WriteLine($"{gated.Call(Tensor.Ones([2, 3])).Shape}, weights {string.Join(", ", gated.Weights.Select(weight => $"{weight.Name} {weight.Shape}"))}");

Console.WriteLine("\nDoes a mini-batch fit into memory (A235)? The activations of 784-512-512-10, beside its weights:");
ModelSummary size = new Sequential([784]) { new Dense(512, Activation.Relu), new Dense(512, Activation.Relu), new Dense(10) }.Summary();
foreach (int samples in (int[])[32, 512, 60_000])
    Console.WriteLine($"batch {samples,6:#,0}: {samples * size.ActivationBytes / 1048576.0,6:F1} MB, and weights {size.WeightBytes / 1048576.0:F1} MB");
Console.WriteLine("model.Summary(batch) adds gradients, Adam's averages, the data and the time of a step; trainer.Estimate(data, batch) does for any optimizer.");

Console.WriteLine("\nTwo inputs of different kinds, as a car has them: a picture and radar give the position (A017).");
Tensor pixels = Tensor.Uniform([256, 8, 8, 1], seed: 1), radar = Tensor.Normal([256, 3], seed: 2);
Tensor position = Tensor.Concat([pixels.Mean(axis: 1).Mean(axis: 1) * 4, radar.Sum(axis: 1, keepDims: true)], axis: 1);
Tensor camera = Model.Input([8, 8, 1]), echoes = Model.Input([3]);
Tensor seen = camera.Apply(new Conv2D(4, 3, Activation.Relu)).Apply(new Flatten());
Tensor joined = new Concatenate().Call(seen, echoes.Apply(new Dense(8, Activation.Relu)));
var car = new Functional([camera, echoes], [joined.Apply(new Dense(2))], "car", seed: 1);
var (loss, adam) = (new MeanSquaredError(), new Adam(0.01));
for (int step = 0; step <= 100; step++)
{
    using var tape = GradientTape.Begin();
    Tensor cost = loss.Call(car.Call(pixels, radar), position);
    if (step is 0 or 10 or 30 or 100) Console.WriteLine($"step {step,3}: cost {cost.ToScalar():F1}");
    adam.Apply(tape.Gradient(cost, car.Parameters));
}

Console.WriteLine("\nA network from arrays, and its twin from layers (A233): exclusive or, 200 steps each.");
Tensor inputs = Tensor.From(new[,] { { 0f, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }), targets = Tensor.From([0f, 1, 1, 0], [4, 1]);
var twin = new Sequential([2], seed: 1) { new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid) };
Variable[] weights = [.. twin.Weights.Select(weight => new Variable(weight, weight.Name))];   // w1, b1, w2, b2 with the same first values
for (int step = 0; step < 200; step++)
{
    using var tape = GradientTape.Begin();
    Tensor h = (inputs.MatMul(weights[0]) + weights[1]).Tanh(), o = (h.MatMul(weights[2]) + weights[3]).Sigmoid();
    Gradients gradients = tape.Gradient((o - targets).Square().Mean(), weights);
    foreach (Variable weight in weights) weight.Assign(weight - (0.5 * gradients[weight]));
}
new Trainer(twin) { Optimizer = new Sgd(0.5), Loss = new MeanSquaredError() }.Fit(inputs, targets, epochs: 200, batch: 4);
double apart = twin.Weights.Zip(weights).Max(pair => (pair.First - pair.Second).Abs().Max().ToScalar());
Console.WriteLine($"weights apart by less than 1e-5: {apart < 1e-5}");

static string Row(Tensor t) => string.Join(" ", t.ToArray<float>());

static bool Equal(Tensor a, Tensor b) => a.ToArray<float>().SequenceEqual(b.ToArray<float>());

static void Try(Action call)
{
    try
    {
        call();
    }
    catch (HebbException e)
    {
        Console.WriteLine($"  {e.Message.Replace("\n", "\n  ")}");
    }
}

sealed class GatedLinear(int units) : Layer
{
    private readonly Dense _value = new(units), _gate = new(units, Activation.Sigmoid);
    private Parameter _scale = null!;

    protected override IEnumerable<Module> Children => [_value, _gate];

    protected override void Build(Shape input) => _scale = AddParameter("scale", [units], Initializer.Ones);

    protected override Tensor Forward(Tensor x) => _value.Call(x) * _gate.Call(x) * _scale;
}

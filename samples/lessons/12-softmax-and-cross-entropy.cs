// Lesson 12: softmax and cross entropy belong together: the derivative of the one after the other is p - y (A055, A072, A073, A077, A222).
using Hebb;

Console.WriteLine("Scores 5, 2, -1, 3 as probabilities:   (the notes: 0.842 0.042 0.002 0.114)");
Tensor scores = Tensor.From([5.0, 2, -1, 3], [1, 4]);
Tensor p = scores.Softmax();
Console.WriteLine($"softmax {Text(p)}   sum {p.Sum().ToScalar():F7}");
Tensor two = Tensor.From(0.7, 0.0).Softmax(), one = Tensor.From(0.7).Sigmoid();
Console.WriteLine($"of two scores, z and 0, it is the logistic function: {Text(two)} and sigmoid(0.7) = {Text(one)}");

Console.WriteLine("\nYes or no costs -[y log a + (1 - y) log(1 - a)]: little where a is right, much where it is sure and wrong.");
Tensor a = Tensor.From([0.99, 0.9, 0.5, 0.1, 0.01], [5, 1]);
var binary = new BinaryCrossEntropy { FromLogits = false, Reduction = Reduction.None };
Console.WriteLine($"a       {Text(a)}");
Console.WriteLine($"y = 1   {Text(binary.Call(a, Tensor.Ones([5, 1])))}");
Console.WriteLine($"y = 0   {Text(binary.Call(a, Tensor.Zeros([5, 1])))}");
Tensor ends = Tensor.From([0.0, 1], [2, 1]), wrong = Tensor.From([1f, 0f], [2, 1]);
Console.WriteLine($"a = 0 or 1 and wrong: {binary.Call(ends, wrong)[0].ToScalar():F2}, not infinity: probabilities are kept 1e-7 away from 0 and 1.");
var fromLogits = new BinaryCrossEntropy { Reduction = Reduction.None };
Tensor sure = fromLogits.Call(Tensor.Full([1, 1], -1000), Tensor.Ones([1, 1]));
Console.WriteLine($"From the score itself nothing is lost: z = -1000 and y = 1 cost {sure.Sum().ToScalar()}.");

Console.WriteLine("\nOne of several classes costs -log p of the right one. p = (0.2, 0.1, 0.7, 0) and class 3 of 1 to 4:");
Tensor guess = Tensor.From([0.2, 0.1, 0.7, 0], [1, 4]);
var ofProbabilities = new CrossEntropy { FromLogits = false };
Console.WriteLine($"notes -log 0.7   {-Math.Log(0.7):F7}");
Console.WriteLine($"one-hot          {ofProbabilities.Call(guess, Tensor.From([0f, 0, 1, 0], [1, 4])).ToScalar():F7}");
Console.WriteLine($"class number 2   {ofProbabilities.Call(guess, Tensor.From([2])).ToScalar():F7}   (counted from 0)");

Console.WriteLine("\nBetween distributions, cross entropy is the entropy of the labels plus the Kullback-Leibler divergence:");
Tensor q = Tensor.From([0.5, 0.25, 0.25], [1, 3]), logits = Tensor.From([0.3, -1.2, 0.45], [1, 3]);
double entropy = -(q * q.Log()).Sum().ToScalar(), divergence = new KLDivergence().Call(logits, q).ToScalar();
Console.WriteLine($"{entropy:F7} + {divergence:F7} = {entropy + divergence:F7}, and CrossEntropy says {new CrossEntropy().Call(logits, q).ToScalar():F7}");

Console.WriteLine("\nThe derivative of the cost by the scores is p - y, for softmax as for the single neuron (lesson 06):");
Tensor label = Tensor.From([0.0, 0, 0, 1], [1, 4]);
using (var tape = GradientTape.Begin())
{
    Tensor slope = tape.Gradient(new CrossEntropy().Call(scores, label), scores)[scores];
    Console.WriteLine($"by the tape  {Text(slope)}");
    Console.WriteLine($"p - y        {Text(p - label)}");
}

// Softmax regression, as in every first TensorFlow program: a placeholder [None, 784], Variable(zeros([784, 10])), Variable(zeros([10])).
bool real = args is ["mnist"];                                          // dotnet run samples/lessons/12-softmax-and-cross-entropy.cs -- mnist
(Dataset train, Dataset test) = real ? Mnist.Load() : Glyphs.Generate(seed: 1, train: 3_000, test: 1_000);
Console.WriteLine($"\nSoftmax regression on {(real ? "MNIST" : "drawn digits")}, with two variables and a loop:");
Variable w = new(Tensor.Zeros([784, 10]), "w"), b = new(Tensor.Zeros([10]), "b");
var loss = new CrossEntropy();
var sgd = new Sgd(0.5);
const int Epochs = 5;
for (int epoch = 0; epoch < Epochs; epoch++)
    foreach (Batch batch in train.Shuffle(seed: (ulong)epoch).Batches(100))
    {
        using var tape = GradientTape.Begin();
        Tensor cost = loss.Call(Pixels(batch.Inputs).MatMul(w) + b, batch.Labels);
        sgd.Apply(tape.Gradient(cost, [w, b]));
    }
var accuracy = new Accuracy();
foreach (Batch batch in test.Batches(500)) accuracy.Update(Pixels(batch.Inputs).MatMul(w) + b, batch.Labels);
Console.WriteLine($"right on {accuracy.Result:P1} of the test digits" + (real ? "   (the tutorials say about 92 %)" : ""));

Console.WriteLine("The same with a model and a trainer:");
Tensor placeholder = Model.Input([28, 28, 1]);                          // an Input of today: tf.placeholder is TensorFlow 1 only
Tensor output = (placeholder / 255).Reshape([-1, 784]).Apply(new Dense(10) { KernelInitializer = Initializer.Zeros });
var trainer = new Trainer(new Functional(placeholder, output)) { Optimizer = new Sgd(0.5), Loss = new CrossEntropy(), Metrics = [new Accuracy()] };
trainer.Fit(train, Epochs, batch: 100);
Console.WriteLine($"right on {trainer.Evaluate(test)["accuracy"]:P1}   (in another order of the samples)");

static Tensor Pixels(Tensor images) => images.Reshape([-1, 784]) / 255;

static string Text(Tensor values) => string.Join(" ", values.Cast(DType.Float64).ToArray<double>().Select(v => (Math.Round(v, 7) + 0.0).ToString("F7")));

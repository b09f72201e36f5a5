// Copy this file and put your own data and network into it: the ten steps of docs/how-to-train.md, in order (A144).
// Outside this repository it begins with two lines, #:package Hebb@0.1.0 and #:property PublishAot=false, and beside it lies the nuget.config of
// README's section Install.
using Hebb;

// 1. Look at the data. Yours come from Dataset.From(arrays), CsvFile (Hebb.Formats), ImageFolder, or Mnist.Load().
var (all, test) = Glyphs.Generate(seed: 1, train: 3_000, test: 500);
Console.WriteLine($"{all.Count} samples {all.InputShape}, classes {string.Join(' ', all.ClassNames)}; of each: {string.Join(' ', CountClasses(all))}");

// 2. Split: validation chooses, the test set is met once, at the end.
var (fit, validation) = all.Split(0.2, seed: 1);

// 3. Scale the inputs inside the model.  4. The smallest network that might do, ending in a unit for each class.
Sequential Network(double dropout) => new([28, 28, 1], "mine", seed: 1)
{
    new Rescaling(1 / 255.0),
    new Flatten(),
    new Dense(64, Activation.Relu),
    new Dropout(dropout),
    new Dense(10),
};

// 5. Output and loss belong together: logits and cross entropy.  6. Adam, its rate falling along a cosine.
Trainer Training(Model model) => new(model)
{
    Optimizer = new Adam(3e-3) { Schedule = new CosineDecay() },
    Loss = new CrossEntropy(),
    Metrics = [new Accuracy()],
    Seed = 1,
};

// 7. Overfit a few samples on purpose: if that fails, something is broken.
Trainer few = Training(Network(dropout: 0));
few.Fit(fit.Take(20), epochs: 60, batch: 20);
Console.WriteLine($"20 samples by heart: {few.Evaluate(fit.Take(20))["accuracy"]:P0}");

// 8. All of them; close the gap with dropout.  9. Tune what matters, by the validation set alone.
double best = 0, bestDropout = 0;
foreach (double dropout in (double[])[0, 0.2, 0.4])
{
    Trainer trial = Training(Network(dropout));
    trial.Fit(fit, epochs: 12, batch: 64, validation: validation);
    double accuracy = trial.Evaluate(validation)["accuracy"];
    if (accuracy > best) (best, bestDropout) = (accuracy, dropout);
}
Console.WriteLine($"the best of three dropout rates has more than 85 % of the validation set right: {best > 0.85}");

// 10. Train with the best settings on everything but the test set; test once; save; use. (Fit says how it goes with progress: new TextProgress(Console.Out).)
Model model = Network(bestDropout);
Trainer trainer = Training(model);
trainer.Fit(all, epochs: 12, batch: 64);
Console.WriteLine($"test accuracy above 90 %: {trainer.Evaluate(test)["accuracy"] > 0.9}");
string file = Path.Combine(Path.GetTempPath(), $"mine-{Environment.ProcessId}.hebb");
model.Save(file);
Tensor images = test.Batches(5).First().Inputs, said = Model.Load(file).Predict(images).ArgMax(axis: -1);
Console.WriteLine($"the saved model agrees: {said.ToArray<int>().SequenceEqual(model.Predict(images).ArgMax(axis: -1).ToArray<int>())}");
File.Delete(file);

static int[] CountClasses(Dataset data) => [.. Enumerable.Range(0, data.Count).GroupBy(data.LabelAt).OrderBy(g => g.Key).Select(g => g.Count())];

using System.Globalization;
using Hebb;

// Everything that trimming could break: layers made by name, JSON, emitted code, checkpoints, files.
string folder = Directory.CreateTempSubdirectory("hebb-package-").FullName;
string checkpoint = Path.Combine(folder, "run.hebb"), file = Path.Combine(folder, "digits.hebb");

var (train, test) = Glyphs.Generate(seed: 1, train: 3_000, test: 500);
Sequential Network() => new([28, 28, 1], "digits", seed: 1)
{
    new Rescaling(1 / 255.0),
    new Conv2D(6, 5, Activation.Relu),
    new MaxPooling2D(2),
    new BatchNormalization(),
    new Flatten(),
    new Dropout(0.1),
    new Dense(10),
};
Trainer Make() => new(Network())
{
    Optimizer = new Adam(3e-3) { Schedule = new CosineDecay() },
    Loss = new CrossEntropy(),
    Metrics = [new Accuracy()],
    Callbacks = [new Checkpoint(checkpoint), new EarlyStopping(5), new CsvLog(Path.Combine(folder, "history.csv"))],
};

Make().Fit(train, epochs: 1, batch: 64);
Trainer trainer = Make();
trainer.LoadCheckpoint(checkpoint);
History history = trainer.Fit(train, epochs: 3, batch: 64);
trainer.Model.Save(file);
Evaluation result = trainer.Evaluate(test);
Tensor images = test.Batches(10).First().Inputs;
bool same = Model.Load(file).Predict(images).ToArray<float>().SequenceEqual(trainer.Model.Predict(images).ToArray<float>());
GradientCheck.Verify(x => x.Softmax(axis: -1), Tensor.Normal([4, 7], seed: 1));
Directory.Delete(folder, recursive: true);

Console.WriteLine(trainer.Model.Summary());
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epochs {history.Epochs.Count}; loads the same: {same}; accuracy {result["accuracy"]:0.000}"));

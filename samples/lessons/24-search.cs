// Lesson 24: searching for hyperparameters. Training finds the parameters; what training itself depends on is found around it (A141, A142, A144).
using Hebb;

(Dataset drawn, Dataset test) = Glyphs.Generate(seed: 1, train: 1000, test: 1000);
(Dataset fit, Dataset validation) = drawn.Split(0.4, seed: 1);

Console.WriteLine("Parameters are what training finds, hyperparameters what it is told (A141):");
Sequential small = Network(units: 16, seed: 1);
Console.WriteLine($"found    {string.Join(", ", small.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}"))}: {small.Parameters.Sum(parameter => parameter.Count):#,0} numbers");
Console.WriteLine("told     learning rate and decay, beta, batch, layers, units, activation, initialization, penalties, dropout; of a convolution kernel, stride,");
Console.WriteLine("         padding and pooling. Here they are values with names, and ranges to search in:");
Console.WriteLine($"values   {new HyperParameters(("learning_rate", 3e-3), ("units", 16), ("activation", "relu"), ("batch_norm", false))}");
SearchSpace space = [Hyperparameter.Float("learning_rate", 1e-5, 1, log: true), Hyperparameter.Int("units", 2, 32, log: true)];
foreach (Hyperparameter one in space) Console.WriteLine($"range    {one}");

Console.WriteLine("\nBy hand: train, look, change one thing, train again. Digits, 600 to train with, 400 to judge by, 10 epochs:");
foreach (double rate in (double[])[1e-5, 1e-3, 1e-2, 1]) Console.WriteLine($"learning rate {rate,-7:0.#####} validation loss {Shown(ValidationLoss(rate, 16, 10, seed: 1))}");
Console.WriteLine("The rate matters by factors, hence \"log\": 0.001 to 0.01 is as long a way as 0.01 to 0.1.");

Console.WriteLine("\nGrid or random? 25 trials, two hyperparameters from 0 to 1, of which only the first matters. What each has tried of it (A142):");
SearchSpace square = [Hyperparameter.Float("important", 0, 1), Hyperparameter.Float("unimportant", 0, 1)];
SearchMethod[] layouts = [new GridSearch(points: 5), new RandomSearch(trials: 25) { Seed = 4 }];
SearchResult[] tried = [.. layouts.Select(method => new Tuner(square, method).Search(trial => Math.Abs(trial.Values.Float("important") - 0.6180)))];
foreach ((string name, SearchResult result) in ((string, SearchResult)[])[("grid", tried[0]), ("random", tried[1])])
{
    double[] values = [.. result.Trials.Select(trial => trial.Trial.Values.Float("important")).Distinct().Order()];
    Console.WriteLine($"{name,-8} {result.Trials.Count} trials, {values.Length,2} values; nearest to the best one, 0.618: {result.Best!.Trial.Values.Float("important"):.000}");
    Console.WriteLine($"         {string.Join(" ", values.Select(value => value.ToString(".000")))}");
}
Console.WriteLine("\ngrid                    random    (important to the right, unimportant upwards; the best column lies under the v)");
Console.WriteLine($"{"v",14}{"v",24}");
foreach ((string left, string right) in Picture(tried[0]).Zip(Picture(tried[1]))) Console.WriteLine($"{left}   {right}".TrimEnd());
Console.WriteLine("The grid trains five networks for each value that it tries. Few hyperparameters matter, and nobody knows beforehand which.");

Console.WriteLine("\nLearning from the trials so far: a Gaussian process guesses the loss everywhere, and the next trial is where most improvement is expected.");
Console.WriteLine("How far from the least value of (x - 0.3)^2 + (y - 0.7)^2, median of seven searches:");
Console.WriteLine("trials   random   Bayesian");
foreach (int trials in (int[])[8, 12, 24])
    Console.WriteLine($"{trials,-8} {Median(seed => new RandomSearch(trials) { Seed = seed }),-8} {Median(seed => new BayesianOptimization(trials) { Seed = seed })}");

Console.WriteLine("\nThe digits again, in ten lines: 12 trials, a trial trains a network and gives back what is to become small.");
var tuner = new Tuner(space, new BayesianOptimization(trials: 12) { Seed = 1 });
SearchResult search = tuner.Search(trial => ValidationLoss(trial.Values.Float("learning_rate"), trial.Values.Int("units"), 10, trial.Seed));
Console.WriteLine("rank  trial  validation loss  learning rate");
foreach ((int i, TrialResult result) in search.Ranked.Index().Where(one => one.Index is 0 or 1 or 11))
    Console.WriteLine($"{i + 1,4}  {result.Trial.Number,5}  {Shown(result.Score),15}  {result.Trial.Values.Float("learning_rate"):0e+0}");

Console.WriteLine("\nHyperband: many settings for few epochs, the best third of them for three times as many, and so on. Up to 9 epochs:");
SearchResult band = new Tuner(space, new Hyperband(epochs: 9) { Seed = 1 })
    .Search(trial => ValidationLoss(trial.Values.Float("learning_rate"), trial.Values.Int("units"), trial.Epochs!.Value, trial.Seed));
foreach (var rung in band.Trials.GroupBy(result => result.Trial.Epochs!.Value).OrderBy(rung => rung.Key))
    Console.WriteLine($"epochs {rung.Key}: {rung.Count(),2} trials, best validation loss {Shown(rung.Min(result => result.Score))}");
int spent = band.Trials.Sum(result => result.Trial.Epochs!.Value), settings = band.Trials.Select(result => result.Trial.Values).Distinct().Count();
Console.WriteLine($"{settings} settings for {spent} epochs; all of them to the end would be {settings * 9}.");

Console.WriteLine("\nValidation data chose, so they no longer say how good the choice is on new data. The test set does, once:");
HyperParameters best = search.Best!.Trial.Values;
Trainer chosen = Fitted(best.Float("learning_rate"), best.Int("units"), 10, search.Best.Trial.Seed);
Console.WriteLine($"test accuracy above 80 %: {chosen.Evaluate(test)["accuracy"] > 0.8}");
Console.WriteLine("""

    Train, tune, repeat (A144): say what is wanted; get something to run; make it fit the training data; make it good on new data. Searching belongs
    to the fourth stage, not before. docs/how-to-train.md has the ten steps; hebb tune searches in several processes, and goes on where it was killed.
    """);

static Sequential Network(int units, ulong seed) =>
    new([28, 28, 1], seed: seed) { new Rescaling(1 / 255.0), new Flatten(), new Dense(units, Activation.Relu), new Dense(10) };

Trainer Fitted(double rate, int units, int epochs, ulong seed)
{
    var trainer = new Trainer(Network(units, seed)) { Optimizer = new Adam(rate), Loss = new CrossEntropy(), Metrics = [new Accuracy()], Seed = seed };
    trainer.Fit(fit, epochs);
    return trainer;
}

double ValidationLoss(double rate, int units, int epochs, ulong seed) => Fitted(rate, units, epochs, seed).Evaluate(validation).Loss;

string Median(Func<ulong, SearchMethod> method)
{
    static double Bowl(Trial trial) => Math.Pow(trial.Values.Float("important") - 0.3, 2) + Math.Pow(trial.Values.Float("unimportant") - 0.7, 2);
    double[] distances = [.. Enumerable.Range(1, 7).Select(seed => Math.Sqrt(new Tuner(square, method((ulong)seed)).Search(Bowl).Best!.Score)).Order()];
    return distances[3].ToString("0.00");
}

static string Shown(double loss) => loss > 10 ? "above 10" : loss.ToString("F1");

// A row for each fifth of what does not matter, a column for each 21st of what does.
static IEnumerable<string> Picture(SearchResult result)
{
    for (int row = 4; row >= 0; row--)
    {
        char[] line = [.. Enumerable.Repeat('.', 21)];
        foreach (TrialResult trial in result.Trials)
            if (Math.Min((int)(trial.Trial.Values.Float("unimportant") * 5), 4) == row) line[(int)Math.Round(trial.Trial.Values.Float("important") * 20)] = 'o';
        yield return new(line);
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using Hebb.Benchmarks.Report;

namespace Hebb.Benchmarks.Tables;

/// <summary>Small networks on published tables, cross-validated on the same folds in Hebb and in scikit-learn.</summary>
internal static class CrossValidation
{
    private const int Parts = 10, Repeats = 5;

    /// <summary>Measures and writes the report.</summary>
    public static int Run(string[] options)
    {
        string file = "bench/results/tabular.md";
        ulong seed = 1;
        IReadOnlyList<Problem> problems = Problem.All;
        for (int i = 0; i < options.Length; i += 2)
        {
            string? value = i + 1 < options.Length ? options[i + 1] : null;
            if (options[i] == "--out" && value is not null) file = value;
            else if (options[i] == "--seed" && ulong.TryParse(value, out ulong chosen)) seed = chosen;
            else if (options[i] == "--only" && value?.Split(',') is { } names && names.All(static name => Problem.All.Any(known => known.Name == name)))
                problems = [.. Problem.All.Where(problem => names.Contains(problem.Name))];
            else return Program.Fail($"tabular: '{options[i]} {value}' is none of --only NAME,..., --seed S, --out FILE\n"
                + $"names: {string.Join(", ", Problem.All.Select(static problem => problem.Name))}");
        }
        if (FindTables() is not { } folder) return Program.Fail("tabular: no tables; name the folder that holds the folder 'tabular' in HEBB_DATA");
        if (Peer.Script("sklearn_peer.py") is not { } script)
            return Program.Fail("tabular: bench/peers/sklearn_peer.py is not below this folder; run it from the repository's root");
        if (Peer.Python("sklearn") is not { } python)
            return Program.Fail("tabular: no Python with scikit-learn here; set PYTHON to one (Debian's package: python3-sklearn)");

        List<(Problem Problem, DataTable Table, Scores Ours, Scores Theirs)> results = [];
        foreach (Problem problem in problems)
        {
            DataTable table = problem.Read(folder);
            FeatureSpace space = problem.Space(table);
            var folds = new KFold(Parts) { Repeats = Repeats }.Rows(table.Count, seed, problem.IsClassification ? table.Classes(space.Target!.Name) : null);
            Scores ours = Hebb(problem, table, folds), theirs = Sklearn(problem, table, folds, python, script);
            Console.WriteLine($"{problem.Name}: Hebb {ours}, scikit-learn {theirs}; {ours.Seconds:F1} s and {theirs.Seconds:F1} s of processor time");
            results.Add((problem, table, ours, theirs));
        }
        File.WriteAllText(file, Report(results, seed));
        return 0;
    }

    private static Scores Hebb(Problem problem, DataTable table, IReadOnlyList<(int Repeat, int Number, int[] Train, int[] Validation)> folds)
    {
        TimeSpan begin = Process.GetCurrentProcess().TotalProcessorTime;
        double[] scores = new double[folds.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            DataTable train = table.Subset(folds[i].Train), held = table.Subset(folds[i].Validation);
            FeatureSpace space = problem.Space(table).Adapt(train);
            Sequential model = problem.Network(space, (ulong)i);
            new Trainer(model)
            {
                Optimizer = new AdamW(problem.LearningRate) { WeightDecay = problem.WeightDecay, Schedule = new CosineDecay() },
                Loss = problem.IsClassification ? new CrossEntropy() : new MeanSquaredError(),
                Seed = (ulong)i,
            }.Fit(space.Encode(train), problem.Epochs, problem.Batch);
            IReadOnlyList<string> truth = held.Column(space.Target!.Name);
            scores[i] = problem.IsClassification ? Accuracy(space.PredictClasses(model, held), truth)
                : Determination(space.Predict(model, held), [.. truth.Select(static text => double.Parse(text))]);
        }
        return new(scores, (Process.GetCurrentProcess().TotalProcessorTime - begin).TotalSeconds, "");
    }

    private static Scores Sklearn(Problem problem, DataTable table, IReadOnlyList<(int Repeat, int Number, int[] Train, int[] Validation)> folds, string python,
        string script)
    {
        // Texts become indicators here; means and deviations are taken there, from each fold's training rows as in Hebb.
        FeatureSpace raw = problem.Space(table);
        JsonArray rows = [];
        string[] categories = [.. raw.Columns.OfType<CategoricalColumn>().SelectMany(column => table.Column(column.Name)).Distinct().Order(StringComparer.Ordinal)];
        string[] numbers = [.. raw.Columns.OfType<NumericColumn>().Select(static column => column.Name)];
        for (int row = 0; row < table.Count; row++)
        {
            JsonArray cells = [];
            foreach (string name in numbers) cells.Add(double.TryParse(table[row, name], out double number) ? JsonValue.Create(number) : null);
            foreach (string category in categories) cells.Add(JsonValue.Create(table[row, "ocean_proximity"] == category ? 1.0 : 0.0));
            rows.Add((JsonNode)cells);
        }
        JsonObject task = new()
        {
            ["classification"] = problem.IsClassification,
            ["numbers"] = numbers.Length,
            ["inputs"] = rows,
            ["targets"] = new JsonArray([.. table.Column(raw.Target!.Name).Select(static text => (JsonNode)double.Parse(text))]),
            ["folds"] = new JsonArray([.. folds.Select(static fold => new JsonArray([.. fold.Validation.Select(static row => (JsonNode)row)]))]),
            ["hidden"] = new JsonArray([.. problem.Hidden.Select(static units => (JsonNode)units)]),
            ["epochs"] = problem.Epochs,
            ["batch"] = problem.Batch,
            ["learning_rate"] = problem.LearningRate,
            ["alpha"] = problem.Alpha,
        };
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, task.ToJsonString());
            JsonObject result = Peer.Last(python, [script, file], [("OPENBLAS_NUM_THREADS", "1"), ("OMP_NUM_THREADS", "1")]);
            return new([.. result["scores"]!.AsArray().Select(static score => (double)score!)], (double)result["seconds"]!, (string)result["peer"]!);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Report(List<(Problem Problem, DataTable Table, Scores Ours, Scores Theirs)> results, ulong seed)
    {
        using StringWriter text = new() { NewLine = "\n" };
        text.WriteLine("# Small networks on tables, beside scikit-learn\n");
        text.WriteLine("Written by `dotnet run -c Release --project bench/Hebb.Benchmarks -- tabular`: cross-validation in 10 parts (stratified where there are");
        text.WriteLine($"classes), repeated 5 times, on the same folds (seed {seed}). Mean over the 50 folds and its standard error: accuracy in percent, or R2 (the");
        text.WriteLine("part of the variance that is explained). Both have the same layers (ReLU), batch, epochs and initial learning rate of Adam, and inputs");
        text.WriteLine("standardised by the training rows of the fold; targets that are numbers, too. Hebb's rate falls to 0 along a cosine, and AdamW's weights");
        text.WriteLine("decay; scikit-learn's MLPClassifier and MLPRegressor have a constant rate, a penalty (alpha) and no early stop. Decay and alpha were");
        text.WriteLine("chosen on folds of other seeds (2 and 3), each for its own framework and one for all four small tables; of the large one they are the usual.\n");
        text.WriteLine(Machine.Describe());
        text.WriteLine($"- {results[0].Theirs.Peer}; one thread\n");
        Table table = new(text, "table", "rows", "network", "epochs, batch, rate", "decay, alpha", "measure", "Hebb", "scikit-learn", "difference, paired", "within 1 error or better",
            "processor seconds, Hebb", "scikit-learn");
        foreach ((Problem problem, DataTable data, Scores ours, Scores theirs) in results)
        {
            Scores difference = new([.. ours.Values.Zip(theirs.Values, static (a, b) => a - b)], 0, "");
            bool isClose = ours.Mean >= theirs.Mean - theirs.Error;
            double unit = problem.IsClassification ? 100 : 1;
            string format = problem.IsClassification ? "F2" : "F4";
            table.Row(problem.Name, $"{data.Count}", string.Join("-", problem.Hidden), $"{problem.Epochs}, {problem.Batch}, {problem.LearningRate}",
                $"{problem.WeightDecay}, {problem.Alpha}",
                problem.IsClassification ? "accuracy, %" : "R2", ours.Print(unit, format), theirs.Print(unit, format), difference.Print(unit, format),
                isClose ? "yes" : "**no**", $"{ours.Seconds:F1}", $"{theirs.Seconds:F1}");
        }
        return text.ToString();
    }

    private static double Accuracy(string[] predicted, IReadOnlyList<string> truth) => (double)predicted.Zip(truth).Count(static pair => pair.First == pair.Second) / truth.Count;

    private static double Determination(double[] predicted, double[] truth)
    {
        double mean = truth.Average();
        return 1 - (predicted.Zip(truth).Sum(static pair => Math.Pow(pair.First - pair.Second, 2)) / truth.Sum(value => Math.Pow(value - mean, 2)));
    }

    private static string? FindTables()
    {
        List<string> roots = [Environment.GetEnvironmentVariable("HEBB_DATA") ?? "", Path.Combine("..", "shared", "data")];
        return roots.Where(static root => root.Length > 0).Select(static root => Path.Combine(root, "tabular")).FirstOrDefault(Directory.Exists);
    }

    /// <summary>A score for each fold.</summary>
    private sealed record Scores(double[] Values, double Seconds, string Peer)
    {
        public double Mean => Values.Average();

        /// <summary>The standard error of the mean.</summary>
        public double Error => Math.Sqrt(Values.Sum(value => (value - Mean) * (value - Mean)) / (Values.Length - 1) / Values.Length);

        public string Print(double unit, string format) => $"{(unit * Mean).ToString(format)} ± {(unit * Error).ToString(format)}";

        public override string ToString() => Print(1, "F4");
    }
}

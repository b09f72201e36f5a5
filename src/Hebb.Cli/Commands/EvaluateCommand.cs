using System.CommandLine;
using System.Diagnostics;

namespace Hebb.Cli;

/// <summary><c>hebb evaluate</c></summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Argument<string> model = new("model") { HelpName = "MODEL", Description = "a model.hebb that hebb train wrote" };
        Option<string?> data = new("--data") { HelpName = "NAME|FOLDER" };
        data.Description = "glyphs, mnist, fashion-mnist, or a folder of data [default: what the model was trained on]";
        data.CompletionSources.Add([.. DataSource.Known.Select(static known => known.Name)]);
        Option<int?> threads = Settings.Threads();
        Option<bool> json = Settings.Json("print the results as one JSON object");
        ExampleCommand command = new("evaluate", "Test a saved model: accuracy, loss, and which class was taken for which.",
            "hebb evaluate runs/lenet5/model.hebb",
            "hebb evaluate runs/mlp/model.hebb --data mnist --json")
        {
            model, data, threads, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(model)!, parsed.GetValue(data), parsed.GetValue(threads), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string path, string? given, int? threads, bool json)
    {
        Settings.Apply(threads);
        if (given is not null) DataSource.Require(given);
        Model model = ModelFile.LoadClassifier(path);
        string name = given ?? Remembered(model, path);
        if (DataSource.Glimpse(name) is { } glimpse) RequireFit(model, glimpse, name);   // not after seconds of drawing
        (_, Dataset data) = DataSource.Load(name);
        RequireFit(model, data, name);
        CrossEntropy loss = new() { FromLogits = !ModelFile.GivesProbabilities(model) };
        Stopwatch clock = Stopwatch.StartNew();
        ClassifierTest test = ClassifierTest.Run(model, data, loss, ModelFile.Classes(model));
        double seconds = clock.Elapsed.TotalSeconds;
        if (json) WriteJson(path, name, test, seconds);
        else WriteText(path, given ?? $"{name}, which it was trained on", test, seconds);
        return 0;
    }

    private static string Remembered(Model model, string path)
    {
        string name = ModelFile.Data(model) ?? throw CommandLineError.At("command 'hebb evaluate'", "the model does not say what data it was trained on.",
            $"model '{path}'", $"name the data to test it with: {Invocation.Of($"evaluate {Invocation.Quote(path)} --data mnist")}");
        DataSource.Require(name, $"model '{path}', which was trained on that data");
        return name;
    }

    private static void RequireFit(Model model, Dataset data, string name)
    {
        ModelFile.RequireSameClasses(model, data, name);
        ModelFile.RequireSameShape(model, data, name);
    }

    private static void WriteText(string path, string name, ClassifierTest test, double seconds)
    {
        string result = $"accuracy {Figures.Percent(test.Accuracy)}, loss {Figures.Loss(test.Loss)}";
        Console.Out.WriteLine($"{path} on {name}: {result}, on {Figures.Count(test.Samples)} samples in {Figures.Time(seconds)}.");
        Console.Out.WriteLine();
        Console.Out.WriteLine(ConfusionText.Of(test.Confusion, Terminal.Width));
    }

    private static void WriteJson(string path, string name, ClassifierTest test, double seconds) => JsonLine.Write(json =>
    {
        json.WriteString("model", path);
        json.WriteString("data", name);
        json.WriteNumber("samples", test.Samples);
        json.Number("loss", test.Loss);
        json.Number("accuracy", test.Accuracy);
        json.Number("seconds", Math.Round(seconds, 3));
        json.WriteStartArray("classes");
        foreach (string label in test.Confusion.ClassNames!) json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteStartArray("confusion");   // a row for each right class
        for (int label = 0; label < test.Confusion.Classes; label++)
        {
            json.WriteStartArray();
            for (int prediction = 0; prediction < test.Confusion.Classes; prediction++) json.WriteNumberValue(test.Confusion[label, prediction]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    });
}

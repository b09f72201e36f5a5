using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>hebb tune</c></summary>
internal static class TuneCommand
{
    /// <summary>What makes a process one of the search's workers.</summary>
    public const string WorkerOption = "--worker";

    public static Command Create()
    {
        Argument<string> recipe = new("recipe") { HelpName = "RECIPE", Description = $"what to train: {string.Join(", ", Recipe.Names)}" };
        recipe.CompletionSources.Add([.. Recipe.Names]);
        Option<string> data = Settings.Data();
        data.CompletionSources.Add([.. DataSource.Known.Select(static known => known.Name)]);
        Option<string> space = new("--space") { Required = true, HelpName = "FILE", Description = "a JSON file with the settings to choose, and their ranges" };
        Option<string> method = Named("--method", "bayesian", TuneOptions.Methods, "how to choose what to try");
        Option<int?> trials = Settings.Whole("--trials", "how many trials at most [default: 20; for grid and hyperband, as many as they need]");
        Option<int?> workers = Settings.Whole("--workers", "how many trials run at a time; the result does not depend on it [default: 1]");
        Option<int?> epochs = Settings.Whole("--epochs", "how long each trial is trained, with hyperband the longest [default: the recipe's]");
        Option<string> objective = Named("--objective", "loss", TuneOptions.Objectives, "what of the validation samples is to be best");
        Option<double?> validation = Settings.Real("--validation",
            "the fraction of the training set that trials are compared by; the test set chooses nothing [default: 0.1]", "FRACTION");
        Option<int?> points = Settings.Whole("--points", "how many values of a range a grid has [default: 3]");
        Option<long?> seed = Settings.Long("--seed", "what trials, initial weights and orders of samples are drawn from [default: 0]");
        Option<int?> threads = Settings.Whole("--threads", "how many threads each worker has [default: the processors, shared out]");
        Option<int?> limit = Settings.Whole("--limit", "use only so many training samples, and a sixth as many for the test, for a quick look");
        Option<string> output = new("--out") { Required = true, HelpName = "FOLDER" };
        output.Description = "a folder for model.hebb, best.json, trials.csv and journal.jsonl; it must be new or empty";
        Option<bool> resume = new("--resume") { Description = "go on with the search in --out" };
        Option<bool> force = new("--force") { Description = "use --out even if it is not empty; what hebb wrote there is replaced" };
        Option<bool> json = Settings.Json("print a JSON object for each trial and a last one with the best");
        Option<bool> worker = new(WorkerOption) { Hidden = true };
        ExampleCommand command = new("tune",
            "Search for the settings with which a recipe does best on held-out samples, and keep the best model. "
            + "A search that was killed goes on with --resume, and ends with the same result.",
            "hebb tune mlp --data mnist --space space.json --trials 30 --workers 4 --out runs/tune",
            "hebb tune mlp --data mnist --space space.json --trials 30 --workers 4 --out runs/tune --resume",
            "hebb tune lenet5 --space space.json --method hyperband --epochs 9 --out runs/hyperband",
            """where space.json is: {"learning_rate": {"from": 1e-4, "to": 1e-1, "scale": "log"}, "dropout": [0, 0.2, 0.5], "batch": 64}""")
        {
            recipe, data, space, method, trials, workers, epochs, objective, validation, points, seed, threads, limit, output, resume, force, json, worker,
        };
        command.SetAction(parsed =>
        {
            TuneOptions options = new()
            {
                Recipe = Recipe.Find(parsed.GetValue(recipe)!),
                Data = parsed.GetValue(data)!,
                Space = parsed.GetValue(space)!,
                Out = parsed.GetValue(output)!,
                Method = parsed.GetValue(method)!,
                Objective = parsed.GetValue(objective)!,
                Trials = parsed.GetValue(trials),
                Workers = parsed.GetValue(workers) ?? 1,
                Epochs = parsed.GetValue(epochs),
                Points = parsed.GetValue(points) ?? 3,
                Validation = parsed.GetValue(validation) ?? 0.1,
                Seed = parsed.GetValue(seed) ?? 0,
                Threads = parsed.GetValue(threads),
                Limit = parsed.GetValue(limit),
                Resume = parsed.GetValue(resume),
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
            };
            return parsed.GetValue(worker) ? TrialWorker.Run(options) : new TuneSession(options).Run();
        });
        return command;
    }

    private static Option<string> Named(string name, string usual, IReadOnlyList<string> known, string description)
    {
        Option<string> option = new(name) { DefaultValueFactory = _ => usual, HelpName = "NAME", Description = $"{description}: {string.Join(", ", known)}" };
        option.CompletionSources.Add([.. known]);
        return option;
    }
}

using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>hebb train</c></summary>
internal static class TrainCommand
{
    /// <summary>Samples per step unless said otherwise.</summary>
    public const int UsualBatch = 128;

    /// <summary>The optimizer unless said otherwise.</summary>
    public const string UsualOptimizer = "adam";

    public static Command Create()
    {
        Argument<string> recipe = new("recipe") { HelpName = "RECIPE", Description = $"what to train: {string.Join(", ", Recipe.Names)}" };
        recipe.CompletionSources.Add([.. Recipe.Names]);
        Option<string> data = Settings.Data();
        data.CompletionSources.Add([.. DataSource.Known.Select(static known => known.Name)]);
        Option<int?> epochs = Settings.Whole("--epochs",
            "how often to go through the data; by default " + string.Join(", ", Recipe.All.Select(static known => $"{known.Epochs} for {known.Name}")));
        Option<int?> batch = Settings.Whole("--batch", "samples per step [default: 128]");
        Option<string> optimizer = new("--optimizer") { DefaultValueFactory = static _ => UsualOptimizer, HelpName = "NAME" };
        optimizer.Description = string.Join(", ", Optimizer.Names);
        optimizer.CompletionSources.Add([.. Optimizer.Names]);
        Option<double?> rate = Settings.Real("--learning-rate",
            "the learning rate at first; it falls to 0 over the run along a cosine [default: 0.003 for adam and adamw, else the optimizer's own, such as 0.01 for sgd]", "X");
        Option<string[]> set = SetOption.Create();
        Option<double?> validation = Settings.Real("--validation",
            "the fraction of the training set that is held out and looked at after each epoch", "FRACTION");
        Option<long?> seed = Settings.Long("--seed", "what initial weights and the order of the samples are drawn from [default: 0]");
        Option<int?> threads = Settings.Threads();
        Option<string?> output = new("--out") { HelpName = "FOLDER" };
        output.Description = "a folder for model.hebb, checkpoint.hebb and history.csv; it must be new or empty";
        Option<bool> resume = new("--resume") { Description = "go on from the checkpoint in --out" };
        Option<bool> force = new("--force") { Description = "use --out even if it is not empty; what hebb wrote there is replaced" };
        Option<bool> json = Settings.Json("print a JSON object for each epoch and a last one with the results");
        Option<bool> doctor = new("--doctor") { Description = "say what is wrong with the run, and what to do; costs a step or so in a hundred" };
        Option<int?> limit = Settings.Whole("--limit", "use only so many training samples, and a sixth as many for the test, for a quick look");
        ExampleCommand command = new("train", "Train a network and test it.",
            "hebb train lenet5",
            "hebb train mlp --data mnist --epochs 5 --out runs/mlp",
            "hebb train mlp --data mnist --epochs 5 --out runs/mlp --resume",
            "hebb train mlp --set units=128 --set dropout=0.2 --set momentum=0.95 --optimizer nesterov",
            "hebb train lenet5 --data photos --validation 0.1 --json")
        {
            recipe, data, epochs, batch, optimizer, rate, set, validation, seed, threads, output, resume, force, json, doctor, limit,
        };
        command.SetAction(parsed => new TrainingSession(new()
        {
            Recipe = Recipe.Find(parsed.GetValue(recipe)!),
            Data = parsed.GetValue(data)!,
            Epochs = parsed.GetValue(epochs),
            Batch = parsed.GetValue(batch) ?? UsualBatch,
            Optimizer = parsed.GetValue(optimizer)!,
            LearningRate = parsed.GetValue(rate),
            Set = SetOption.Read(Recipe.Find(parsed.GetValue(recipe)!), parsed.GetValue(set) ?? []),
            Validation = parsed.GetValue(validation) ?? 0,
            Seed = parsed.GetValue(seed) ?? 0,
            Threads = parsed.GetValue(threads),
            Out = parsed.GetValue(output),
            Resume = parsed.GetValue(resume),
            Force = parsed.GetValue(force),
            Json = parsed.GetValue(json),
            Doctor = parsed.GetValue(doctor),
            Limit = parsed.GetValue(limit),
        }).Run());
        return command;
    }
}

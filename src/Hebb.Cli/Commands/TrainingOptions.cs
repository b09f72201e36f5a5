using System.Globalization;

namespace Hebb.Cli;

/// <summary>What <c>hebb train</c> was asked to do.</summary>
internal sealed record TrainingOptions
{
    public required Recipe Recipe { get; init; }

    public required string Data { get; init; }

    public int? Epochs { get; init; }

    public int Batch { get; init; }

    public required string Optimizer { get; init; }

    public double? LearningRate { get; init; }

    /// <summary>What <c>--set</c> has set.</summary>
    public HyperParameters Set { get; init; } = HyperParameters.None;

    public double Validation { get; init; }

    public long Seed { get; init; }

    public int? Threads { get; init; }

    public string? Out { get; init; }

    public bool Resume { get; init; }

    public bool Force { get; init; }

    public bool Json { get; init; }

    public bool Doctor { get; init; }

    public int? Limit { get; init; }

    /// <summary>How many epochs the run has.</summary>
    public int TotalEpochs => Epochs ?? Recipe.Epochs;

    /// <summary>Refuses values that make no sense, before anything is loaded.</summary>
    public void Check()
    {
        Settings.Require(TotalEpochs is >= 1 and <= 1_000_000, "--epochs", TotalEpochs, "a number from 1 to a million");
        Settings.Require(Batch is >= 1 and <= 1_000_000, "--batch", Batch, "a number from 1 to a million; 128 is the default");
        Settings.Require(LearningRate is not { } rate || (rate > 0 && double.IsFinite(rate)), "--learning-rate", LearningRate ?? 0,
            "a number above zero, such as 3e-3");
        Settings.Require(Validation is >= 0 and < 1, "--validation", Validation, "a fraction from 0 up to, but not including, 1");
        Settings.Require(Seed >= 0, "--seed", Seed, "a number of zero or more");
        Settings.Require(Limit is not < 1, "--limit", Limit ?? 0, "at least one sample");
        IReadOnlyList<string> optimizers = Hebb.Optimizer.Names;
        if (!optimizers.Contains(Optimizer))
            throw CommandLineError.At("option --optimizer", $"there is no optimizer '{Optimizer}'.", $"--optimizer {Optimizer}",
                $"use one of {string.Join(", ", optimizers)}{Spelling.Hint(Optimizer, optimizers)}");
        foreach ((string name, HyperValue value) in Set.Values)
            if (!TrainingSettings.IsUsed(name, Optimizer))
                throw CommandLineError.At("option --set", $"the optimizer '{Optimizer}' has no {name}.", $"--optimizer {Optimizer} --set {name}={value}",
                    $"leave it out, or use one of the optimizers that have it: {string.Join(", ", TrainingSettings.UsersOf(name))}");
        if (Resume && Out is null)
            throw CommandLineError.At("option --resume", "--resume needs --out.", "--resume without --out",
                "name the folder whose checkpoint is to be resumed: --out FOLDER --resume");
        if (Force && Out is null)
            throw CommandLineError.At("option --force", "--force needs --out.", "--force without --out",
                "name the folder that may be replaced: --out FOLDER --force");
        if (Resume && Force)
            throw CommandLineError.At("options --resume and --force", "--resume and --force contradict each other.", "--resume --force",
                "use --resume to go on, or --force to begin anew");
    }

    /// <summary>The command line of this run, without what only one run is told: where it goes, and how it is reported.</summary>
    public string Command
    {
        get
        {
            List<string> words = ["train", Recipe.Name];
            if (Data != "glyphs") Add("--data", Invocation.Quote(Data));
            if (Epochs is { } epochs) Add("--epochs", epochs);
            if (Batch != TrainCommand.UsualBatch) Add("--batch", Batch);
            if (Optimizer != TrainCommand.UsualOptimizer) Add("--optimizer", Optimizer);
            if (LearningRate is { } rate) Add("--learning-rate", rate);
            foreach ((string name, HyperValue value) in Set.Values) Add("--set", $"{name}={value}");
            if (Validation > 0) Add("--validation", Validation);
            if (Seed > 0) Add("--seed", Seed);
            if (Limit is { } limit) Add("--limit", limit);
            if (Threads is { } threads) Add("--threads", threads);
            if (Doctor) words.Add("--doctor");
            return string.Join(' ', words);

            void Add(string option, object value) => words.AddRange([option, Convert.ToString(value, CultureInfo.InvariantCulture)!]);
        }
    }

    /// <summary>The optimizer, with a learning rate that falls to 0 over the run unless another schedule was set.</summary>
    public Optimizer MakeOptimizer() => TrainingSettings.MakeOptimizer(Optimizer, LearningRate, Set);
}

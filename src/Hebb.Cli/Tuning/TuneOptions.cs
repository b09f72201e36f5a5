namespace Hebb.Cli;

/// <summary>What <c>hebb tune</c> was asked to do.</summary>
internal sealed record TuneOptions
{
    private const int UsualTrials = 20;

    /// <summary>The methods that can be named.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["grid", "random", "hyperband", "bayesian"];

    /// <summary>What can be made best.</summary>
    public static IReadOnlyList<string> Objectives { get; } = ["loss", "accuracy"];

    public required Recipe Recipe { get; init; }

    public required string Data { get; init; }

    public required string Space { get; init; }

    public required string Out { get; init; }

    public required string Method { get; init; }

    public required string Objective { get; init; }

    public int? Trials { get; init; }

    public int Workers { get; init; }

    public int? Epochs { get; init; }

    public int Points { get; init; }

    public double Validation { get; init; }

    public long Seed { get; init; }

    public int? Threads { get; init; }

    public int? Limit { get; init; }

    public bool Resume { get; init; }

    public bool Force { get; init; }

    public bool Json { get; init; }

    /// <summary>How many epochs a trial has, at most.</summary>
    public int TotalEpochs => Epochs ?? Recipe.Epochs;

    /// <summary>How many threads each worker has: all there are, shared out.</summary>
    public int WorkerThreads => Threads ?? Math.Max(1, Environment.ProcessorCount / Workers);

    /// <summary>What the trials' results depend on besides space and method, in a line.</summary>
    public string Subject => FormattableString.Invariant(
        $"{Recipe.Name} on {DataSource.FullName(Data)}{(Limit is { } limit ? $" (limit {limit})" : "")}, epochs {TotalEpochs}, validation {Validation}, best by {Objective}");

    /// <summary>Refuses values that make no sense, before anything is loaded.</summary>
    public void Check()
    {
        Settings.Require(Trials is not < 1 and not > 1_000_000, "--trials", Trials ?? 0, "a number from 1 to a million");
        Settings.Require(Workers is >= 1 and <= 256, "--workers", Workers, "a number from 1 to 256");
        Settings.Require(TotalEpochs is >= 1 and <= 1_000_000, "--epochs", TotalEpochs, "a number from 1 to a million");
        Settings.Require(Points is >= 2 and <= 1000, "--points", Points, "a number from 2 to 1000; 3 is the default");
        Settings.Require(Validation is > 0 and < 1, "--validation", Validation, "a fraction between 0 and 1; trials are compared by what is held out");
        Settings.Require(Seed >= 0, "--seed", Seed, "a number of zero or more");
        Settings.Require(Threads is null or (>= 1 and <= 256), "--threads", Threads ?? 0, "a number from 1 to 256");
        Settings.Require(Limit is not < 1, "--limit", Limit ?? 0, "at least one sample");
        RequireName("--method", "method", Method, Methods);
        RequireName("--objective", "objective", Objective, Objectives);
        if (Resume && Force)
            throw CommandLineError.At("options --resume and --force", "--resume and --force contradict each other.", "--resume --force",
                "use --resume to go on, or --force to begin anew");
    }

    /// <summary>The method.</summary>
    public SearchMethod MakeMethod()
    {
        ulong seed = (ulong)Seed;
        return Method switch
        {
            "grid" => new GridSearch(Points, Trials) { Seed = seed },
            "random" => new RandomSearch(Trials ?? UsualTrials) { Seed = seed },
            "hyperband" => new Hyperband(TotalEpochs, Trials) { Seed = seed },
            _ => new BayesianOptimization(Trials ?? UsualTrials) { Seed = seed },
        };
    }

    private static void RequireName(string option, string what, string name, IReadOnlyList<string> known)
    {
        if (!known.Contains(name))
            throw CommandLineError.At($"option {option}", $"there is no {what} '{name}'.", $"{option} {name}",
                $"use one of {string.Join(", ", known)}{Spelling.Hint(name, known)}");
    }
}

namespace Hebb.Cli;

/// <summary>What can be set of how any recipe is trained, and what becomes of it.</summary>
internal static class TrainingSettings
{
    private const double AdamRate = 3e-3, AlmostOne = 0.999999;

    /// <summary>Those that have options of their own: <c>--learning-rate</c>, <c>--batch</c>, <c>--optimizer</c>.</summary>
    public static IReadOnlyList<RecipeSetting> Options { get; } =
    [
        RecipeSetting.Float("learning_rate", 1e-12, 1e6, null, "the learning rate at first"),
        RecipeSetting.Int("batch", 1, 1_000_000, TrainCommand.UsualBatch, "samples per step"),
        RecipeSetting.Choice("optimizer", Optimizer.Names, TrainCommand.UsualOptimizer, "what turns gradients into better weights"),
    ];

    /// <summary>The others.</summary>
    public static IReadOnlyList<RecipeSetting> Others { get; } =
    [
        RecipeSetting.Choice("schedule", ["constant", "cosine"], "cosine", "how the learning rate changes over the run"),
        RecipeSetting.Float("momentum", 0, AlmostOne, null, "how much of the last step sgd, momentum and nesterov keep (0, 0.9, 0.9)"),
        RecipeSetting.Float("beta1", 0, AlmostOne, 0.9, "how much of the mean gradient adam and adamw keep"),
        RecipeSetting.Float("beta2", 0, AlmostOne, 0.999, "how much of the mean squared gradient adam and adamw keep"),
        RecipeSetting.Float("weight_decay", 0, 100, null, "how much of each weight adam, adamw, sgd, momentum and nesterov take away per step, times the learning rate"),
        RecipeSetting.Float("label_smoothing", 0, AlmostOne, 0, "how much of the probability is spread over all classes"),
    ];

    /// <summary>The optimizers that have a use for one of their settings; all where it is another kind of setting.</summary>
    public static IReadOnlyList<string> UsersOf(string setting) => setting switch
    {
        "momentum" => ["sgd", "momentum", "nesterov"],
        "beta1" or "beta2" => ["adam", "adamw"],
        "weight_decay" => ["adam", "adamw", "sgd", "momentum", "nesterov"],
        _ => Optimizer.Names,
    };

    /// <summary>True when the setting changes something with this optimizer.</summary>
    public static bool IsUsed(string setting, string optimizer) => UsersOf(setting).Contains(optimizer);

    /// <summary>The optimizer; what it has no use for is left aside, so that a search may choose between optimizers.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="learningRate">The learning rate at first; the usual one when null.</param>
    /// <param name="settings">The others.</param>
    public static Optimizer MakeOptimizer(string name, double? learningRate, HyperParameters settings)
    {
        double decay = settings.Find("weight_decay")?.Number ?? (name == "adamw" ? new AdamW().WeightDecay : 0);
        Schedule schedule = settings.Find("schedule")?.Text == "constant" ? Schedule.Constant : new CosineDecay();
        double adamRate = learningRate ?? AdamRate, beta1 = Number("beta1", 0.9), beta2 = Number("beta2", 0.999);
        return name switch
        {
            "adamw" => new AdamW(adamRate) { Beta1 = beta1, Beta2 = beta2, WeightDecay = decay, Schedule = schedule },
            "adam" => new Adam(adamRate) { Beta1 = beta1, Beta2 = beta2, WeightDecay = decay, Schedule = schedule },
            "sgd" or "momentum" or "nesterov" => new Sgd(learningRate ?? 0.01)
            {
                Momentum = Number("momentum", name == "sgd" ? 0 : 0.9),
                Nesterov = name == "nesterov",
                WeightDecay = decay,
                Schedule = schedule,
            },
            _ => Optimizer.Parse(name, learningRate, schedule),
        };

        double Number(string setting, double otherwise) => settings.Find(setting)?.Number ?? otherwise;
    }

    /// <summary>The loss.</summary>
    public static CrossEntropy MakeLoss(HyperParameters settings) => new() { LabelSmoothing = settings.Find("label_smoothing")?.Number ?? 0 };
}

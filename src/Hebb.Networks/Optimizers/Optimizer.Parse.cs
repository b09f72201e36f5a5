namespace Hebb;

public abstract partial class Optimizer
{
    /// <summary>The optimizer of a name, for the command line and for files; code makes an object.</summary>
    /// <param name="name"><c>sgd</c>, <c>momentum</c> (0.9), <c>nesterov</c> (momentum 0.9), <c>adagrad</c>, <c>adadelta</c>, <c>rmsprop</c>, <c>adam</c>,
    /// <c>amsgrad</c>, <c>adamw</c>, <c>adamax</c>, <c>nadam</c>, <c>radam</c>, <c>lion</c>, <c>lamb</c>, <c>adafactor</c>, <c>muon</c>, <c>ftrl</c>,
    /// <c>rprop</c>
    /// or <c>asgd</c>.</param>
    /// <param name="learningRate">The learning rate; the optimizer's own default when null.</param>
    /// <param name="schedule">How the learning rate changes; constant when null.</param>
    /// <exception cref="OptionException">There is no such optimizer, or the learning rate is negative.</exception>
    /// <example><code>Optimizer optimizer = Optimizer.Parse("adam", 3e-3, new CosineDecay());</code></example>
    public static Optimizer Parse(string name, double? learningRate = null, Schedule? schedule = null)
    {
        schedule ??= Schedule.Constant;
        return name switch
        {
            "sgd" => new Sgd(learningRate ?? 0.01) { Schedule = schedule },
            "momentum" => new Sgd(learningRate ?? 0.01) { Momentum = 0.9, Schedule = schedule },
            "nesterov" => new Sgd(learningRate ?? 0.01) { Momentum = 0.9, Nesterov = true, Schedule = schedule },
            "adagrad" => new Adagrad(learningRate ?? 1e-3) { Schedule = schedule },
            "adadelta" => new Adadelta(learningRate ?? 1) { Schedule = schedule },
            "rmsprop" => new RmsProp(learningRate ?? 1e-3) { Schedule = schedule },
            "adam" => new Adam(learningRate ?? 1e-3) { Schedule = schedule },
            "amsgrad" => new Adam(learningRate ?? 1e-3) { AmsGrad = true, Schedule = schedule },
            "adamw" => new AdamW(learningRate ?? 1e-3) { Schedule = schedule },
            "adamax" => new Adamax(learningRate ?? 1e-3) { Schedule = schedule },
            "nadam" => new Nadam(learningRate ?? 1e-3) { Schedule = schedule },
            "radam" => new RAdam(learningRate ?? 1e-3) { Schedule = schedule },
            "lion" => new Lion(learningRate ?? 1e-4) { Schedule = schedule },
            "lamb" => new Lamb(learningRate ?? 1e-3) { Schedule = schedule },
            "adafactor" => new Adafactor(learningRate ?? 1e-3) { Schedule = schedule },
            "muon" => new Muon(learningRate ?? 1e-3) { Schedule = schedule },
            "ftrl" => new Ftrl(learningRate ?? 1e-3) { Schedule = schedule },
            "rprop" => new Rprop(learningRate ?? 0.01) { Schedule = schedule },
            "asgd" => new Asgd(learningRate ?? 0.01) { Schedule = schedule },
            _ => throw new OptionException($"Optimizer: there is none called '{name}'.", $"optimizer '{name}'", $"use one of {string.Join(", ", Names)}"),
        };
    }

    /// <summary>Every name that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "amsgrad", "adamw", "adamax", "nadam", "radam", "lion", "lamb", "adafactor",
        "muon", "ftrl", "rprop", "asgd",
    ];
}

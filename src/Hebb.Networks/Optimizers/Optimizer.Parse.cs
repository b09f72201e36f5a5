namespace Hebb;

public abstract partial class Optimizer
{
    /// <summary>The optimizer of a name, for the command line and for files; code makes an object.</summary>
    /// <param name="name"><c>sgd</c>, <c>momentum</c> (0.9), <c>nesterov</c> (momentum 0.9), <c>adam</c> or <c>adamw</c>.</param>
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
            "adam" => new Adam(learningRate ?? 1e-3) { Schedule = schedule },
            "adamw" => new AdamW(learningRate ?? 1e-3) { Schedule = schedule },
            _ => throw new OptionException($"Optimizer: there is none called '{name}'.", $"optimizer '{name}'",
                "use one of sgd, momentum, nesterov, adam, adamw"),
        };
    }
}

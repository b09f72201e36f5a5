using System.Text.Json.Nodes;

namespace Hebb;

public abstract partial class Optimizer
{
    /// <summary>Writes down the options that make its steps what they are: a run goes on from a checkpoint only with the same.</summary>
    /// <remarks>Names in camel case. An option that is not written may change between two parts of a run without anybody noticing. What every optimizer has is
    /// written already, and so are functions of a variable, by what they give.</remarks>
    /// <example><code>protected override void Configure(JsonObject config) => config["momentum"] = Momentum;</code></example>
    protected virtual void Configure(JsonObject config)
    {
    }

    /// <summary>Every option but the learning rate, which a run may change; the rate multipliers are those of these variables, where they are not 1.</summary>
    internal JsonObject Options(IEnumerable<Variable> variables)
    {
        JsonObject config = new()
        {
            ["schedule"] = Schedule.ToString(),
            ["weightDecay"] = WeightDecay,
            ["decaysBiases"] = DecaysBiases,
            ["averageDecay"] = AverageDecay,
        };
        Configure(config);
        if (RateMultiplier is null) return config;
        foreach (Variable variable in variables)
            if (Multiplier(variable) is var multiplier and not 1) config[$"rateMultiplier of {variable.Name}"] = multiplier;
        return config;
    }
}

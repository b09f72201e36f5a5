namespace Hebb;

/// <summary>Every trial is drawn at random, for itself.</summary>
/// <remarks>Better than a grid wherever some hyperparameters matter more than others, which is nearly always: 25 trials try 25 learning rates, a 5 by 5 grid
/// tries five. (Bergstra and Bengio 2012; A142.)</remarks>
/// <example><code>var tuner = new Tuner(space, new RandomSearch(trials: 30) { Seed = 1 });</code></example>
public sealed class RandomSearch : SearchMethod
{
    /// <summary>So many trials.</summary>
    public RandomSearch(int trials) : base(trials)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => $"random search, seed {Seed}";

    internal override IReadOnlyList<(HyperParameters Values, int? Epochs)> Propose(SearchSpace space, IReadOnlyList<TrialResult> done)
    {
        List<(HyperParameters, int?)> proposals = [];
        for (int number = done.Count + 1; number <= Trials; number++) proposals.Add((Draw(space, number), null));
        return proposals;
    }
}

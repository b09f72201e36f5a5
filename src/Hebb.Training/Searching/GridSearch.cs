namespace Hebb;

/// <summary>Every combination of some values of each hyperparameter.</summary>
/// <remarks>All options of a choice, all whole numbers of a range if they are no more than <see cref="Points"/>, else that many values from end to end, evenly
/// spaced (by factors where the range is logarithmic). The last hyperparameter changes fastest. Right for two or three hyperparameters with few values;
/// beyond that, <see cref="RandomSearch"/> finds more with as many trials (A142).</remarks>
/// <example><code>var tuner = new Tuner([Hyperparameter.Float("learning_rate", 1e-4, 1e-1, log: true)], new GridSearch(points: 4));   // 0.0001, 0.001, 0.01, 0.1</code></example>
public sealed class GridSearch : SearchMethod
{
    private const int Most = 1_000_000;

    /// <summary>Makes the search.</summary>
    /// <param name="points">How many values of a range are tried; 3 by default.</param>
    /// <param name="trials">How many trials there may be; a larger grid is refused. Any number when null.</param>
    public GridSearch(int points = 3, int? trials = null) : base(trials) => Points = points is >= 2 and <= Most ? points
        : throw new OptionException($"GridSearch: the number of points is {points}.", $"points {points}",
            $"use at least two values of a range, and at most {Most}");

    /// <summary>How many values of a range are tried.</summary>
    public int Points { get; }

    /// <inheritdoc/>
    public override string ToString() => $"grid search with {Points} points, seed {Seed}";

    internal override IReadOnlyList<(HyperParameters Values, int? Epochs)> Propose(SearchSpace space, IReadOnlyList<TrialResult> done)
    {
        if (done.Count > 0) return [];
        IReadOnlyList<HyperValue>[] axes = [.. space.Select(one => one.Grid(Points))];
        double count = axes.Aggregate(1.0, static (product, axis) => product * axis.Count);
        if (count > (Trials ?? Most))
            throw new OptionException($"GridSearch: the grid has {count:0} points, and {Trials ?? Most} trials are allowed.",
                string.Join(" x ", space.Select((one, i) => $"{one.Name} {axes[i].Count}")),
                $"allow {count:0} trials, give fewer values, or use RandomSearch, which makes the best of any number of trials");
        List<(HyperParameters, int?)> proposals = [];
        for (int i = 0; i < count; i++)
        {
            var values = new (string, HyperValue)[axes.Length];
            for (int axis = axes.Length - 1, rest = i; axis >= 0; rest /= axes[axis].Count, axis--)
                values[axis] = (space[axis].Name, axes[axis][rest % axes[axis].Count]);
            proposals.Add((new(values), null));
        }
        return proposals;
    }
}

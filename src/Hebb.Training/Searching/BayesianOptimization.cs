using Hebb.Kernels;

namespace Hebb;

/// <summary>Learns from the trials so far where better ones may be: a Gaussian process models the score, and the next trials are those of which the most
/// improvement is expected.</summary>
/// <remarks>
/// <para>The first <see cref="InitialTrials"/> are random, the very ones of a <see cref="RandomSearch"/> with the same seed. Then come rounds of
/// <see cref="RoundSize"/> trials: each maximises the expected improvement <c>E max(0, best - y) = d (z F(z) + f(z))</c>, with mean m and deviation d of the
/// process, <c>z = (best - m) / d</c>, and f and F the normal density and distribution; it is then taken to have come out as expected while the next of the
/// round is chosen ("kriging believer"). Whole numbers are rounded before the model sees them, options without an order have a coordinate each.
/// (Mockus 1978; Jones, Schonlau and Welch 1998; Ginsbourger, Le Riche and Carraro 2010; Garrido-Merchan and Hernandez-Lobato 2020.)</para>
/// <para>Why not a tree of Parzen estimators (TPE): that sees each hyperparameter by itself and needs dozens of trials to begin; a Gaussian process sees how
/// they go together, and is at its best with the tens of trials that a training budget allows. It takes time with the cube of their number: for thousands of
/// trials, use <see cref="RandomSearch"/>.</para>
/// <para>Scores far worse than the median count as only that bad, and failed trials as the worst of the others, so that one diverged run does not flatten the
/// rest.</para>
/// </remarks>
/// <example><code>var tuner = new Tuner(space, new BayesianOptimization(trials: 40) { Seed = 1 });</code></example>
public sealed class BayesianOptimization : SearchMethod
{
    private const int RandomCandidates = 1000, NearCandidates = 200, KeptPoints = 3, Refinements = 4;

    /// <summary>So many trials.</summary>
    public BayesianOptimization(int trials) : base(trials)
    {
    }

    /// <summary>How many random trials come first; 8 by default.</summary>
    public int InitialTrials { get; init => field = Positive(nameof(InitialTrials), value); } = 8;

    /// <summary>How many trials are chosen at a time, and so can run at the same time; 4 by default. With 1, each is chosen with all others known.</summary>
    public int RoundSize { get; init => field = Positive(nameof(RoundSize), value); } = 4;

    /// <inheritdoc/>
    public override string ToString() => $"Bayesian optimization, {InitialTrials} random trials, rounds of {RoundSize}, seed {Seed}";

    internal override IReadOnlyList<(HyperParameters Values, int? Epochs)> Propose(SearchSpace space, IReadOnlyList<TrialResult> done)
    {
        List<(HyperParameters, int?)> proposals = [];
        bool isRandom = done.Count < InitialTrials || !done.Any(static result => result.HasScore);
        int end = done.Count < InitialTrials ? Math.Min(Trials!.Value, InitialTrials) : done.Count + Math.Min(RoundSize, Trials!.Value - done.Count);
        if (done.Count >= end) return [];
        if (isRandom)
        {
            for (int number = done.Count + 1; number <= end; number++) proposals.Add((Draw(space, number), null));
            return proposals;
        }
        GaussianProcess process = new(done.Select(result => space.Encode(result.Trial.Values)), Targets(done), space.Owners());
        HashSet<HyperParameters> tried = [.. done.Select(static result => result.Trial.Values)];
        for (int number = done.Count + 1; number <= end; number++)
        {
            HyperParameters next = Choose(space, process, done, tried, number);
            proposals.Add((next, null));
            tried.Add(next);
            double[] point = space.Encode(next);
            process.Add(point, process.At(point).Mean);
        }
        return proposals;
    }

    /// <summary>The values of which the most improvement is expected, among random ones, ones near the best, and ones near the best of these.</summary>
    private HyperParameters Choose(SearchSpace space, GaussianProcess process, IReadOnlyList<TrialResult> done, HashSet<HyperParameters> tried, int number)
    {
        // The best of the process's means where trials were: a lucky one does not count as more than it is.
        double best = done.Where(static result => result.HasScore).Min(result => process.At(space.Encode(result.Trial.Values)).Mean);
        PhiloxStream stream = new(Philox.Key(Seed, $"candidates of trial {number}"));
        (HyperParameters? Values, double[] Places, double Expected) chosen = (null, [], double.NegativeInfinity);
        for (int i = 0; i < RandomCandidates; i++) Consider(space.Draw(ref stream));
        IEnumerable<TrialResult> bestTrials = done.Where(static result => result.HasScore).OrderBy(static result => result.Score).Take(KeptPoints);
        foreach (TrialResult near in bestTrials)
        {
            double[] places = space.PlacesOf(near.Trial.Values);
            for (int i = 0; i < NearCandidates; i++) Consider(Near(places, 0.1, ref stream));
        }
        double width = 0.1;
        for (int refinement = 0; refinement < Refinements && chosen.Values is not null; refinement++, width /= 3)
        {
            double[] places = chosen.Places;
            for (int i = 0; i < NearCandidates; i++) Consider(Near(places, width, ref stream));
        }
        return chosen.Values ?? Draw(space, number);   // all there are have been tried: once more, then

        void Consider(double[] places)
        {
            HyperParameters values = space.At(places);
            if (tried.Contains(values)) return;
            (double mean, double deviation) = process.At(space.Encode(values));
            double expected = ExpectedImprovement(mean, deviation, best);
            if (expected > chosen.Expected) chosen = (values, places, expected);
        }
    }

    /// <summary>How much smaller than the best a value may be expected to be, counting those that are larger as 0.</summary>
    internal static double ExpectedImprovement(double mean, double deviation, double best)
    {
        if (deviation <= 0) return Math.Max(0, best - mean);
        double z = (best - mean) / deviation;
        double density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        double probability = 0.5 * (1 + Simd.Erf(new Scalar<double>(z * Math.Sqrt(0.5))).Value);
        return deviation * ((z * probability) + density);
    }

    private static double[] Near(double[] places, double width, ref PhiloxStream stream)
    {
        double[] near = [.. places];
        for (int i = 0; i < near.Length; i++)
        {
            // Some stay as they are, for they may be right already; some change for good, for options without an order have no neighbours.
            (double step, double fate, double anew) = (width * stream.NextNormal(), stream.NextDouble(), stream.NextDouble());
            if (fate < 0.1) near[i] = anew;
            else if (fate < 0.7) near[i] = Math.Clamp(near[i] + step, 0, 1);
        }
        return near;
    }

    // What the process is fitted to: mean 0, deviation 1 but for what is cut off.
    private static double[] Targets(IReadOnlyList<TrialResult> done)
    {
        double[] sorted = [.. done.Where(static result => result.HasScore).Select(static result => result.Score).Order()];
        double median = sorted[sorted.Length / 2], least = sorted[0];
        double cap = median > least ? Math.Min(sorted[^1], median + (2 * (median - least))) : sorted[^1];
        double[] targets = [.. done.Select(result => result.HasScore ? Math.Min(result.Score, cap) : cap)];
        double mean = targets.Average(), deviation = Math.Sqrt(targets.Average(target => (target - mean) * (target - mean)));
        for (int i = 0; i < targets.Length; i++) targets[i] = deviation > 0 ? (targets[i] - mean) / deviation : 0;
        return targets;
    }

    private static int Positive(string option, int value) => value > 0 ? value
        : throw new OptionException($"BayesianOptimization: {option} is {value}.", $"{option} {value}", "use a number of trials above zero");
}

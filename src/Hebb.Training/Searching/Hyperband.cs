namespace Hebb;

/// <summary>Tries many settings for few epochs, and the best of them for more.</summary>
/// <param name="epochs">How long the longest trials are: R in the paper.</param>
/// <param name="trials">How many trials there may be; the last brackets are left out if they do not fit. All brackets, once, when null.</param>
/// <remarks>
/// <para>A bracket begins with n random settings for r epochs each; the best third goes on to 3r epochs, the best third of these to 9r, up to R. Several
/// brackets trade many short trials against fewer long ones, because nobody knows how early a trial shows what it is worth. With R = 81: 81 settings for 1
/// epoch, 27 for 3, 9 for 9, 3 for 27, 1 for 81; then 34 for 3 ...; at last 5 for 81. (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar 2018, algorithm
/// 1.)</para>
/// <para>A setting that goes on is trained anew from its first epoch: its schedule then has the length it was made for, and the result is that of an ordinary
/// run. The rungs of all brackets of the same height make a round. Train for <see cref="Trial.Epochs"/>.</para>
/// </remarks>
/// <example><code>
/// var tuner = new Tuner(space, new Hyperband(epochs: 27) { Seed = 1 });
/// SearchResult result = tuner.Search(trial => Train(trial.Values, trial.Epochs!.Value));
/// </code></example>
public sealed class Hyperband(int epochs, int? trials = null) : SearchMethod(trials)
{
    private const int Most = 1_000_000;

    /// <summary>How long the longest trials are.</summary>
    public int Epochs { get; } = epochs > 0 ? epochs
        : throw new OptionException($"Hyperband: the number of epochs is {epochs}.", $"epochs {epochs}", "use at least one; 27 or 81 is usual");

    /// <summary>One of how many settings goes on: 3 by default, as in the paper.</summary>
    public int Factor
    {
        get;
        init => field = value >= 2 ? value
            : throw new OptionException($"Hyperband: the factor is {value}.", $"Factor {value}", "use 2 or more; 3 is usual");
    } = 3;

    /// <inheritdoc/>
    public override string ToString() => $"Hyperband up to {Epochs} epochs by {Factor}{(Trials is { } most ? $", {most} trials" : "")}, seed {Seed}";

    internal override IReadOnlyList<(HyperParameters Values, int? Epochs)> Propose(SearchSpace space, IReadOnlyList<TrialResult> done)
    {
        List<(int Settings, int Epochs)[]> brackets = Brackets();
        int first = 1;   // the first trial of the round; a round is a rung of each bracket that has so many
        List<int> before = [];
        for (int rung = 0; ; rung++)
        {
            List<int> starts = [];
            int next = first;
            foreach ((int Settings, int Epochs)[] bracket in brackets)
            {
                starts.Add(next);
                if (rung < bracket.Length) next += bracket[rung].Settings;
            }
            if (next == first) return [];
            if (done.Count < first) return Round(space, done, brackets, rung, before, first);
            (before, first) = (starts, next);
        }
    }

    /// <summary>The brackets, each a list of rungs.</summary>
    /// <exception cref="OptionException">Not even the first one fits.</exception>
    internal List<(int Settings, int Epochs)[]> Brackets()
    {
        int most = 0;
        for (long power = Factor; power <= Epochs; power *= Factor) most++;   // floor(log R), in whole numbers
        List<(int Settings, int Epochs)[]> brackets = [];
        long sum = 0;
        for (int s = most; s >= 0; s--)
        {
            double scale = Math.Pow(Factor, s);
            double settings = Math.Ceiling((most + 1) * scale / (s + 1));
            var rungs = new (int, int)[s + 1];
            for (int i = 0; i <= s; i++)
                rungs[i] = ((int)Math.Floor(settings / Math.Pow(Factor, i)), Math.Max(1, (int)Math.Round(Epochs * Math.Pow(Factor, i) / scale)));
            long count = rungs.Sum(static rung => (long)rung.Item1);
            if (sum + count > (Trials ?? Most))
            {
                if (sum > 0) break;
                throw new OptionException($"Hyperband: the first bracket has {count} trials, and {Trials ?? Most} are allowed.",
                    $"epochs {Epochs}, factor {Factor}: {string.Join(", ", rungs.Select(static rung => $"{rung.Item1} for {rung.Item2}"))}",
                    $"{(count > Most ? "" : $"allow {count} trials, or ")}use fewer epochs");
            }
            sum += count;
            brackets.Add(rungs);
        }
        return brackets;
    }

    private List<(HyperParameters, int?)> Round(SearchSpace space, IReadOnlyList<TrialResult> done, List<(int Settings, int Epochs)[]> brackets, int rung,
        List<int> before, int first)
    {
        List<(HyperParameters, int?)> round = [];
        for (int b = 0; b < brackets.Count; b++)
        {
            if (rung >= brackets[b].Length) continue;
            (int settings, int epochs) = brackets[b][rung];
            if (rung == 0)
            {
                for (int i = 0; i < settings; i++) round.Add((Draw(space, first + round.Count), epochs));
                continue;
            }
            IEnumerable<TrialResult> below = done.Skip(before[b] - 1).Take(brackets[b][rung - 1].Settings);
            foreach (TrialResult result in below.OrderBy(Rank).Take(settings)) round.Add((result.Trial.Values, epochs));   // the order of equals stays
        }
        return round;
    }

    private static double Rank(TrialResult result) => result.HasScore ? result.Score : double.PositiveInfinity;
}

namespace Hebb.Training.Tests.Searching;

public class SearchMethodTests
{
    private static readonly SearchSpace Plane = [Hyperparameter.Float("important", 0, 1), Hyperparameter.Float("unimportant", 0, 1)];

    private static List<HyperParameters> Trials(SearchSpace space, SearchMethod method) =>
        [.. new Tuner(space, method).Search(static trial => trial.Number).Trials.Select(static result => result.Trial.Values)];

    [Fact]
    public void A_grid_has_every_combination_once_the_last_changing_fastest()
    {
        SearchSpace space = [Hyperparameter.Float("rate", 1e-3, 1e-1, log: true), Hyperparameter.Int("layers", 1, 2), Hyperparameter.Choice("f", "a", "b")];

        List<HyperParameters> trials = Trials(space, new GridSearch(points: 3));

        Assert.Equal(12, trials.Distinct().Count());
        Assert.Equal(["rate=0.001 layers=1 f=a", "rate=0.001 layers=1 f=b", "rate=0.001 layers=2 f=a"], trials.Take(3).Select(static trial => trial.ToString()));
        Assert.Equal([0.001, 0.01, 0.1], trials.Select(static trial => trial.Float("rate")).Distinct());
    }

    [Fact]
    public void A_long_range_of_whole_numbers_gets_as_many_points_as_asked_for() =>
        Assert.Equal([16, 64, 256], Trials([Hyperparameter.Int("units", 16, 256, log: true)], new GridSearch(3)).Select(static trial => trial.Int("units")));

    /// <summary>The figure of the notes (A142): with 25 trials a grid tries five values of what matters, random trials 25.</summary>
    [Fact]
    public void Of_25_trials_a_grid_tries_5_values_of_each_hyperparameter_and_random_search_25()
    {
        List<HyperParameters> grid = Trials(Plane, new GridSearch(points: 5)), random = Trials(Plane, new RandomSearch(25));

        Assert.Equal((25, 25), (grid.Count, random.Count));
        Assert.Equal(5, grid.Select(static trial => trial.Float("important")).Distinct().Count());
        Assert.Equal(25, random.Select(static trial => trial.Float("important")).Distinct().Count());
    }

    [Fact]
    public void Where_one_of_two_matters_random_search_mostly_beats_a_grid_of_as_many_trials()
    {
        int wins = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            double optimum = (seed + 0.5) / 40;
            double Far(HyperParameters values) => Math.Abs(values.Float("important") - optimum);
            if (Functions.Best(Plane, new RandomSearch(25) { Seed = seed }, Far) < Functions.Best(Plane, new GridSearch(5), Far)) wins++;
        }
        Assert.InRange(wins, 28, 40);
    }

    [Fact]
    public void Random_trials_depend_on_seed_and_number_alone()
    {
        List<HyperParameters> few = Trials(Functions.MixedSpace, new RandomSearch(5) { Seed = 3 }), more = Trials(Functions.MixedSpace, new RandomSearch(9) { Seed = 3 });

        Assert.Equal(few, more.Take(5));
        Assert.Equal(9, more.Distinct().Count());
        Assert.NotEqual(few, Trials(Functions.MixedSpace, new RandomSearch(5) { Seed = 4 }));
    }

    [Fact]
    public void Every_trial_has_a_seed_of_its_own_that_reads_well()
    {
        ulong[] seeds = [.. new Tuner(Plane, new RandomSearch(50)).Search(static _ => 0).Trials.Select(static result => result.Trial.Seed)];

        Assert.Equal(50, seeds.Distinct().Count());
        Assert.All(seeds, static seed => Assert.InRange(seed, 0UL, (ulong)int.MaxValue));
    }

    /// <summary>Table 1 of Li et al. 2018: R = 81, eta = 3.</summary>
    [Fact]
    public void Hyperband_has_the_brackets_of_the_paper()
    {
        (int, int)[][] expected =
        [
            [(81, 1), (27, 3), (9, 9), (3, 27), (1, 81)],
            [(34, 3), (11, 9), (3, 27), (1, 81)],
            [(15, 9), (5, 27), (1, 81)],
            [(8, 27), (2, 81)],
            [(5, 81)],
        ];

        Assert.Equal(expected, new Hyperband(81).Brackets());
        Assert.Equal(expected.Take(2), new Hyperband(81, trials: 180).Brackets());
        Assert.Equal([[(1, 1)]], new Hyperband(1).Brackets().Select(static rungs => rungs));
    }

    [Fact]
    public void Hyperband_takes_the_best_of_each_rung_to_the_next()
    {
        SearchSpace space = [Hyperparameter.Float("x", 0, 1)];
        SearchResult result = new Tuner(space, new Hyperband(9) { Seed = 2 }).Search(static trial => trial.Values.Float("x") / trial.Epochs!.Value);
        List<TrialResult>[] rounds = [[.. result.Trials.Take(17)], [.. result.Trials.Skip(17).Take(4)], [.. result.Trials.Skip(21)]];

        // Brackets 9@1 3@3 1@9, 5@3 1@9, 3@9; a round is a rung of each.
        Assert.Equal(22, result.Trials.Count);
        Assert.Equal([.. Enumerable.Repeat(1, 9), .. Enumerable.Repeat(3, 5), 9, 9, 9, 3, 3, 3, 9, 9], result.Trials.Select(static one => one.Trial.Epochs!.Value));
        Assert.Equal(Least(rounds[0].Take(9), 3), rounds[1].Take(3).Select(X));
        Assert.Equal(Least(rounds[0].Skip(9).Take(5), 1), rounds[1].Skip(3).Select(X));
        Assert.Equal(Least(rounds[1].Take(3), 1), rounds[2].Select(X));
        Assert.Equal(9, result.Best!.Trial.Epochs);

        static double X(TrialResult one) => one.Trial.Values.Float("x");
        static IEnumerable<double> Least(IEnumerable<TrialResult> rung, int count) => rung.Select(X).Order().Take(count);
    }

    [Fact]
    public void Failed_trials_are_the_last_that_Hyperband_goes_on_with()
    {
        SearchSpace space = [Hyperparameter.Float("x", 0, 1)];
        SearchResult result = new Tuner(space, new Hyperband(9, trials: 13) { Seed = 2 })
            .Search(static trial => trial.Values.Float("x") < 0.4 ? double.NaN : trial.Values.Float("x"));

        Assert.Equal(13, result.Trials.Count);
        Assert.All(result.Trials.Skip(9), static one => Assert.True(one.Trial.Values.Float("x") >= 0.4));
    }

    [Fact]
    public void Errors_say_how_to_fix_the_call() => Snapshot.Errors("search_method_errors",
    [
        ("no trials", () => new RandomSearch(0)),
        ("one point", () => new GridSearch(1)),
        ("points without end", () => new GridSearch(int.MaxValue)),
        ("brackets without end", () => Functions.Best(Functions.MixedSpace, new Hyperband(int.MaxValue) { Factor = 2 }, Functions.Mixed)),
        ("too large a grid", () => Functions.Best(Functions.MixedSpace, new GridSearch(points: 4, trials: 100), Functions.Mixed)),
        ("no epochs", () => new Hyperband(0)),
        ("no factor", () => new Hyperband(9) { Factor = 1 }),
        ("too few trials", () => Functions.Best(Functions.MixedSpace, new Hyperband(27, trials: 20), Functions.Mixed)),
        ("no initial trials", () => new BayesianOptimization(10) { InitialTrials = 0 }),
        ("empty rounds", () => new BayesianOptimization(10) { RoundSize = -1 }),
    ]);
}

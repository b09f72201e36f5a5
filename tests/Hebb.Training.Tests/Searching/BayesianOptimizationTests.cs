namespace Hebb.Training.Tests.Searching;

public class BayesianOptimizationTests
{
    /// <summary>numpy's values, with an inverse where ours has Cholesky's factor.</summary>
    [Fact]
    public void The_process_has_the_mean_and_the_deviation_of_the_formulas()
    {
        Golden golden = Golden.Load("searching/gaussian_process");
        GaussianProcess process = new(Rows("points"), golden.Float64("values"), [.. golden.Int64("owners").Select(static owner => (int)owner)]);
        double best = golden.Float64("values").Min();

        foreach ((int i, double[] at) in Rows("at").Index())
        {
            (double mean, double deviation) = process.At(at);
            Assert.Equal(golden.Float64("mean")[i], mean, 1e-8);
            Assert.Equal(golden.Float64("deviation")[i], deviation, 1e-8);
            Assert.Equal(golden.Float64("expected_improvement")[i], BayesianOptimization.ExpectedImprovement(mean, deviation, best), 1e-8);
        }

        IEnumerable<double[]> Rows(string name) => golden.Float64(name).Chunk(4);
    }

    [Fact]
    public void The_process_knows_its_points_and_doubts_the_rest()
    {
        double[][] points = [[0.1], [0.4], [0.5], [0.9]];
        GaussianProcess process = new(points, points.Select(static point => Math.Sin(5 * point[0])), [0]);

        foreach (double[] point in points)
        {
            Assert.Equal(Math.Sin(5 * point[0]), process.At(point).Mean, 1e-2);
            Assert.True(process.At(point).Deviation < process.At([0.7]).Deviation);
        }
        Assert.Equal(Math.Sin(5 * 0.45), process.At([0.45]).Mean, 5e-2);
    }

    [Fact]
    public void A_value_that_is_added_is_known_from_then_on()
    {
        GaussianProcess process = new([[0.1], [0.5]], [1, 2], [0]);
        (double mean, double deviation) = process.At([0.9]);

        process.Add([0.9], 3);

        Assert.True(Math.Abs(process.At([0.9]).Mean - 3) < Math.Abs(mean - 3) / 5, $"{process.At([0.9]).Mean} after {mean}");   // noise leaves some
        Assert.True(process.At([0.9]).Deviation < deviation / 3);
    }

    [Fact]
    public void Expected_improvement_is_zero_without_hope_and_the_difference_without_doubt()
    {
        Assert.Equal(0, BayesianOptimization.ExpectedImprovement(2, 0, 1));
        Assert.Equal(1, BayesianOptimization.ExpectedImprovement(1, 0, 2));
        Assert.Equal(1 / Math.Sqrt(2 * Math.PI), BayesianOptimization.ExpectedImprovement(0, 1, 0), 1e-15);
        Assert.Equal(5, BayesianOptimization.ExpectedImprovement(-5, 1, 0), 1e-6);
    }

    /// <summary>The median of eleven seeds, the first eight trials of each being the same random ones.</summary>
    [Theory]
    [InlineData("branin", 32, 0.45)]
    [InlineData("hartmann", 32, -3.75)]
    [InlineData("mixed", 40, 0.05)]
    public void It_comes_closer_to_the_least_value_than_random_search_with_as_many_trials(string function, int trials, double near)
    {
        (SearchSpace space, Func<HyperParameters, double> call) = function switch
        {
            "branin" => (Functions.BraninSpace, Functions.Branin),
            "hartmann" => (Functions.HartmannSpace, Functions.Hartmann),
            _ => (Functions.MixedSpace, (Func<HyperParameters, double>)Functions.Mixed),
        };
        ulong[] seeds = [.. Enumerable.Range(1, 11).Select(static seed => (ulong)seed)];
        double[] random = [.. seeds.Select(seed => Functions.Best(space, new RandomSearch(trials) { Seed = seed }, call))];
        double[] bayesian = [.. seeds.Select(seed => Functions.Best(space, new BayesianOptimization(trials) { Seed = seed }, call))];

        Assert.True(Functions.Median(bayesian) < near, $"Bayesian {string.Join(' ', bayesian)}");
        Assert.True(Functions.Median(random) > near, $"random {string.Join(' ', random)}");
        Assert.True(random.Zip(bayesian, static (r, b) => b < r ? 1 : 0).Sum() >= 9, $"random {string.Join(' ', random)}\nBayesian {string.Join(' ', bayesian)}");
    }

    [Fact]
    public void The_first_trials_are_those_of_random_search_and_rounds_are_of_the_size_asked_for()
    {
        BayesianOptimization method = new(20) { Seed = 7, InitialTrials = 6, RoundSize = 3 };
        List<int> rounds = [];
        SearchResult result = new Tuner(Functions.BraninSpace, method).Search(new Counting(rounds));

        Assert.Equal([6, 3, 3, 3, 3, 2], rounds);
        Assert.Equal(new Tuner(Functions.BraninSpace, new RandomSearch(6) { Seed = 7 }).Search(static _ => 0).Trials.Select(static one => one.Trial.Values),
            result.Trials.Take(6).Select(static one => one.Trial.Values));
    }

    [Fact]
    public void A_space_that_is_used_up_is_no_error()
    {
        SearchSpace space = [Hyperparameter.Bool("a"), Hyperparameter.Choice("b", 1, 2, 3)];
        SearchResult result = new Tuner(space, new BayesianOptimization(20)).Search(static trial => trial.Values.Float("b"));

        Assert.Equal(20, result.Trials.Count);
        Assert.Equal(6, result.Trials.Select(static one => one.Trial.Values).Distinct().Count());
    }

    [Fact]
    public void Trials_that_all_fail_and_scores_that_are_all_equal_are_no_error()
    {
        Assert.Null(new Tuner(Functions.BraninSpace, new BayesianOptimization(14)).Search(static _ => double.NaN).Best);
        Assert.Equal(1, new Tuner(Functions.BraninSpace, new BayesianOptimization(14)).Search(static _ => 5).Best!.Trial.Number);
    }

    private sealed class Counting(List<int> rounds) : ITrialRunner
    {
        public void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation)
        {
            rounds.Add(trials.Count);
            foreach (Trial trial in trials) done(new(trial, Functions.Branin(trial.Values)));
        }
    }
}

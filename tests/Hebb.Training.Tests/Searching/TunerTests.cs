using System.Diagnostics;

namespace Hebb.Training.Tests.Searching;

public class TunerTests
{
    public static TheoryData<string> Methods => ["grid", "random", "hyperband", "bayesian"];

    private static SearchMethod Method(string name) => name switch
    {
        "grid" => new GridSearch(points: 2) { Seed = 5 },
        "random" => new RandomSearch(12) { Seed = 5 },
        "hyperband" => new Hyperband(9, trials: 13) { Seed = 5 },
        _ => new BayesianOptimization(14) { Seed = 5, InitialTrials = 5, RoundSize = 3 },
    };

    private static double Score(Trial trial) => Functions.Mixed(trial.Values) / (trial.Epochs ?? 1) + trial.Seed * 1e-12;

    /// <summary>The documentation's example, in ten lines.</summary>
    [Fact]
    public void Hyperparameters_of_a_small_network_are_found_in_ten_lines()
    {
        (Dataset fit, Dataset validation) = Small.Data(150).Split(0.3, seed: 1);
        SearchSpace space = [Hyperparameter.Float("learning_rate", 1e-5, 1, log: true), Hyperparameter.Int("units", 2, 32, log: true)];
        var tuner = new Tuner(space, new BayesianOptimization(trials: 12) { Seed = 1 });
        SearchResult result = tuner.Search(trial =>
        {
            var model = new Sequential([6], seed: trial.Seed) { new Dense(trial.Values.Int("units"), Activation.Relu), new Dense(3) };
            var trainer = new Trainer(model) { Optimizer = new Adam(trial.Values.Float("learning_rate")), Loss = new CrossEntropy(), Seed = trial.Seed };
            return trainer.Fit(fit, epochs: 8, validation: validation).Epochs[^1].Validation!.Loss;
        });

        Assert.Equal(12, result.Trials.Count);
        Assert.InRange(result.Best!.Trial.Values.Float("learning_rate"), 2e-3, 0.5);
        Assert.True(result.Best.Score < 0.5 * result.Trials.Max(static one => one.Score), $"{result}");
        Assert.StartsWith("trial   score  learning_rate  units", result.ToString());
    }

    [Fact]
    public void The_guide_shows_the_code_that_is_tested()
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        string guide = File.ReadAllText(Path.Combine(folder, "../../../docs/how-to-train.md"));
        string[] shown = [.. guide[guide.IndexOf("takes ten lines:", StringComparison.Ordinal)..].Split('\n').Where(static line => line.StartsWith("    ", StringComparison.Ordinal))];

        Assert.Equal(9, shown.Length);
        string[] compiled = [.. File.ReadLines(ThisFile()).Select(static line => line.Trim())];
        Assert.All(shown[..^1], line => Assert.Contains(line.Trim(), compiled));   // all but the printing

        static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_result_is_the_same_in_whatever_order_the_trials_of_a_round_end(string method)
    {
        string expected = new Tuner(Functions.MixedSpace, Method(method)).Search(Score).ToCsv();

        for (int seed = 0; seed < 3; seed++)
            Assert.Equal(expected, new Tuner(Functions.MixedSpace, Method(method)).Search(new Shuffled(new Random(seed))).ToCsv());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_search_stopped_after_any_trial_or_in_the_middle_of_a_line_goes_on_to_the_same_result(string method)
    {
        using TemporaryFolder folder = new();
        string expected = Run("whole", out int all).ToCsv();
        byte[] journal = File.ReadAllBytes(folder.File("whole"));

        for (int cut = 0; cut <= journal.Length; cut += (journal.Length / 25) | 1)
        {
            File.WriteAllBytes(folder.File("cut"), journal[..cut]);
            int lines = journal.AsSpan(0, cut).Count((byte)'\n');

            Assert.Equal(expected, Run("cut", out int trained).ToCsv());
            Assert.Equal(all - Math.Max(0, lines - 1), trained);
            Assert.Equal(journal, File.ReadAllBytes(folder.File("cut")));
        }

        SearchResult Run(string name, out int trained)
        {
            int count = 0;
            SearchResult result = new Tuner(Functions.MixedSpace, Method(method)) { Journal = folder.File(name), Subject = "a test" }.Search(trial =>
            {
                count++;
                return Score(trial);
            });
            trained = count;
            return result;
        }
    }

    [Fact]
    public void Processes_that_are_killed_at_random_moments_go_on_to_the_same_result()
    {
        using TemporaryFolder folder = new();
        string expected = ChildProcess.Run("search", folder.File("whole"));
        Random random = new();
        int kills = 0;
        for (int i = 0; i < 6; i++)
        {
            using Process process = ChildProcess.Start("search", folder.File("killed"));
            if (process.WaitForExit(random.Next(100, 500))) continue;
            process.Kill();   // SIGKILL
            process.WaitForExit();
            kills++;
        }

        Assert.Equal(expected, ChildProcess.Run("search", folder.File("killed")));
        Assert.Equal(File.ReadAllText(folder.File("whole")), File.ReadAllText(folder.File("killed")));
        Assert.True(kills > 0, "the process was never killed");
    }

    /// <summary>Searches, from the journal if there is one, and prints the result.</summary>
    internal static void InChild(string journal) =>
        Console.Write(new Tuner(Functions.MixedSpace, Method("bayesian")) { Journal = journal }.Search(static trial =>
        {
            Thread.Sleep(40);
            return Score(trial);
        }).ToCsv());

    [Fact]
    public void A_search_that_is_refused_leaves_no_journal()
    {
        using TemporaryFolder folder = new();

        Assert.Throws<OptionException>(() => new Tuner(Functions.MixedSpace, new Hyperband(9, trials: 5)) { Journal = folder.File("journal") }.Search(Score));

        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("bayesian")]
    public void A_finished_search_goes_on_to_more_trials_as_if_it_had_been_asked_for_them_at_first(string method)
    {
        using TemporaryFolder folder = new();
        SearchMethod Of(int trials) => method == "random" ? new RandomSearch(trials) { Seed = 5 } : new BayesianOptimization(trials) { Seed = 5 };
        new Tuner(Functions.MixedSpace, Of(10)) { Journal = folder.File("journal") }.Search(Score);

        SearchResult more = new Tuner(Functions.MixedSpace, Of(17)) { Journal = folder.File("journal") }.Search(Score);

        Assert.Equal(new Tuner(Functions.MixedSpace, Of(17)).Search(Score).ToCsv(), more.ToCsv());
    }

    [Fact]
    public void Progress_is_told_of_what_the_journal_knows_and_then_of_the_rest()
    {
        using TemporaryFolder folder = new();
        new Tuner(Functions.MixedSpace, new RandomSearch(3)) { Journal = folder.File("journal") }.Search(Score);
        List<int> told = [];

        new Tuner(Functions.MixedSpace, new RandomSearch(5)) { Journal = folder.File("journal"), Progress = result => told.Add(result.Trial.Number) }.Search(Score);

        Assert.Equal([1, 2, 3, 4, 5], told);
    }

    [Fact]
    public void A_cancelled_search_tells_what_it_has_and_can_go_on()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        Tuner tuner = new(Functions.MixedSpace, new RandomSearch(6)) { Journal = folder.File("journal") };

        SearchResult some = tuner.Search(trial =>
        {
            if (trial.Number == 2) source.Cancel();
            return Score(trial);
        }, source.Token);

        Assert.False(some.IsComplete);
        Assert.Equal([1, 2], some.Trials.Select(static one => one.Trial.Number));
        Assert.Equal(new Tuner(Functions.MixedSpace, new RandomSearch(6)).Search(Score).ToCsv(), tuner.Search(Score).ToCsv());
    }

    [Fact]
    public void The_best_is_the_first_of_equal_ones_and_failures_come_last()
    {
        SearchResult result = new Tuner([Hyperparameter.Float("x", 0, 1)], new RandomSearch(4))
            .Search(static trial => trial.Number switch { 1 => double.NaN, 2 => 0.5, 3 => 0.5, _ => 2 });

        Assert.Equal(2, result.Best!.Trial.Number);
        Assert.Equal([2, 3, 4, 1], result.Ranked.Select(static one => one.Trial.Number));
        Snapshot.Matches("search_result", $"{result}\n\n{result.ToCsv()}");
    }

    [Fact]
    public void Figures_and_failures_are_kept_in_the_journal_and_shown()
    {
        using TemporaryFolder folder = new();
        Tuner tuner = new([Hyperparameter.Int("units", 1, 9)], new RandomSearch(3)) { Journal = folder.File("journal"), Subject = "figures" };
        SearchResult first = tuner.Search(new WithFigures());

        SearchResult again = tuner.Search(static _ => throw new InvalidOperationException("nothing is left to run"));

        Assert.Equal(first.ToCsv(), again.ToCsv());
        Snapshot.Matches("search_figures", $"{again}\n\n{again.ToCsv()}\n{File.ReadAllText(folder.File("journal"))}");
    }

    [Fact]
    public void Journals_that_cannot_be_used_are_refused_with_advice()
    {
        using TemporaryFolder folder = new();
        string journal = folder.File("journal");
        Tuner Of(SearchMethod method, string subject = "", SearchSpace? space = null) =>
            new(space ?? Functions.BraninSpace, method) { Journal = journal, Subject = subject };
        void Search(Tuner tuner) => tuner.Search(static trial => Functions.Branin(trial.Values));
        Search(Of(new RandomSearch(3) { Seed = 1 }));
        string[] lines = File.ReadAllLines(journal);
        void Forge(params string[] forged)
        {
            File.WriteAllText(journal, string.Join('\n', forged) + "\n");
            Search(Of(new RandomSearch(3) { Seed = 1 }));
        }

        Snapshot.Errors("search_journal_errors",
        [
            ("another seed", () => Search(Of(new RandomSearch(3) { Seed = 2 }))),
            ("another method", () => Search(Of(new GridSearch()))),
            ("another subject", () => Search(Of(new RandomSearch(3) { Seed = 1 }, "mnist"))),
            ("another space", () => Search(Of(new RandomSearch(3) { Seed = 1 }, "", [Hyperparameter.Bool("norm")]))),
            ("a folder that is not there", () => Search(new(Functions.BraninSpace, new RandomSearch(1)) { Journal = "/no/such/folder/journal" })),
            ("used by another search", () => Nested(Of(new RandomSearch(9) { Seed = 1 }), Of(new RandomSearch(9) { Seed = 1 }))),
            ("a broken line", () => Forge(lines[0], lines[1][..40], lines[2])),
            ("an empty line", () => Forge(lines[0], "", lines[2])),
            ("a trial twice", () => Forge(lines[0], lines[1], lines[1])),
            ("another value", () => Forge(lines[0], lines[1].Replace("\"y\":", "\"y\":1", StringComparison.Ordinal))),
            ("no journal", () => Forge("trial,score", "1,2")),
            ("a member that is missing", () => Forge(lines[0], """{"trial":1}""")),
            ("a score that is none", () => Forge(lines[0], """{"trial":1,"values":{},"epochs":null,"seed":1,"score":"low","figures":{},"failure":null}""")),
            ("another file", () => Overwrite("my notes")),
            ("a runner with a result twice", () => new Tuner(Functions.BraninSpace, new RandomSearch(2)).Search(new Careless(static trial => trial))),
            ("a runner with another trial", () =>
                new Tuner(Functions.BraninSpace, new RandomSearch(2)).Search(new Careless(static trial => trial with { Number = 99 }))),
            ("a runner that gives up", () => new Tuner(Functions.BraninSpace, new RandomSearch(2)).Search(new Lazy())),
        ], hide: folder.Path);

        void Overwrite(string text)
        {
            string path = folder.File("notes");
            File.WriteAllText(path, text);
            try
            {
                new Tuner(Functions.BraninSpace, new RandomSearch(1)) { Journal = path }.Search(static _ => 0);
            }
            finally
            {
                Assert.Equal(text, File.ReadAllText(path));
            }
        }

        static void Nested(Tuner outer, Tuner inner) => outer.Search(trial =>
        {
            inner.Search(static _ => 0);
            return 0;
        });
    }

    // Tells of each trial twice.
    private sealed class Careless(Func<Trial, Trial> change) : ITrialRunner
    {
        public void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation)
        {
            done(new(change(trials[0]), 1));
            done(new(change(trials[0]), 2));
        }
    }

    [Fact]
    public void Lines_of_a_file_that_is_no_journal_are_left_alone()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("notes");
        File.WriteAllText(path, "my notes\nand half a line");
        Assert.Throws<DataException>(() => new Tuner(Functions.BraninSpace, new RandomSearch(1)) { Journal = path }.Search(static _ => 0));
        Assert.Equal("my notes\nand half a line", File.ReadAllText(path));
    }

    [Fact]
    public void A_round_larger_than_any_search_is_the_rest_of_it() => Assert.Equal(12,
        new Tuner(Functions.BraninSpace, new BayesianOptimization(12) { RoundSize = int.MaxValue }).Search(static trial => trial.Number).Trials.Count);

    [Fact]
    public void Whatever_is_in_a_journal_it_is_gone_on_with_or_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("journal");
        Tuner tuner = new(Functions.MixedSpace, new RandomSearch(6)) { Journal = path };
        string expected = tuner.Search(Score).ToCsv();
        byte[] right = File.ReadAllBytes(path);
        Random random = new(1);
        int refused = 0, same = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] bytes = [.. right];
            bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : right[random.Next(right.Length)];
            File.WriteAllBytes(path, bytes);
            try
            {
                if (tuner.Search(Score).ToCsv() == expected) same++;   // else a score was changed to another
            }
            catch (DataException e)
            {
                Assert.Equal(4, e.Message.Split('\n').Length);
                Assert.Contains(path, e.Message);
                refused++;
            }
        }
        Assert.True(refused > 200 && same > 0, $"{refused} refused, {same} unharmed");
    }

    private sealed class Shuffled(Random random) : ITrialRunner
    {
        public void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation)
        {
            Trial[] order = [.. trials];
            random.Shuffle(order);
            foreach (Trial trial in order) done(new(trial, Score(trial)));
        }
    }

    private sealed class WithFigures : ITrialRunner
    {
        public void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation)
        {
            foreach (Trial trial in trials)
                done(trial.Number == 2 ? new(trial, double.NaN) { Failure = "Dense: \"no\", it said." }
                    : new(trial, trial.Number) { Figures = [new("loss", trial.Number), new("accuracy", 1.0 / trial.Number)] });
        }
    }

    private sealed class Lazy : ITrialRunner
    {
        public void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation) => done(new(trials[0], 1));
    }
}

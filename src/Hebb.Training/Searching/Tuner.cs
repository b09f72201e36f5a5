namespace Hebb;

/// <summary>Searches for hyperparameters: tries values, keeps a journal, and tells which were the best.</summary>
/// <param name="space">The hyperparameters, with their ranges.</param>
/// <param name="method">How to choose what to try: <see cref="RandomSearch"/>, <see cref="GridSearch"/>, <see cref="Hyperband"/> or
/// <see cref="BayesianOptimization"/>.</param>
/// <remarks>
/// <para>Trials come in rounds. What a round tries depends on the method, its seed and the results of earlier rounds, in the order of the trials' numbers; so
/// the result is the same however many trials run at a time, and whenever the search was killed and went on.</para>
/// <para>Judge by validation data. A test set that chose the hyperparameters says nothing about new data any more. (A142.)</para>
/// </remarks>
/// <example><code>
/// SearchSpace space = [Hyperparameter.Float("learning_rate", 1e-4, 1e-1, log: true), Hyperparameter.Int("units", 8, 64, log: true)];
/// var tuner = new Tuner(space, new BayesianOptimization(trials: 20) { Seed = 1 }) { Journal = "search.jsonl" };
/// SearchResult result = tuner.Search(trial =>
/// {
///     var model = new Sequential([4], seed: trial.Seed) { new Dense(trial.Values.Int("units"), Activation.Relu), new Dense(3) };
///     var trainer = new Trainer(model) { Optimizer = new Adam(trial.Values.Float("learning_rate")), Loss = new CrossEntropy(), Seed = trial.Seed };
///     return trainer.Fit(fit, epochs: 20, validation: validation).Epochs[^1].Validation!.Loss;
/// });
/// Console.WriteLine(result);
/// </code></example>
public sealed class Tuner(SearchSpace space, SearchMethod method)
{
    /// <summary>The hyperparameters, with their ranges.</summary>
    public SearchSpace Space { get; } = space ?? throw new ArgumentNullException(nameof(space));

    /// <summary>How to choose what to try.</summary>
    public SearchMethod Method { get; } = method ?? throw new ArgumentNullException(nameof(method));

    /// <summary>A file that receives a line of JSON for each finished trial, on the disk before the next begins. A search whose journal exists goes on with it.
    /// None when null.</summary>
    public string? Journal { get; init; }

    /// <summary>What else the results depend on (data, epochs...), in a line: a journal of another subject is refused.</summary>
    public string Subject
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Subject));
            field = value;
        }
    } = "";

    /// <summary>Told of each result: first of those in the journal, then of the others as they come.</summary>
    public Action<TrialResult>? Progress { get; init; }

    /// <summary>Searches in this process, a trial at a time.</summary>
    /// <param name="objective">Trains with the trial's values and gives back what is to become small: the validation loss, or minus the accuracy. NaN for a
    /// trial that failed.</param>
    /// <param name="cancellation">Ends the search before the next trial.</param>
    /// <returns>The trials, and the best of them.</returns>
    /// <exception cref="DataException">The journal is damaged, or of another search.</exception>
    /// <exception cref="OptionException">The journal cannot be written, or the method cannot do with so few trials.</exception>
    public SearchResult Search(Func<Trial, double> objective, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Search(new OneByOne(objective), cancellation);
    }

    /// <summary>Searches with a runner, which may run several trials at a time.</summary>
    /// <inheritdoc cref="Search(Func{Trial, double}, CancellationToken)"/>
    public SearchResult Search(ITrialRunner runner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        List<TrialResult> done = [];   // of whole rounds, by number
        IReadOnlyList<(HyperParameters, int?)> round = Method.Propose(Space, done);   // a search that is refused leaves no journal
        using SearchJournal journal = SearchJournal.Open(Journal, Space, Method, Subject);
        for (; round.Count > 0; round = Method.Propose(Space, done))
        {
            var results = new TrialResult?[round.Count];
            List<Trial> missing = [];
            for (int i = 0; i < results.Length; i++)
            {
                Trial trial = Method.MakeTrial(done.Count + 1 + i, round[i]);
                results[i] = journal.Find(trial);
                if (results[i] is { } known) Progress?.Invoke(known);
                else missing.Add(trial);
            }
            bool isComplete = Run(runner, missing, journal, results, done.Count + 1, cancellation);
            done.AddRange(results.OfType<TrialResult>());
            if (!isComplete) return new(Space, done, isComplete: false);
        }
        return new(Space, done, isComplete: true);
    }

    // Runs what is missing of a round; false when the search was cancelled.
    private bool Run(ITrialRunner runner, List<Trial> missing, SearchJournal journal, TrialResult?[] results, int first, CancellationToken cancellation)
    {
        if (missing.Count == 0) return true;
        if (cancellation.IsCancellationRequested) return false;
        try
        {
            runner.Run(missing, Done, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        if (!results.Contains(null)) return true;
        if (cancellation.IsCancellationRequested) return false;
        throw new UsageException("Tuner: the runner came back before all trials were done.",
            $"{results.Count(static result => result is null)} of {results.Length} trials have no result", "call done for each trial, or wait until it was called");

        void Done(TrialResult result)
        {
            int place = missing.FindIndex(trial => trial == result?.Trial);
            if (place < 0)
                throw new UsageException("Tuner: the runner has a result of a trial that it was not given.",
                    result is null ? "result null" : $"trial {result.Trial.Number}: {TrialJson.Describe(result.Trial)}",
                    "call done once for each trial of the list, with a result that is made of it: new TrialResult(trial, score)");
            if (results[result.Trial.Number - first] is not null)
                throw new UsageException($"Tuner: the runner has two results of trial {result.Trial.Number}.", TrialJson.Describe(result.Trial),
                    "call done once for each trial");
            journal.Add(result);
            results[result.Trial.Number - first] = result;
            Progress?.Invoke(result);
        }
    }

    /// <summary>A trial after the other, here.</summary>
    private sealed class OneByOne(Func<Trial, double> objective) : ITrialRunner
    {
        public void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation)
        {
            foreach (Trial trial in trials)
            {
                if (cancellation.IsCancellationRequested) return;
                done(new(trial, objective(trial)));
            }
        }
    }
}

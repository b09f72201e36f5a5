using System.Collections.Concurrent;

namespace Hebb.Cli;

/// <summary>Runs trials in processes, several at a time. One that is killed is replaced, and its trial begun anew.</summary>
/// <param name="workers">How many processes.</param>
internal sealed class WorkerPool(int workers) : ITrialRunner, IDisposable
{
    private const int Attempts = 5;
    private readonly WorkerProcess?[] _workers = new WorkerProcess?[workers];
    private bool _isDisposed;

    /// <inheritdoc/>
    public void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation)
    {
        ConcurrentQueue<Trial> waiting = new(trials);
        using BlockingCollection<(TrialResult? Result, HebbException? Error)> answers = [];
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] servers = [.. Enumerable.Range(0, Math.Min(workers, trials.Count)).Select(worker => Task.Factory.StartNew(
            () => Serve(worker, waiting, answers, end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        bool isDone = false;
        try
        {
            for (int i = 0; i < trials.Count; i++)
            {
                (TrialResult? result, HebbException? error) = answers.Take(cancellation);
                if (error is not null) throw error;
                done(result!);
            }
            isDone = true;
        }
        finally
        {
            end.Cancel();
            if (!isDone) Stop();   // an error, or Ctrl-C: trials under way are given up
            Task.WaitAll(servers, CancellationToken.None);
        }
    }

    /// <summary>Ends all processes.</summary>
    public void Dispose() => Stop();

    // A worker's thread: a trial after the other, until none waits.
    private void Serve(int worker, ConcurrentQueue<Trial> waiting, BlockingCollection<(TrialResult?, HebbException?)> answers, CancellationToken end)
    {
        while (!end.IsCancellationRequested && waiting.TryDequeue(out Trial? trial))
        {
            try
            {
                answers.Add((Train(worker, trial, end), null), CancellationToken.None);
            }
            catch (HebbException e)
            {
                answers.Add((null, e), CancellationToken.None);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private TrialResult Train(int worker, Trial trial, CancellationToken end)
    {
        for (int attempt = 1; ; attempt++)
        {
            if (Started(worker).Run(trial) is { } result) return result;
            end.ThrowIfCancellationRequested();
            string? complaint = Replace(worker);
            if (complaint is not null) throw Failed(trial, complaint);
            if (attempt == Attempts)
                throw new DataException($"hebb: {Attempts} worker processes in a row were killed while they trained trial {trial.Number}.", trial.Values.ToString(),
                    "see whether memory runs out: use fewer --workers, or smaller values in the space; then go on with --resume");
        }
    }

    private WorkerProcess Started(int worker)
    {
        lock (_workers)
        {
            return _isDisposed ? throw new OperationCanceledException() : _workers[worker] ??= new();
        }
    }

    private string? Replace(int worker)
    {
        WorkerProcess ended;
        lock (_workers)
        {
            if (_isDisposed) throw new OperationCanceledException();
            ended = _workers[worker]!;
            _workers[worker] = null;
        }
        using (ended) return ended.Complaint();
    }

    private void Stop()
    {
        lock (_workers)
        {
            _isDisposed = true;
            foreach (WorkerProcess? worker in _workers) worker?.Dispose();
            Array.Clear(_workers);
        }
    }

    // A worker's last words are a message of four parts, or a stack trace.
    private static DataException Failed(Trial trial, string complaint)
    {
        string[] lines = complaint.Split('\n');
        string fix = lines[^1].Trim();
        DataException error = new($"hebb: a worker process failed: {lines[0].TrimEnd('.')}.", lines.Length > 1 ? lines[1].Trim() : trial.Values.ToString(),
            fix.StartsWith("Fix: ", StringComparison.Ordinal) ? fix[5..].TrimEnd('.') : "go on with --resume; if it fails again, report it with the lines above");
        error.Within($"trial {trial.Number}");
        return error;
    }
}

namespace Hebb;

/// <summary>Who trains the trials of a <see cref="Tuner"/>: one after the other, or several at a time in processes of their own.</summary>
public interface ITrialRunner
{
    /// <summary>Runs all trials, in any order.</summary>
    /// <param name="trials">What to run.</param>
    /// <param name="done">To be told of each result as soon as it is there; one call at a time.</param>
    /// <param name="cancellation">Asks for an early end: the runner then returns, or throws an <see cref="OperationCanceledException"/>.</param>
    void Run(IReadOnlyList<Trial> trials, Action<TrialResult> done, CancellationToken cancellation);
}

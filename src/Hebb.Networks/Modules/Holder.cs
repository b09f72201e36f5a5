namespace Hebb;

/// <summary>Says which run has something that remembers from step to step: sums, momentum, counts. Two runs at once would mix them without a word.</summary>
internal sealed class Holder
{
    private object? _run;

    /// <summary>Takes it for a run; false when another has it.</summary>
    public bool TryTake(object run) => Interlocked.CompareExchange(ref _run, run, null) is not { } other || ReferenceEquals(other, run);

    /// <summary>Gives it back, if this run has it.</summary>
    public void Release(object run) => Interlocked.CompareExchange(ref _run, null, run);
}

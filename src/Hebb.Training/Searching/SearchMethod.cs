using Hebb.Kernels;

namespace Hebb;

/// <summary>How a search chooses what to try.</summary>
/// <remarks>A method is a function of the space, the seed and the results of earlier rounds, and of nothing else: no clock, no number of workers, no order in
/// which trials end. So a search that was killed proposes the same trials again when it goes on.</remarks>
public abstract class SearchMethod
{
    private protected SearchMethod(int? trials)
    {
        if (trials is { } count)
        {
            Trials = count > 0 ? count
                : throw new OptionException($"{GetType().Name}: the number of trials is {count}.", $"trials {count}", "use at least one trial; 30 is a start");
        }
    }

    /// <summary>What values are drawn from, and the seeds of the trials.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many trials there are at most; null for as many as the method makes of the space.</summary>
    public int? Trials { get; }

    /// <summary>For people, and for journals, which hold it so that a search goes on with the method it began with.</summary>
    public abstract override string ToString();

    /// <summary>The trials of the next round; none when the search is over.</summary>
    /// <param name="space">What may be chosen.</param>
    /// <param name="done">The results of all rounds before, by number.</param>
    internal abstract IReadOnlyList<(HyperParameters Values, int? Epochs)> Propose(SearchSpace space, IReadOnlyList<TrialResult> done);

    /// <summary>The values of a random trial, which depend on the seed and the trial's number alone.</summary>
    private protected HyperParameters Draw(SearchSpace space, int number)
    {
        PhiloxStream stream = new(Philox.Key(Seed, $"trial {number}"));
        return space.At(space.Draw(ref stream));
    }

    internal Trial MakeTrial(int number, (HyperParameters Values, int? Epochs) proposal) =>
        new(number, proposal.Values, proposal.Epochs, Philox.Key(Seed, $"seed of trial {number}") >> 33);
}

using Hebb.Kernels;

namespace Hebb;

public sealed partial class Dataset
{
    /// <summary>Holds part of the samples out: for choosing when to stop, what to keep and which settings are best. The test set is for none of that.</summary>
    /// <param name="fraction">How much is held out, between 0 and 1.</param>
    /// <param name="seed">Which samples are: the same for the same seed.</param>
    /// <param name="stratified">Holds out the same fraction of every class, as nearly as whole samples allow; of targets, where there are no classes, just the
    /// fraction.</param>
    /// <returns>The samples to train on and the samples held out, each in the order of this dataset.</returns>
    /// <exception cref="OptionException">The fraction is not between 0 and 1, or leaves one of the parts empty.</exception>
    public (Dataset Fit, Dataset Validation) Split(double fraction, ulong seed, bool stratified = true)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new OptionException("Split: the fraction held out must lie between 0 and 1.", FormattableString.Invariant($"fraction {fraction}"),
                "give 0.1 to hold a tenth out");
        int held = (int)Math.Round(fraction * Count, MidpointRounding.AwayFromZero);
        if (held == 0 || held == Count)
        {
            throw new OptionException(held == 0 ? "Split: nothing would be held out." : "Split: nothing would be left to train on.",
                FormattableString.Invariant($"fraction {fraction} of {Count} samples"), "choose another fraction, or bring more data");
        }

        int[] order = new int[Count];
        Philox.Permutation(order, Philox.Key(seed, "split"));
        bool[] isHeld = stratified && Classes > 0 && LabelColumn is Column<int> { RowLength: 1 } ? DrawFromClasses(order, held) : Draw(order, held);
        int[] fit = new int[Count - held], validation = new int[held];
        for (int i = 0, f = 0, v = 0; i < Count; i++)
        {
            if (isHeld[i]) validation[v++] = RowOf(i);
            else fit[f++] = RowOf(i);
        }
        return (View(fit), View(validation));
    }

    private static bool[] Draw(int[] order, int held)
    {
        bool[] drawn = new bool[order.Length];
        for (int i = 0; i < held; i++) drawn[order[i]] = true;
        return drawn;
    }

    private bool[] DrawFromClasses(int[] order, int held)
    {
        int[] quota = Quotas(held);
        bool[] drawn = new bool[order.Length];
        foreach (int sample in order)
            if (quota[LabelAt(sample)]-- > 0) drawn[sample] = true;
        return drawn;
    }

    /// <summary>How many of each class are held out: its share rounded down, and one more for those that lose most by that, until the sum is right (the method
    /// of largest remainders).</summary>
    private int[] Quotas(int held)
    {
        int[] quota = new int[Classes], sizes = new int[Classes];
        for (int i = 0; i < Count; i++) sizes[LabelAt(i)]++;
        (long Lost, int Class)[] losses = new (long, int)[Classes];
        int missing = held;
        for (int c = 0; c < Classes; c++)
        {
            long share = (long)sizes[c] * held;
            quota[c] = (int)(share / Count);
            losses[c] = (-(share % Count), c);  // the largest first; of equal ones, the first class
            missing -= quota[c];
        }
        Array.Sort(losses);
        for (int i = 0; i < missing; i++) quota[losses[i].Class]++;
        return quota;
    }
}

using Hebb.Kernels;

namespace Hebb;

/// <summary>Which part of a split each sample goes to.</summary>
internal static class Partition
{
    /// <summary>The class of each sample, by which to stratify; null where there are none.</summary>
    public static int[]? Classes(Dataset data, bool stratified)
    {
        if (!stratified || data.Classes == 0 || data.LabelShape.Rank != 0) return null;
        int[] classes = new int[data.Count];
        for (int i = 0; i < classes.Length; i++) classes[i] = data.LabelAt(i);
        return classes;
    }

    /// <summary>The samples whose part is wanted, in their order.</summary>
    public static int[] Numbers(int[] parts, Func<int, bool> isWanted)
    {
        List<int> numbers = [];
        for (int i = 0; i < parts.Length; i++)
            if (isWanted(parts[i])) numbers.Add(i);
        return [.. numbers];
    }

    /// <summary>Parts of equal size: the samples of each class are dealt out like cards, and each class goes on where the one before stopped.</summary>
    public static int[] Deal(int count, int[]? classes, int k, ulong seed)
    {
        int[] parts = new int[count];
        int next = 0;
        foreach (int sample in ByClass(Order(count, seed), classes)) parts[sample] = next++ % k;
        return parts;
    }

    /// <summary>Parts of given shares, the same of every class: in the order of the classes, a sample goes where most is missing.</summary>
    public static int[] Shares(int count, int[]? classes, double[] shares, ulong seed)
    {
        int[] parts = new int[count], sizes = new int[shares.Length], wanted = Sizes(count, shares);
        int done = 0;
        foreach (int sample in ByClass(Order(count, seed), classes))
        {
            done++;
            int best = -1;
            double most = double.NegativeInfinity;
            for (int p = 0; p < shares.Length; p++)
            {
                double missing = ((double)wanted[p] / count * done) - sizes[p];
                if (sizes[p] < wanted[p] && missing > most) (best, most) = (p, missing);
            }
            parts[sample] = best;
            sizes[best]++;
        }
        return parts;
    }

    /// <summary>Parts of about the given shares that divide no group: the largest groups first, each goes where sizes and class ratios come out best.</summary>
    /// <exception cref="OptionException">There is not one group for each sample.</exception>
    public static int[] OfGroups(IReadOnlyList<int> groups, int count, int[]? classes, double[] shares, ulong seed)
    {
        if (groups.Count != count)
            throw new OptionException("Split: every sample needs the number of its group.", $"{count} samples, {groups.Count} groups",
                "give one number for each");
        int[] numbers = classes is null ? [] : [.. classes.Distinct().Order()];   // a class may have any number: -1, a postcode
        int kinds = Math.Max(1, numbers.Length);
        int[] totals = new int[kinds];
        Dictionary<int, int[]> contents = [];   // of each group: how many of each class
        List<int> names = [];                   // in an order that the seed decides
        foreach (int sample in Order(count, seed))
        {
            if (!contents.TryGetValue(groups[sample], out int[]? content))
            {
                contents.Add(groups[sample], content = new int[kinds]);
                names.Add(groups[sample]);
            }
            int kind = classes is null ? 0 : Array.BinarySearch(numbers, classes[sample]);
            content[kind]++;
            totals[kind]++;
        }

        int[,] filled = new int[shares.Length, kinds];
        Dictionary<int, int> partOf = [];
        foreach (int name in names.OrderByDescending(name => contents[name].Sum()))   // a stable order: equal ones stay shuffled
        {
            int best = 0;
            double least = double.PositiveInfinity;
            for (int p = 0; p < shares.Length; p++)
            {
                // The change of the sum of squared distances from the wanted shares, were the group to go here.
                double change = 0;
                for (int c = 0; c < kinds; c++)
                {
                    if (totals[c] == 0) continue;
                    double before = ((double)filled[p, c] / totals[c]) - shares[p], step = (double)contents[name][c] / totals[c];
                    change += step * ((2 * before) + step);
                }
                if (change < least) (best, least) = (p, change);
            }
            partOf[name] = best;
            for (int c = 0; c < kinds; c++) filled[best, c] += contents[name][c];
        }
        int[] parts = new int[count];
        for (int i = 0; i < count; i++) parts[i] = partOf[groups[i]];
        return parts;
    }

    /// <summary>Whole numbers that add up to the count: shares rounded, the first takes the rest.</summary>
    private static int[] Sizes(int count, double[] shares)
    {
        int[] sizes = new int[shares.Length];
        sizes[0] = count;
        for (int p = 1; p < sizes.Length; p++)
        {
            sizes[p] = (int)Math.Round(shares[p] * count, MidpointRounding.AwayFromZero);
            sizes[0] -= sizes[p];
        }
        sizes[0] = Math.Max(0, sizes[0]);
        return sizes;
    }

    private static int[] Order(int count, ulong seed)
    {
        int[] order = new int[count];
        Philox.Permutation(order, Philox.Key(seed, "folds"));
        return order;
    }

    private static IEnumerable<int> ByClass(int[] order, int[]? classes) => classes is null ? order : order.OrderBy(sample => classes[sample]);
}

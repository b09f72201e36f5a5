namespace Hebb.Testing.Checks;

/// <summary>The same work on 1, 2, 3 and 8 threads: it must give the same bits.</summary>
internal static class ThreadCounts
{
    private static readonly Lock Gate = new();   // one at a time: the number of threads is the process's

    /// <summary>Runs the work on each number of threads, on one thread twice.</summary>
    /// <param name="what">What the error calls the work.</param>
    /// <param name="names">What the error calls each result.</param>
    /// <param name="work">Computes the results, as bits.</param>
    public static void Compare(string what, Func<int, string> names, Func<long[][]> work)
    {
        lock (Gate)
        {
            int threads = Parallelism.Threads;
            try
            {
                Parallelism.Threads = 1;
                long[][] expected = work();
                foreach (int count in (ReadOnlySpan<int>)[1, 2, 3, 8])
                {
                    Parallelism.Threads = count;
                    long[][] actual = work();
                    for (int i = 0; i < expected.Length; i++)
                    {
                        int same = expected[i].AsSpan().CommonPrefixLength(actual[i]);
                        if (same == expected[i].Length) continue;
                        string when = count == 1 ? "in a second run" : $"on {count} threads than on one";
                        throw new SpecFailedException($"{what}: {names(i)} has other bits {when}.", $"first at element {same} of {expected[i].Length}",
                            "cut the work by shape alone, sum partial results in a fixed order, and read no memory before it is written");
                    }
                }
            }
            finally
            {
                Parallelism.Threads = threads;
            }
        }
    }
}

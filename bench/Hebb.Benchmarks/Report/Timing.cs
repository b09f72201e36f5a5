using System.Diagnostics;

namespace Hebb.Benchmarks.Report;

/// <summary>Times of one thing, run again and again.</summary>
internal static class Timing
{
    /// <summary>Runs the action until the time is up, after warming it up, and gives the median and the best time of one run in seconds.</summary>
    public static (double Median, double Best) Measure(Action action, double seconds = 0.5, bool warm = true)
    {
        if (warm) Warm(action);
        List<double> times = [];
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        do
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetTimestamp() < end || times.Count < 5);
        times.Sort();
        return (times[times.Count / 2], times[0]);
    }

    /// <summary>Times of two things, in seconds.</summary>
    public readonly record struct Pair(double Median, double Best, double OtherMedian);

    /// <summary>Runs two actions in turns until the time is up, so that both meet the same clock speed and the same neighbours.</summary>
    public static Pair Beside(Action action, Action other, double seconds = 0.6)
    {
        Warm(action);
        Warm(other);
        List<double> times = [], others = [];
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        do
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            start = Stopwatch.GetTimestamp();
            other();
            others.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetTimestamp() < end || times.Count < 5);
        times.Sort();
        others.Sort();
        return new(times[times.Count / 2], times[0], others[others.Count / 2]);
    }

    /// <summary>Runs the action until the runtime has compiled it for good.</summary>
    public static void Warm(Action action)
    {
        for (int round = 0; round < 4; round++)
        {
            long end = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 50;
            for (int run = 0; run < 40 && (run < 2 || Stopwatch.GetTimestamp() < end); run++) action();
            Thread.Sleep(110);
        }
    }
}

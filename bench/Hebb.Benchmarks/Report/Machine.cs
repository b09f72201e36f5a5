using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hebb.Benchmarks.Kernels;

namespace Hebb.Benchmarks.Report;

/// <summary>Where a figure was measured.</summary>
internal static class Machine
{
    /// <summary>Processor, versions, date and how even its speed was, as a few lines of Markdown.</summary>
    public static string Describe()
    {
        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        double[] peaks = new double[20];
        for (int window = 0; window < peaks.Length; window++)
            peaks[window] = Peak.Operations(1) / Timing.Measure(static () => Peak.Run(1), 0.02, warm: window == 0).Median * 1e-9;
        Array.Sort(peaks);
        return $"""
            - {Processor()}, {Environment.ProcessorCount} cores in use, vectors of {bits} bits; {RuntimeInformation.OSDescription.Trim()}
            - {RuntimeInformation.FrameworkDescription}, Hebb {typeof(Model).Assembly.GetName().Version!.ToString(3)}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC
            - noise: the peak of fused multiply-adds on one thread in {peaks.Length} windows of 20 ms was {peaks[0]:F0} to {peaks[^1]:F0} GFLOP/s,
              {peaks[peaks.Length / 2]:F0} in the median; load average {Load()}
            """;
    }

    /// <summary>The most memory that the process has had in use, in megabytes.</summary>
    public static double PeakMegabytes() => Status("VmHWM") ?? Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;

    /// <summary>The memory that the process has in use, in megabytes.</summary>
    public static double Megabytes() => Status("VmRSS") ?? Environment.WorkingSet / 1048576.0;

    private static double? Status(string key)
    {
        const string file = "/proc/self/status";
        if (!File.Exists(file)) return null;
        string line = File.ReadLines(file).First(line => line.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        if (!File.Exists(file)) return RuntimeInformation.ProcessArchitecture.ToString();
        Dictionary<string, string> first = [];
        foreach (string line in File.ReadLines(file).TakeWhile(static line => line.Length > 0))
            if (line.Split(':', 2) is [var key, var value]) first[key.Trim()] = value.Trim();
        return $"{first.GetValueOrDefault("model name", "unknown")} (family {first.GetValueOrDefault("cpu family")}, model {first.GetValueOrDefault("model")})";
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}

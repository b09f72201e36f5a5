using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>What a plan does, instruction by instruction; <see cref="ToString"/> is the table people look at.</summary>
/// <param name="Lines">The instructions, in the order in which they run.</param>
/// <param name="CapturedOps">How many operations the step was captured as.</param>
/// <param name="SlabBytes">The memory of everything that is made on the way.</param>
/// <param name="LiveBytes">The greatest number of bytes of it that are needed at once: no slab can be smaller.</param>
/// <param name="Parameters">How many numbers optimizers change.</param>
/// <param name="Speed">What the least times are reckoned with.</param>
public sealed record PlanSummary(IReadOnlyList<PlanLine> Lines, int CapturedOps, long SlabBytes, long LiveBytes, long Parameters, MachineSpeed Speed)
{
    private const int LongestCell = 48;

    /// <summary>Multiply-adds of all instructions.</summary>
    public long MultiplyAdds => Lines.Sum(static line => line.MultiplyAdds);

    /// <summary>Steps on elements of all instructions.</summary>
    public long ElementSteps => Lines.Sum(static line => line.ElementSteps);

    /// <summary>Bytes that all instructions read and write.</summary>
    public long Bytes => Lines.Sum(static line => line.Bytes);

    /// <summary>No machine of this speed can take the step in less.</summary>
    public double LeastSeconds => Lines.Sum(static line => line.LeastSeconds);

    /// <summary>What all instructions took; null where nothing was measured.</summary>
    public double? Seconds => Lines.Any(static line => line.Seconds is null) ? null : Lines.Sum(static line => line.Seconds);

    /// <summary>The table.</summary>
    public override string ToString()
    {
        bool isMeasured = Seconds is not null;
        List<string[]> rows = [["#", "layer", "kernel", "reads -> makes", "layout", "bytes", "work", "least"]];
        if (isMeasured) rows[0] = [.. rows[0], "time", "share", "GFLOP/s", "GB/s"];
        foreach (PlanLine line in Lines)
        {
            string least = Percent(line.LeastSeconds, LeastSeconds);
            string[] row = [Number(line.Number), Short(line.Layer), Short(line.Kernel), Short(line.Shapes), line.Layout, Size(line.Bytes),
                Number(line.Work), least];
            if (line.Seconds is { } seconds)
            {
                long steps = (2 * line.MultiplyAdds) + line.ElementSteps;
                row = [.. row, Time(seconds), Percent(seconds, Seconds ?? 0), Rate(steps, seconds), Rate(line.Bytes, seconds)];
            }
            rows.Add(row);
        }
        StringBuilder text = new();
        AppendTable(text, rows);
        double ratio = LiveBytes == 0 ? 1 : (double)SlabBytes / LiveBytes;
        text.Append(CultureInfo.InvariantCulture, $"""
            {Number(Lines.Count)} instructions, from {Number(CapturedOps)} captured operations
            memory: {Number(SlabBytes)} bytes, of which {Number(LiveBytes)} are needed at once (ratio {ratio:0.000}); {Size(Bytes)} are read and written
            work: {Number(MultiplyAdds)} multiply-adds, {Number(ElementSteps)} steps on elements; {Number(Parameters)} parameters are changed
            least time: {Time(LeastSeconds)} at {Speed} (the larger of bytes by bandwidth and work by peak, line by line)
            """);
        if (Seconds is { } all) text.Append(CultureInfo.InvariantCulture, $"\ntime: {Time(all)}, {all / LeastSeconds:0.0} times the least");
        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, List<string[]> rows)
    {
        var widths = new int[rows[0].Length];
        foreach (string[] row in rows)
            for (int i = 0; i < widths.Length; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        string rule = new('-', widths.Sum() + (2 * (widths.Length - 1)));
        for (int r = 0; r < rows.Count; r++)
        {
            IEnumerable<string> cells = rows[r].Select((cell, i) => i is >= 1 and <= 4 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
            if (r == 0) text.Append(rule).Append('\n');
        }
        text.Append(rule).Append('\n');
    }

    // A table wider than a screen cannot be read.
    private static string Short(string text) => text.Length <= LongestCell ? text : text[..(LongestCell - 3)] + "...";

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Percent(double part, double whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole > 0 ? 100 * part / whole : 0):0.0} %");

    private static string Rate(long amount, double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{(seconds > 0 ? 1e-9 * amount / seconds : 0):0.0}");

    private static string Time(double seconds) => seconds < 1e-3 ? string.Create(CultureInfo.InvariantCulture, $"{1e6 * seconds:0.0} us")
        : string.Create(CultureInfo.InvariantCulture, $"{1e3 * seconds:0.00} ms");

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MB"),
    };
}

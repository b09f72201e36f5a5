using System.Globalization;

namespace Hebb.Cli;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>1 epoch, 2 epochs.</summary>
    public static string Number(int number, string what) => number == 1 ? $"1 {what}" : $"{Count(number)} {what}s";

    public static string Loss(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Percent(double share) => double.IsNaN(share) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    /// <summary>2/12, with the first number as wide as the second.</summary>
    public static string Of(int number, int all)
    {
        string total = all.ToString(CultureInfo.InvariantCulture);
        return $"{number.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length)}/{total}";
    }

    /// <summary>As many parts of a line as there is room for, the first ones first.</summary>
    public static string Fit(IReadOnlyList<string> parts, int width)
    {
        string line = "";
        foreach (string part in parts)
        {
            string longer = line.Length == 0 ? part : $"{line}  {part}";
            if (longer.Length > width) break;
            line = longer;
        }
        return line;
    }

    /// <summary>4.2 s, 3:05, 1:02:03.</summary>
    public static string Time(double seconds)
    {
        if (seconds < 59.95) return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
        TimeSpan time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
    }
}

using System.Globalization;

namespace Hebb;

public abstract partial record Schedule
{
    private const string Forms = "constant, cosine[:steps], cosine-restarts:first, exponential:factor[,every], inverse-time:decay[,every], linear[:steps], "
        + "multi-step:factor,step,..., noam:size[,warm-up], one-cycle[:steps], polynomial:power[,steps], step:every[,factor], or one of them after "
        + "'warm-up:steps '";

    /// <summary>The schedule of a name, for the command line and for files; code makes an object.</summary>
    /// <param name="text"><c>constant</c>, <c>cosine[:steps]</c>, <c>cosine-restarts:first</c>, <c>exponential:factor[,every]</c>,
    /// <c>inverse-time:decay[,every]</c>, <c>linear[:steps]</c>, <c>multi-step:factor,step,...</c>, <c>noam:size[,warm-up]</c>, <c>one-cycle[:steps]</c>,
    /// <c>polynomial:power[,steps]</c> or <c>step:every[,factor]</c>; before any of them <c>warm-up:steps</c> and a space.</param>
    /// <exception cref="OptionException">There is no such schedule, or its numbers are not those of one.</exception>
    /// <example><code>Schedule schedule = Schedule.Parse("warm-up:100 cosine");</code></example>
    public static Schedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) throw Unknown(text);
        string[] parts = words[0].Split(':', 2);
        double[] n = parts.Length == 1 ? [] : [.. parts[1].Split(',').Select(number => Number(text, number))];
        if (words.Length == 2)
            return parts[0] == "warm-up" && n.Length == 1 ? new WarmUp(Whole(text, n[0]), Parse(words[1])) : throw Unknown(text);
        return (parts[0], n.Length) switch
        {
            ("constant", 0) => Constant,
            ("cosine", 0) => new CosineDecay(),
            ("cosine", 1) => new CosineDecay(Whole(text, n[0])),
            ("cosine-restarts", 1) => new CosineDecayRestarts(Whole(text, n[0])),
            ("exponential", 1) => new ExponentialDecay(n[0]),
            ("exponential", 2) => new ExponentialDecay(n[0], Whole(text, n[1])),
            ("inverse-time", 1) => new InverseTimeDecay(n[0]),
            ("inverse-time", 2) => new InverseTimeDecay(n[0], Whole(text, n[1])),
            ("linear", 0) => new PolynomialDecay(),
            ("linear", 1) => new PolynomialDecay(Whole(text, n[0])),
            ("multi-step", > 1) => new MultiStepDecay([.. n.Skip(1).Select(step => Whole(text, step))], n[0]),
            ("noam", 1) => new NoamDecay(Size(text, n[0])),
            ("noam", 2) => new NoamDecay(Size(text, n[0]), Whole(text, n[1])),
            ("one-cycle", 0) => new OneCycle(),
            ("one-cycle", 1) => new OneCycle(Whole(text, n[0])),
            ("polynomial", 1) => new PolynomialDecay { Power = n[0] },
            ("polynomial", 2) => new PolynomialDecay(Whole(text, n[1])) { Power = n[0] },
            ("step", 1) => new StepDecay(Whole(text, n[0])),
            ("step", 2) => new StepDecay(Whole(text, n[0]), n[1]),
            ("warm-up", 1) => new WarmUp(Whole(text, n[0])),
            _ => throw Unknown(text),
        };
    }

    private static double Number(string text, string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw new OptionException($"Schedule: '{number}' is not a number.", $"schedule '{text}'", $"use one of {Forms}");

    private static long Whole(string text, double number) => number is >= 0 and <= 1e15 && Math.Floor(number) == number ? (long)number
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Schedule: {number} is not a number of steps."), $"schedule '{text}'",
            $"use one of {Forms}");

    private static int Size(string text, double number) => number <= int.MaxValue ? (int)Whole(text, number)
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Schedule: no model has {number} features."), $"schedule '{text}'",
            $"use one of {Forms}");

    private static OptionException Unknown(string text) => new($"Schedule: there is none called '{text}'.", $"schedule '{text}'", $"use one of {Forms}");
}

using System.Globalization;

namespace Hebb;

/// <summary>Something that is wrong with a run, with what to do about it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Layer">The layer that shows it; empty where it is the whole model, or the data.</param>
/// <param name="Message">What was seen, in a sentence.</param>
/// <param name="Figures">The numbers that it was seen by.</param>
/// <param name="Advice">What to do.</param>
public sealed record Finding(FindingKind Kind, string Layer, string Message, IReadOnlyList<MetricValue> Figures, string Advice)
{
    /// <summary>A figure by its name.</summary>
    public double this[string figure] => Figures.FirstOrDefault(value => value.Name == figure) is { Name: not null } found ? found.Value
        : throw new OptionException($"Finding: {Kind} has no figure '{figure}'.", $"figures {string.Join(", ", Figures.Select(static value => value.Name))}",
            "use one of the names above");

    /// <summary>For people, in two or three lines.</summary>
    public override string ToString()
    {
        string figures = string.Join(", ", Figures.Select(static figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:G3}")));
        return $"{Kind}{(Layer.Length == 0 ? "" : $" in '{Layer}'")}: {Message}{(figures.Length == 0 ? "" : $"\n  {figures}")}\n  Advice: {Advice}";
    }
}

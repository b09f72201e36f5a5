using System.Globalization;

namespace Hebb.Cli;

/// <summary>Something of a recipe, or of how it is trained, that can be set: with <c>hebb train --set</c>, or by a search.</summary>
/// <param name="Range">Its name, and the values that make sense.</param>
/// <param name="Default">The value unless said otherwise; null where that depends on others.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Between">Makes a range of its own within <see cref="Range"/>; null where values have no order.</param>
internal sealed record RecipeSetting(Hyperparameter Range, HyperValue? Default, string Description, Func<double, double, bool, Hyperparameter>? Between)
{
    public string Name => Range.Name;

    /// <summary>True where a range is one of whole numbers.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>A number.</summary>
    public static RecipeSetting Float(string name, double low, double high, HyperValue? otherwise, string description) =>
        new(Hyperparameter.Float(name, low, high), otherwise, description, (from, to, log) => Hyperparameter.Float(name, from, to, log));

    /// <summary>A whole number.</summary>
    public static RecipeSetting Int(string name, int low, int high, int otherwise, string description) =>
        new(Hyperparameter.Int(name, low, high), otherwise, description, (from, to, log) => Hyperparameter.Int(name, (int)from, (int)to, log)) { IsWhole = true };

    /// <summary>One of several names.</summary>
    public static RecipeSetting Choice(string name, IEnumerable<string> options, string otherwise, string description) =>
        new(Hyperparameter.Choice(name, options.Select(static option => (HyperValue)option)), otherwise, description, null);

    /// <summary>True or false.</summary>
    public static RecipeSetting Bool(string name, bool otherwise, string description) => new(Hyperparameter.Bool(name), otherwise, description, null);

    /// <summary>The value that a text stands for; null where it is none that can be used.</summary>
    public HyperValue? Parse(string text)
    {
        List<HyperValue> readings = [text];
        if (text is "true" or "false") readings.Add(text == "true");
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) readings.Add(number);
        foreach (HyperValue value in readings)
            if (Range.Contains(value)) return value;
        return null;
    }
}

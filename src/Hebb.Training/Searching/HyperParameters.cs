using System.Globalization;

namespace Hebb;

/// <summary>Hyperparameters with their values: what is chosen before training, where parameters are what training finds (A141).</summary>
/// <remarks>Immutable; two are equal when names and values are, in the same order.</remarks>
/// <example><code>
/// HyperParameters values = new(("learning_rate", 3e-3), ("units", 64), ("activation", "relu"), ("batch_norm", true));
/// var layer = new Dense(values.Int("units"), Activation.Parse(values.Text("activation")));
/// </code></example>
public sealed class HyperParameters : IEquatable<HyperParameters>
{
    private readonly (string Name, HyperValue Value)[] _values;

    /// <summary>Takes names with values.</summary>
    /// <exception cref="OptionException">A name comes twice.</exception>
    public HyperParameters(params IEnumerable<(string Name, HyperValue Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values];
        for (int i = 1; i < _values.Length; i++)
            for (int j = 0; j < i; j++)
                if (_values[i].Name == _values[j].Name)
                    throw new OptionException($"HyperParameters: '{_values[i].Name}' has two values.", $"values {this}", "give each name one value");
    }

    /// <summary>None.</summary>
    public static HyperParameters None { get; } = new();

    /// <summary>The names with their values, in order.</summary>
    public IReadOnlyList<(string Name, HyperValue Value)> Values => _values;

    /// <summary>The value of a name.</summary>
    /// <exception cref="OptionException">There is no such name.</exception>
    public HyperValue this[string name] => Find(name) ?? throw new OptionException($"HyperParameters: there is no '{name}'.",
        _values.Length == 0 ? "there are none" : $"names {string.Join(", ", _values.Select(static value => value.Name))}",
        "use one of the names that there are, or add this one to the search space");

    /// <summary>The value of a name, if there is one.</summary>
    public HyperValue? Find(string name)
    {
        foreach ((string known, HyperValue value) in _values)
            if (known == name) return value;
        return null;
    }

    /// <summary>A number.</summary>
    /// <exception cref="OptionException">There is no such name, or its value is no number.</exception>
    public double Float(string name) => this[name].Number ?? throw Not("a number", name);

    /// <summary>A whole number.</summary>
    /// <exception cref="OptionException">There is no such name, or its value is no whole number.</exception>
    public int Int(string name) => this[name].Number is { } number && number == (int)number ? (int)number : throw Not("a whole number", name);

    /// <summary>A text.</summary>
    /// <exception cref="OptionException">There is no such name, or its value is no text.</exception>
    public string Text(string name) => this[name].Text ?? throw Not("a text", name);

    /// <summary>True or false.</summary>
    /// <exception cref="OptionException">There is no such name, or its value is neither.</exception>
    public bool Bool(string name) => this[name].Truth ?? throw Not("true or false", name);

    /// <summary>These values, and those of others for the names that these lack: <c>chosen.Over(defaults)</c>.</summary>
    public HyperParameters Over(HyperParameters defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        return new([.. _values, .. defaults._values.Where(other => Find(other.Name) is null)]);
    }

    /// <inheritdoc/>
    public bool Equals(HyperParameters? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HyperParameters);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach ((string name, HyperValue value) in _values) hash.Add((name, value));
        return hash.ToHashCode();
    }

    /// <summary>For people: <c>learning_rate=0.003 units=64</c>.</summary>
    public override string ToString() => string.Join(' ', _values.Select(static value => string.Create(CultureInfo.InvariantCulture, $"{value.Name}={value.Value}")));

    private OptionException Not(string what, string name) => new($"HyperParameters: '{name}' is not {what}.", $"{name} {this[name]}",
        "read it with Float, Int, Text or Bool, whichever it is in the search space");
}

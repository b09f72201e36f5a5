using System.Globalization;

namespace Hebb;

/// <summary>The value of a hyperparameter: a number, a text, or true or false.</summary>
/// <remarks>Made from ordinary values by themselves (<c>HyperValue v = 0.1;</c>). Whole numbers and others are not told apart: 2 equals 2.0.</remarks>
/// <example><code>Hyperparameter units = Hyperparameter.Choice("units", 32, 64, 128), activation = Hyperparameter.Choice("activation", "relu", "tanh");</code></example>
public readonly struct HyperValue : IEquatable<HyperValue>
{
    private readonly object? _value;   // a double, a string or a bool

    private HyperValue(object value) => _value = value;

    /// <summary>The number, if it is one.</summary>
    public double? Number => _value as double?;

    /// <summary>The text, if it is one.</summary>
    public string? Text => _value as string;

    /// <summary>True or false, if it is that.</summary>
    public bool? Truth => _value as bool?;

    /// <summary>A number.</summary>
    public static implicit operator HyperValue(double value) => new(value);

    /// <summary>A whole number.</summary>
    public static implicit operator HyperValue(int value) => new((double)value);

    /// <summary>True or false.</summary>
    public static implicit operator HyperValue(bool value) => new(value);

    /// <summary>A text.</summary>
    public static implicit operator HyperValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value);
    }

    /// <summary>Whether two values are the same.</summary>
    public static bool operator ==(HyperValue left, HyperValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(HyperValue left, HyperValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(HyperValue other) => Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HyperValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode() ?? 0;

    /// <summary>The value as files and command lines have it: <c>0.001</c>, <c>relu</c>, <c>true</c>; exact.</summary>
    public override string ToString() => _value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        string text => text,
        _ => "",
    };
}

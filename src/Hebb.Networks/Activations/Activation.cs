using System.Globalization;

namespace Hebb;

/// <summary>An activation function, as a value that layers accept: <c>new Dense(128, Activation.Relu)</c>.</summary>
/// <remarks>Each has the name under which it is saved and printed; two of the same name are equal. The functions themselves are verbs of <see cref="Tensor"/>,
/// where their formulas, gradients and
/// sources are documented.</remarks>
/// <example><code>Activation leaky = Activation.Parse("leaky_relu(0.1)");</code></example>
public sealed partial class Activation : IEquatable<Activation>
{
    private readonly Func<Tensor, Tensor> _function;

    private Activation(string name, Func<Tensor, Tensor> function)
    {
        Name = name;
        _function = function;
    }

    /// <summary>What files and printouts call it: <c>relu</c>, <c>leaky_relu(0.1)</c>.</summary>
    public string Name { get; }

    /// <summary>The activation of a name as <see cref="Name"/> gives it.</summary>
    /// <exception cref="OptionException">There is no such activation.</exception>
    public static Activation Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int open = name.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return Known.FirstOrDefault(activation => activation.Name == name) ?? Make(name, []) ?? throw Unknown(name);
        if (name[^1] != ')') throw Unknown(name);
        string[] texts = name[(open + 1)..^1].Split(',');
        var numbers = new double[texts.Length];
        for (int i = 0; i < texts.Length; i++)
            if (!double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) throw Unknown(name);
        return Make(name[..open], numbers) ?? throw Unknown(name);
    }

    /// <summary>Applies the function.</summary>
    public Tensor Call(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return _function(x);
    }

    /// <inheritdoc/>
    public bool Equals(Activation? other) => other is not null && other.Name == Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static OptionException Unknown(string name) => new($"Activation: there is none called '{name}'.", $"activation '{name}'",
        $"use one of {string.Join(", ", Known.Select(static activation => activation.Name))}, {Families}");
}

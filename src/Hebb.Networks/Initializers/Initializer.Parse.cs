using System.Globalization;

namespace Hebb;

public abstract partial record Initializer
{
    /// <summary>The initializer of a name as <see cref="Name"/> gives it; for files and the command line.</summary>
    /// <exception cref="OptionException">There is no such initializer.</exception>
    /// <example><code>Initializer initializer = Initializer.Parse("truncated_normal(0.02)");</code></example>
    public static Initializer Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int open = name.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return Parse(name, name, []);
        if (name[^1] != ')') throw Unknown(name);
        string[] parts = name[(open + 1)..^1].Split(',');
        var numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) throw Unknown(name);
        return Parse(name, name[..open], numbers);
    }

    private static Initializer Parse(string name, string kind, double[] numbers) => (kind, numbers) switch
    {
        ("zeros", []) => Zeros,
        ("ones", []) => Ones,
        ("constant", [double value]) => Constant(value),
        ("uniform", []) => Uniform(),
        ("uniform", [double low, double high]) => Uniform(low, high),
        ("normal", []) => Normal(),
        ("normal", [double deviation]) => Normal(deviation),
        ("truncated_normal", []) => TruncatedNormal(),
        ("truncated_normal", [double deviation]) => TruncatedNormal(deviation),
        ("glorot_uniform", []) => GlorotUniform,
        ("glorot_normal", []) => GlorotNormal,
        ("he_uniform", []) => HeUniform,
        ("he_normal", []) => HeNormal,
        ("lecun_uniform", []) => LeCunUniform,
        ("lecun_normal", []) => LeCunNormal,
        _ => throw Unknown(name),
    };

    private static OptionException Unknown(string name) => new($"Initializer: there is none called '{name}'.", $"initializer '{name}'",
        "use one of zeros, ones, constant(value), uniform(low, high), normal(deviation), truncated_normal(deviation), " +
        "glorot_uniform, glorot_normal, he_uniform, he_normal, lecun_uniform, lecun_normal");
}

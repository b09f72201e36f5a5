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
        string kind = name[..open];
        string[] parts = name[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        if (kind == "variance_scaling" && parts.Length == 3)
            return VarianceScaling(Number(name, parts[0]), FanModeOf(name, parts[1]), DistributionOf(name, parts[2]));
        return Parse(name, kind, Array.ConvertAll(parts, part => Number(name, part)));
    }

    private static double Number(string name, string part) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Unknown(name);

    private static FanMode FanModeOf(string name, string part)
    {
        foreach (FanMode mode in Enum.GetValues<FanMode>())
            if (NameOf(mode) == part) return mode;
        throw Unknown(name);
    }

    private static RandomDistribution DistributionOf(string name, string part)
    {
        foreach (RandomDistribution distribution in Enum.GetValues<RandomDistribution>())
            if (NameOf(distribution) == part) return distribution;
        throw Unknown(name);
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
        ("normal", [double deviation, double mean]) => Normal(deviation, mean),
        ("truncated_normal", []) => TruncatedNormal(),
        ("truncated_normal", [double deviation]) => TruncatedNormal(deviation),
        ("truncated_normal", [double deviation, double mean]) => TruncatedNormal(deviation, mean),
        ("glorot_uniform", []) => GlorotUniform,
        ("glorot_normal", []) => GlorotNormal,
        ("he_uniform", []) => HeUniform,
        ("he_normal", []) => HeNormal,
        ("lecun_uniform", []) => LeCunUniform,
        ("lecun_normal", []) => LeCunNormal,
        ("fan_in_uniform", []) => FanInUniform,
        ("variance_scaling", []) => VarianceScaling(),
        ("identity" or "dirac", []) => Identity(),
        ("identity", [double gain]) => Identity(gain),
        ("orthogonal", []) => Orthogonal(),
        ("orthogonal", [double gain]) => Orthogonal(gain),
        ("sparse", [double sparsity]) => Sparse(sparsity),
        ("sparse", [double sparsity, double deviation]) => Sparse(sparsity, deviation),
        _ => throw Unknown(name),
    };

    private static OptionException Unknown(string name) => new($"Initializer: there is none called '{name}'.", $"initializer '{name}'",
        "use one of zeros, ones, constant(value), uniform(low, high), normal(deviation, mean), truncated_normal(deviation, mean), " +
        "glorot_uniform, glorot_normal, he_uniform, he_normal, lecun_uniform, lecun_normal, fan_in_uniform, " +
        "variance_scaling(scale, fan_in | fan_out | fan_avg, truncated_normal | normal | uniform), identity(gain), orthogonal(gain), " +
        "sparse(sparsity, deviation)");
}

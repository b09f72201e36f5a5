namespace Hebb;

public abstract partial record Constraint
{
    /// <summary>The constraint of a name as <see cref="Name"/> gives it; for files and the command line. A number more is the axis.</summary>
    /// <exception cref="OptionException">There is no such constraint.</exception>
    /// <example><code>Constraint constraint = Constraint.Parse("max_norm(3)");</code></example>
    public static Constraint Parse(string name) => NamedNumbers.Parse(name ?? throw new ArgumentNullException(nameof(name))) switch
    {
        { Kind: "max_norm", Numbers: [double max] } => new MaxNorm(max),
        { Kind: "max_norm", Numbers: [double max, double axis] } => new MaxNorm(max) { Axis = Whole(axis, name) },
        { Kind: "min_max_norm", Numbers: [double min, double max, double rate] } => new MinMaxNorm(min, max, rate),
        { Kind: "min_max_norm", Numbers: [double min, double max, double rate, double axis] } =>
            new MinMaxNorm(min, max, rate) { Axis = Whole(axis, name) },
        { Kind: "non_negative", Numbers: [] } => new NonNegative(),
        { Kind: "unit_norm", Numbers: [] } => new UnitNorm(),
        { Kind: "unit_norm", Numbers: [double axis] } => new UnitNorm { Axis = Whole(axis, name) },
        _ => throw Unknown(name),
    };

    private static int Whole(double axis, string name) => double.IsInteger(axis) && Math.Abs(axis) < 100 ? (int)axis : throw Unknown(name);

    private static OptionException Unknown(string name) => new($"Constraint: there is none called '{name}'.", $"constraint '{name}'",
        "use one of max_norm(max), min_max_norm(min, max, rate), non_negative, unit_norm; a number more is the axis: max_norm(3, 1)");
}

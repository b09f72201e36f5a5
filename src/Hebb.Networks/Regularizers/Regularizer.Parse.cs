namespace Hebb;

public abstract partial record Regularizer
{
    /// <summary>The regularizer of a name as <see cref="Name"/> gives it; for files and the command line.</summary>
    /// <exception cref="OptionException">There is no such regularizer.</exception>
    /// <example><code>Regularizer regularizer = Regularizer.Parse("l2(0.0001)");</code></example>
    public static Regularizer Parse(string name) => NamedNumbers.Parse(name ?? throw new ArgumentNullException(nameof(name))) switch
    {
        { Kind: "l1", Numbers: [double strength] } => new L1(strength),
        { Kind: "proximal_l1", Numbers: [double strength] } => new L1(strength) { Proximal = true },
        { Kind: "l2", Numbers: [double strength] } => new L2(strength),
        { Kind: "l1l2", Numbers: [double l1, double l2] } => new L1L2(l1, l2),
        { Kind: "orthogonal_rows", Numbers: [double strength] } => new OrthogonalRegularizer(strength),
        { Kind: "orthogonal_columns", Numbers: [double strength] } => new OrthogonalRegularizer(strength) { Columns = true },
        _ => throw new OptionException($"Regularizer: there is none called '{name}'.", $"regularizer '{name}'",
            "use one of l1(strength), proximal_l1(strength), l2(strength), l1l2(l1, l2), orthogonal_rows(strength), orthogonal_columns(strength)"),
    };
}

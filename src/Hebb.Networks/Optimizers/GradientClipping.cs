namespace Hebb;

/// <summary>What is done to gradients before they are applied, as a value for the trainer.</summary>
/// <example><code>
/// var trainer = new Trainer(model) { Optimizer = new Adam(), Loss = new CrossEntropy(), Clipping = GradientClipping.ByGlobalNorm(1) };
/// </code></example>
public abstract record GradientClipping
{
    private GradientClipping()
    {
    }

    /// <summary>Every element into [-limit, limit]: <see cref="Gradients.ClipByValue"/>.</summary>
    public static GradientClipping ByValue(double limit) => new ValueClipping(Checked(nameof(ByValue), nameof(limit), limit));

    /// <summary>Each gradient by itself to at most this norm: <see cref="Gradients.ClipByNorm"/>.</summary>
    public static GradientClipping ByNorm(double max) => new NormClipping(Checked(nameof(ByNorm), nameof(max), max));

    /// <summary>All gradients together to at most this norm, keeping their direction: <see cref="Gradients.ClipByGlobalNorm"/>. The usual choice.</summary>
    public static GradientClipping ByGlobalNorm(double max) => new GlobalNormClipping(Checked(nameof(ByGlobalNorm), nameof(max), max));

    /// <summary>The clipped gradients.</summary>
    public abstract Gradients Apply(Gradients gradients);

    private static double Checked(string name, string option, double value) => value > 0 ? value
        : throw new OptionException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"GradientClipping.{name}: gradients cannot be clipped at {value}."),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{option} {value}"), "use a number above zero; 1 is usual");

    private sealed record ValueClipping(double Limit) : GradientClipping
    {
        public override Gradients Apply(Gradients gradients) => gradients.ClipByValue(Limit);
    }

    private sealed record NormClipping(double Max) : GradientClipping
    {
        public override Gradients Apply(Gradients gradients) => gradients.ClipByNorm(Max);
    }

    private sealed record GlobalNormClipping(double Max) : GradientClipping
    {
        public override Gradients Apply(Gradients gradients) => gradients.ClipByGlobalNorm(Max);
    }
}

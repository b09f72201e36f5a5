namespace Hebb;

/// <summary>What <see cref="Initializer.VarianceScaling"/> draws from.</summary>
public enum RandomDistribution
{
    /// <summary>Normal, drawn again beyond two standard deviations, and widened so that the variance is the same.</summary>
    TruncatedNormal,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Uniform around zero.</summary>
    Uniform,
}

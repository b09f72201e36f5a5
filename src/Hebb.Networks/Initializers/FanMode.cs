namespace Hebb;

/// <summary>Which connections of a unit <see cref="Initializer.VarianceScaling"/> counts.</summary>
public enum FanMode
{
    /// <summary>Those that lead in: keeps the variance of values from layer to layer.</summary>
    In,

    /// <summary>Those that lead out: keeps the variance of gradients.</summary>
    Out,

    /// <summary>The mean of both.</summary>
    Average,
}

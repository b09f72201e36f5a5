namespace Hebb;

/// <summary>How the figures of the classes become one.</summary>
public enum ClassAverage
{
    /// <summary>Their mean: small classes matter as much as large ones. Classes that neither occur nor are predicted do not count.</summary>
    Macro,

    /// <summary>The figure of all answers counted together: every sample matters as much.</summary>
    Micro,

    /// <summary>Their mean, each weighted by how often its class occurs.</summary>
    Weighted,
}

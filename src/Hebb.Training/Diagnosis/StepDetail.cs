namespace Hebb;

/// <summary>How closely a step is looked at.</summary>
internal enum StepDetail
{
    /// <summary>Its loss is enough.</summary>
    Loss,

    /// <summary>Norms and fractions of each layer.</summary>
    Layers,

    /// <summary>Also whether units are copies of each other.</summary>
    Units,
}

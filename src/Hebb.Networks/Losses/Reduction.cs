namespace Hebb;

/// <summary>How the losses of the samples of a batch become one number.</summary>
public enum Reduction
{
    /// <summary>Their mean, so that the gradient does not depend on the batch size.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>They stay apart, one per sample.</summary>
    None,
}

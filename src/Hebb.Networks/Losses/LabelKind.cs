namespace Hebb;

/// <summary>Which numbers a loss takes for labels.</summary>
internal enum LabelKind
{
    /// <summary>Any.</summary>
    Value,

    /// <summary>0 or more: counts and amounts.</summary>
    Amount,

    /// <summary>From 0, which is no, to 1, which is yes.</summary>
    Probability,

    /// <summary>Along the last axis from 0, with a sum of 1; or all of them 0, where there is no label.</summary>
    Distribution,

    /// <summary>1 for yes, and 0 or -1 for no.</summary>
    Sign,
}

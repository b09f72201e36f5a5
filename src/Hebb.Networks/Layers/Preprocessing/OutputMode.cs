namespace Hebb;

/// <summary>What becomes of the numbers of tokens, or of categories, that belong to a sample.</summary>
public enum OutputMode
{
    /// <summary>They stay numbers (Int32), in their order: for an Embedding.</summary>
    Int,

    /// <summary>Each becomes an indicator vector.</summary>
    OneHot,

    /// <summary>One vector for all of a sample's: 1 at every number that is among them, 0 elsewhere.</summary>
    MultiHot,

    /// <summary>One vector for all of a sample's: how often each number is among them.</summary>
    Count,

    /// <summary>The counts, each times the weight of its token: rare ones tell more. For layers that have seen documents.</summary>
    TfIdf,
}

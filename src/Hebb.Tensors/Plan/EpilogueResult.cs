namespace Hebb;

/// <summary>What becomes of a result that an epilogue follows.</summary>
internal enum EpilogueResult
{
    /// <summary>The one output of what follows takes its place.</summary>
    Replaced,

    /// <summary>It is an output too, the first.</summary>
    Kept,
}

namespace Hebb.Testing;

/// <summary>A check that did not hold, told in the four parts of every Hebb error. Any test framework reports it as a failed test.</summary>
/// <param name="what">Which check failed, in one sentence.</param>
/// <param name="values">Where the values differ, and by how much.</param>
/// <param name="fix">Where to look first.</param>
/// <param name="inner">The error that a checked call threw, if any.</param>
public sealed class SpecFailedException(string what, string values, string fix, Exception? inner = null) : HebbException(what, values, fix, inner);

namespace Hebb.Architecture.Tests;

/// <summary>A house rule, with everything that breaks it.</summary>
internal static class Rule
{
    /// <summary>Fails, and lists them all, when something breaks the rule.</summary>
    public static void Unbroken(string rule, IEnumerable<string> broken)
    {
        string[] all = [.. broken];
        if (all.Length > 0) Assert.Fail($"{rule} Broken {all.Length} times:\n{string.Join("\n", all)}");
    }
}

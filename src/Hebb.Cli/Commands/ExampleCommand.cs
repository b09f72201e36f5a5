using System.CommandLine;

namespace Hebb.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines to try.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}

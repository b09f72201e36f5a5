using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hebb.Cli;

/// <summary>The help of a command, followed by its examples.</summary>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Adds examples to the help of all commands.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (Option option in root.Options)
            if (option is HelpOption { Action: HelpAction usual }) option.Action = new ExampleHelp(usual);
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;   // who asks for help need not type all the rest

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not ExampleCommand { Examples: { Count: > 0 } examples }) return exitCode;
        Console.Out.WriteLine("Examples:");
        foreach (string example in examples) Console.Out.WriteLine($"  {example}");
        Console.Out.WriteLine();
        return exitCode;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hebb.Cli;

/// <summary>The commands, and what happens when the command line does not parse.</summary>
internal static class Cli
{
    /// <summary>Parses and runs; gives back the exit code.</summary>
    public static int Run(string[] args)
    {
        RootCommand root = new("Hebb: deep learning for .NET. Trains networks, evaluates them, and shows what is inside. Begin with: hebb train lenet5")
        {
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            PredictCommand.Create(),
            SummaryCommand.Create(),
            DataCommand.Create(),
        };
        ExampleHelp.AddTo(root);
        ParseResult result = root.Parse(args.Length == 0 ? ["--help"] : args);
        string place = Place(result);
        try
        {
            if (result.Errors.Count > 0) throw Error(result, args, place);
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (HebbException e) when (e.Where.Count == 0 && e.Within($"command '{place}'"))
        {
            throw;
        }
    }

    // The parser's own errors, in four parts like all others.
    private static OptionException Error(ParseResult result, string[] args, string place)
    {
        Command command = result.CommandResult.Command;
        string typed = $"hebb {string.Join(' ', args)}", help = $"see '{place} --help'";
        if (result.UnmatchedTokens is [string token, ..])
        {
            bool isOption = token.StartsWith('-'), isCommand = !isOption && command.Subcommands.Count > 0;
            string[] known = [.. isOption ? Options(result) : command.Subcommands.Select(static sub => sub.Name)];
            string what = isOption ? $"there is no option '{token}'." : isCommand ? $"there is no command '{token}'." : $"'{token}' is one argument too many.";
            string fix = isCommand ? $"use one of {string.Join(", ", known)}{Spelling.Hint(token, known)}" : isOption ? $"{help}{Spelling.Hint(token, known)}" : $"leave it out, or quote what belongs together; {help}";
            return CommandLineError.At($"command '{place}'", what, typed, fix);
        }
        if (command.Subcommands.Count > 0)
            return CommandLineError.At($"command '{place}'", "a command is missing.", typed, $"use one of {string.Join(", ", command.Subcommands.Select(static sub => sub.Name))}");
        return CommandLineError.At($"command '{place}'", string.Join(' ', result.Errors.Select(static error => error.Message).Distinct()), typed, help);
    }

    private static IEnumerable<string> Options(ParseResult result)
    {
        for (SymbolResult? at = result.CommandResult; at is CommandResult command; at = at.Parent)
            foreach (Option option in command.Command.Options) yield return option.Name;
    }

    private static string Place(ParseResult result)
    {
        List<string> names = [];
        for (SymbolResult? at = result.CommandResult; at is CommandResult command; at = at.Parent) names.Insert(0, command.Command is RootCommand ? "hebb" : command.Command.Name);
        return string.Join(' ', names);
    }
}

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
        string[] commands = [.. result.CommandResult.Command.Subcommands.Select(static command => command.Name)];
        string help = $"see '{place} --help'", oneOf = $"use one of {string.Join(", ", commands)}";
        if (result.UnmatchedTokens is [string token, ..])
        {
            if (token.StartsWith('-')) return Mistake($"there is no option '{token}'.", help + Spelling.Hint(token, Options(result)));
            return commands.Length > 0 ? Mistake($"there is no command '{token}'.", oneOf + Spelling.Hint(token, commands))
                : Mistake($"'{token}' is one argument too many.", $"leave it out, or quote what belongs together; {help}");
        }
        return commands.Length > 0 ? Mistake("a command is missing.", oneOf)
            : Mistake(string.Join(' ', result.Errors.Select(static error => error.Message).Distinct()), help);

        OptionException Mistake(string what, string fix) => CommandLineError.At($"command '{place}'", what, $"hebb {string.Join(' ', args)}", fix);
    }

    private static IEnumerable<string> Options(ParseResult result)
    {
        for (SymbolResult? at = result.CommandResult; at is CommandResult command; at = at.Parent)
            foreach (Option option in command.Command.Options) yield return option.Name;
    }

    private static string Place(ParseResult result)
    {
        List<string> names = [];   // of the command and those it is in
        for (SymbolResult? at = result.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
            names.Insert(0, command.Command.Name);
        return string.Join(' ', ["hebb", .. names]);
    }
}

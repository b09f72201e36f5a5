using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hebb.Cli;

/// <summary>The commands, and what happens when the command line does not parse.</summary>
internal static class Cli
{
    /// <summary>Parses and runs. Everything the user can do wrong ends in one message of four parts on standard error.</summary>
    /// <returns>The exit code: 0, 2 for the command line, 1 for what is in files, 130 after Ctrl-C.</returns>
    public static int Run(string[] args)
    {
        RootCommand root = new("Hebb: deep learning for .NET. Trains networks, evaluates them, and shows what is inside. Begin with: hebb train lenet5")
        {
            TrainCommand.Create(),
            TuneCommand.Create(),
            EvaluateCommand.Create(),
            PredictCommand.Create(),
            SummaryCommand.Create(),
            PlanCommand.Create(),
            DataCommand.Create(),
        };
        ExampleHelp.AddTo(root);
        ParseResult result = root.Parse(args);
        if (result is { Errors.Count: > 0, UnmatchedTokens.Count: 0, CommandResult.Command.Subcommands.Count: > 0 })
            result = root.Parse([.. args, "--help"]);   // what stands for other commands shows them
        string place = Place(result);
        try
        {
            if (result.Errors.Count > 0) throw Error(result, args, place);
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (Explain(e) is { } error)
        {
            return ErrorText.Write(error, place);
        }
    }

    // What the user can do something about; anything else is a mistake of ours, whose stack trace helps.
    private static HebbException? Explain(Exception e) => e switch
    {
        HebbException error => error,
        IOException or UnauthorizedAccessException => new DataException($"hebb: {e.Message.TrimEnd('.')}.", "while reading or writing",
            "check the disk, the path and the right to use it, and try again", e),
        OutOfMemoryException => new UsageException("hebb: there is not enough memory.", $"{Figures.Count(Environment.WorkingSet >> 20)} MB held",
            "use a smaller --batch or --limit, or a machine with more memory", e),
        _ => null,
    };

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
        return Mistake(string.Join(' ', result.Errors.Select(static error => error.Message).Distinct()), help);

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

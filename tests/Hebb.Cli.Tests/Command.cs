using System.Diagnostics;
using System.Text.Json;

namespace Hebb.Cli.Tests;

/// <summary>What a finished <c>hebb</c> has left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The last line, which is a JSON object.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;

    /// <summary>The run's digest of all weights.</summary>
    public string Weights => Json.GetProperty("weights_sha256").GetString()!;
}

/// <summary>The command as users run it: a process of its own, without data in HEBB_DATA or in the cache.</summary>
internal static class Command
{
    /// <summary>Runs it to its end.</summary>
    public static Outcome Run(params string[] arguments) => End(Start(arguments));

    /// <summary>Runs it, expects success, and gives back what it printed.</summary>
    public static Outcome Succeed(params string[] arguments)
    {
        Outcome outcome = Run(arguments);
        Assert.True(outcome.ExitCode == 0, $"hebb {string.Join(' ', arguments)}: exit code {outcome.ExitCode}\n{outcome.Error}");
        Assert.Equal("", outcome.Error);
        return outcome;
    }

    /// <summary>Runs it and expects an exit code, nothing on standard output, and a message of four parts on standard error.</summary>
    public static string Fail(int exitCode, params string[] arguments)
    {
        Outcome outcome = Run(arguments);
        Assert.True(outcome.ExitCode == exitCode, $"hebb {string.Join(' ', arguments)}: exit code {outcome.ExitCode}\n{outcome.Error}");
        Assert.Equal("", outcome.Output);
        HasFourParts(outcome.Error);
        return outcome.Error;
    }

    /// <summary>What, the values, where, how to fix it; and no stack trace.</summary>
    public static void HasFourParts(string error)
    {
        string[] lines = error.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length == 4, $"four lines are expected:\n{error}");
        Assert.Matches(@"^\S+.*: .*\.$", lines[0]);
        Assert.StartsWith("  ", lines[1]);
        Assert.StartsWith("  in ", lines[2]);
        Assert.StartsWith("  Fix: ", lines[3]);
        Assert.EndsWith(".", lines[3]);
    }

    /// <summary>Starts it.</summary>
    public static Process Start(params string[] arguments) => Start("dotnet", [Library, .. arguments]);

    /// <summary>Starts a program in the same surroundings.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("HEBB_DATA");
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(AppContext.BaseDirectory, "no-cache");
        return Process.Start(start)!;
    }

    /// <summary>Waits for its end.</summary>
    public static Outcome End(Process process)
    {
        using (process)
        {
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new(process.ExitCode, output, error.Result);
        }
    }

    /// <summary>The program.</summary>
    public static string Library { get; } = Path.Combine(AppContext.BaseDirectory, "hebb.dll");
}

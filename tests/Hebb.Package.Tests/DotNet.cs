using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hebb.Package.Tests;

/// <summary>The dotnet command.</summary>
internal static class DotNet
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The project of a user.</summary>
    public static string App { get; } = Path.Combine(Root, "tests", "package");

    /// <summary>Runs a program; gives back its exit code and all that it printed.</summary>
    public static (int ExitCode, string Output) Run(string program, params ReadOnlySpan<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments.ToArray()) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        // What the test host's own dotnet left there would mislead this one.
        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Runs dotnet, which must succeed, without processes that outlive it.</summary>
    public static void Succeeds(params ReadOnlySpan<string> arguments)
    {
        (int code, string output) = Run("dotnet", [.. arguments, "-nodeReuse:false", "--nologo", "-v", "quiet"]);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments.ToArray())}\n{output}");
    }

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}

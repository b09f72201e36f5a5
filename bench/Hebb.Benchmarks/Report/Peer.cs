using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Hebb.Benchmarks.Report;

/// <summary>Other programs that measure the same: scripts in bench/peers, and this one again in a process of its own.</summary>
internal static class Peer
{
    /// <summary>A script of bench/peers, looked for from the current folder upwards.</summary>
    public static string? Script(string name)
    {
        for (DirectoryInfo? folder = new(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "bench", "peers", name) is var file && File.Exists(file)) return file;
        return null;
    }

    /// <summary>A Python that has a module: the one that PYTHON names, or the system's.</summary>
    public static string? Python(string module)
    {
        string[] candidates = Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } chosen ? [chosen] : ["python3", "/usr/bin/python3"];
        foreach (string candidate in candidates)
            try
            {
                using var process = Process.Start(new ProcessStartInfo(candidate, ["-c", $"import {module}"]) { RedirectStandardError = true })!;
                process.StandardError.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0) return candidate;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not there: try the next.
            }
        return null;
    }

    /// <summary>The arguments with which <see cref="Environment.ProcessPath"/> runs this program.</summary>
    public static string[] Ours(string[] words) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Peer).Assembly.Location, .. words] : words;

    /// <summary>The last line that a program prints, as JSON.</summary>
    public static JsonObject Last(string program, IEnumerable<string> arguments, IEnumerable<(string Key, string Value)> environment) =>
        JsonNode.Parse(Output(program, arguments, environment).Trim().Split('\n')[^1])!.AsObject();

    /// <summary>What a program prints.</summary>
    public static string Output(string program, IEnumerable<string> arguments, IEnumerable<(string Key, string Value)> environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        foreach ((string key, string value) in environment) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
        return output;
    }
}

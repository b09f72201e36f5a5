using System.Diagnostics;

namespace Hebb.Cli.Tests;

/// <summary>A test that needs a program of the system; it is skipped, and says so, where that fails.</summary>
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            if (process.ExitCode != 0) Skip = $"'{program} {string.Join(' ', arguments)}' fails here, with exit code {process.ExitCode}.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip = $"There is no program '{program}' here.";
        }
    }
}

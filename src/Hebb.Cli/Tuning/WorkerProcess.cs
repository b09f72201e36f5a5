using System.Diagnostics;
using System.Text;

namespace Hebb.Cli;

/// <summary>A process that trains trials, one after the other: this program again, with the same arguments and <c>--worker</c>.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public WorkerProcess()
    {
        string[] arguments = Environment.GetCommandLineArgs();   // the program first
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);   // dotnet hebb.dll
        ProcessStartInfo start = new(program, [.. isHost ? arguments : arguments[1..], TuneCommand.WorkerOption])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Trains a trial.</summary>
    /// <returns>The result; null when the process ended without one.</returns>
    public TrialResult? Run(Trial trial)
    {
        try
        {
            _process.StandardInput.Write(Encoding.UTF8.GetString(TrialJson.Write(trial)) + "\n");
            _process.StandardInput.Flush();
            return _process.StandardOutput.ReadLine() is { } line && line.EndsWith('}')
                ? TrialJson.ReadResult(StrictJson.Parse(Encoding.UTF8.GetBytes(line), "Worker: the result")) : null;
        }
        catch (IOException)
        {
            return null;   // the pipe broke
        }
    }

    /// <summary>What the process, which has ended, says about that; null when it was killed, which says nothing.</summary>
    public string? Complaint()
    {
        _process.WaitForExit();
        string errors = _errors.GetAwaiter().GetResult().Trim();
        return errors.Length > 0 ? errors : null;
    }

    /// <summary>Ends the process at once.</summary>
    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        _process.Dispose();
    }
}

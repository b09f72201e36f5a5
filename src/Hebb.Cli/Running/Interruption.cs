using System.Runtime.InteropServices;

namespace Hebb.Cli;

/// <summary>Ctrl-C: the first one asks for an orderly end, the second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private readonly CancellationTokenSource _source = new();

    public Interruption() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        if (IsRequested) Environment.Exit(ExitCode);
        context.Cancel = true;
        _source.Cancel();
    });

    /// <summary>128 and the number of the signal, as shells have it.</summary>
    public static int ExitCode => 130;

    /// <summary>True once the user wants to stop.</summary>
    public bool IsRequested => _source.IsCancellationRequested;

    /// <summary>For what can be cancelled.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Waits for a task; false when the user stops the run first.</summary>
    public bool WaitFor(Task task)
    {
        try
        {
            Task.WaitAny([task], Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}

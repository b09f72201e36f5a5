using System.Runtime.InteropServices;

namespace Hebb.Cli;

/// <summary>Ctrl-C: the first one asks for an orderly end, the second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private volatile bool _isRequested;

    public Interruption() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        if (_isRequested) Environment.Exit(ExitCode);
        context.Cancel = true;
        _isRequested = true;
    });

    /// <summary>128 and the number of the signal, as shells have it.</summary>
    public static int ExitCode => 130;

    /// <summary>True once the user wants to stop.</summary>
    public bool IsRequested => _isRequested;

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();
}

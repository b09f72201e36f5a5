using System.Diagnostics;

namespace Hebb.Cli;

/// <summary>Passes events on, and notes how long after the start of the process the first step was done.</summary>
internal sealed class FirstStep(IProgress<TrainingEvent> next) : IProgress<TrainingEvent>
{
    /// <summary>Seconds from the start of the process to the end of the first step; null before it.</summary>
    public double? Seconds { get; private set; }

    /// <inheritdoc/>
    public void Report(TrainingEvent value)
    {
        if (Seconds is null && value.Kind == TrainingEventKind.StepEnded)
        {
            DateTime now = DateTime.UtcNow;   // before anything else: local time would first read the time zones
            using Process process = Process.GetCurrentProcess();
            Seconds = (now - process.StartTime.ToUniversalTime()).TotalSeconds;
        }
        next.Report(value);
    }
}

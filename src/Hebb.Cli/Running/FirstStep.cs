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
            using Process process = Process.GetCurrentProcess();
            Seconds = (DateTime.Now - process.StartTime).TotalSeconds;
        }
        next.Report(value);
    }
}

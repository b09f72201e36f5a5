using System.Globalization;

namespace Hebb;

/// <summary>Says how a run goes while it lasts: a line for each epoch that is done, and within long epochs one every ten seconds. At the end, the lines are
/// those of <see cref="History.ToString"/>.</summary>
/// <param name="writer">Where the lines go.</param>
/// <example><code>trainer.Fit(data, epochs: 60, progress: new TextProgress(Console.Out));</code></example>
public sealed class TextProgress(TextWriter writer) : IProgress<TrainingEvent>
{
    private readonly TextWriter _writer = writer ?? throw new ArgumentNullException(nameof(writer));
    private TimeSpan _last;

    /// <summary>How long nothing is said within an epoch; ten seconds by default.</summary>
    /// <exception cref="OptionException">It is negative.</exception>
    public TimeSpan Interval
    {
        get;
        init => field = value >= TimeSpan.Zero ? value
            : throw new OptionException("TextProgress: the interval is negative.", $"Interval {value}", "use zero, for a line after each step, or more");
    } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public void Report(TrainingEvent value)
    {
        switch (value.Kind)
        {
            case TrainingEventKind.RunBegan:
                _last = value.Elapsed;   // of this run: the same object may be told of several
                foreach (string warning in value.History.Warnings) Write(History.Warning(warning), value);
                break;
            case TrainingEventKind.StepEnded when value.Step < value.Steps && value.Elapsed - _last >= Interval:
                Write(string.Create(CultureInfo.InvariantCulture,
                    $"epoch {value.Epoch} of {value.Epochs}, step {value.Step} of {value.Steps}: loss {value.Loss:0.0000}, {value.SamplesPerSecond:N0} samples/s"),
                    value);
                break;
            case TrainingEventKind.EpochEnded:
                Write(value.History.Epochs[^1].ToString(), value);
                break;
            case TrainingEventKind.RunEnded when value.History.StoppedBecause is { } reason:
                Write(History.Stopped(reason), value);
                break;
        }
    }

    private void Write(string line, TrainingEvent value)
    {
        _writer.WriteLine(line);
        _writer.Flush();
        _last = value.Elapsed;
    }
}

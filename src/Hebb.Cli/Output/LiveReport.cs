using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hebb.Cli;

/// <summary>A bar that fills in each epoch, with loss, accuracy, the time left of the run and speed; above it a line for each epoch that is done.</summary>
internal sealed class LiveReport(TrainingOptions options, Trainer trainer) : PlainReport(options, trainer)
{
    private const string Key = "figures";
    private const int WidthWithBar = 76, WidestFigures = 58, LongestBar = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100), Settled = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch _sinceShown = new();
    private readonly int _width = Terminal.Width;
    private ProgressTask? _bar;
    private int _room;             // for figures
    private TimeSpan _began;       // of the epoch, on the run's clock
    private int _stepsBefore;      // of this epoch, done by an earlier process
    private long _samplesBefore;

    /// <inheritdoc/>
    public override void Watch(Action run)
    {
        int label = $"epoch {Figures.Of(Options.TotalEpochs, Options.TotalEpochs)} ".Length;
        int bar = _width < WidthWithBar ? 0 : Math.Clamp(_width - label - WidestFigures, 8, LongestBar);
        _room = _width - label - bar - 1;
        List<ProgressColumn> columns = [new TaskDescriptionColumn { Alignment = Justify.Left }];
        if (bar > 0) columns.Add(new ProgressBarColumn { Width = bar });
        columns.Add(new FiguresColumn());
        AnsiConsole.Progress().AutoClear(true).Columns([.. columns]).Start(context =>
        {
            _bar = context.AddTask($"epoch {Figures.Of(0, Options.TotalEpochs)}", autoStart: false);
            run();
        });
    }

    /// <inheritdoc/>
    public override void Report(TrainingEvent value)
    {
        switch (value.Kind)
        {
            case TrainingEventKind.EpochBegan:
                (_began, _stepsBefore, _samplesBefore) = (value.Elapsed, value.Step, value.Samples);
                _bar!.Description = $"epoch {Figures.Of(value.Epoch, value.Epochs)}";
                _bar.MaxValue = value.Steps + 1;   // never full: a full bar ends
                _bar.Value = value.Step;
                break;
            case TrainingEventKind.StepEnded when !_sinceShown.IsRunning || _sinceShown.Elapsed > Interval:
                _bar!.Value = value.Step;
                string figures = Running(value);
                _bar.State.Update<Shown>(Key, _ => new(figures));
                _sinceShown.Restart();
                break;
            case TrainingEventKind.EpochEnded:
                AnsiConsole.WriteLine(EpochLine(value, _width));
                break;
            default:
                break;
        }
    }

    // The most important figures first.
    private string Running(TrainingEvent value)
    {
        List<string> parts = [$"loss {Figures.Loss(value.Loss)}", $"accuracy {Figures.Percent(Trainer.Metrics[0].Result)}"];
        TimeSpan elapsed = value.Elapsed - _began;
        if (elapsed > Settled)
        {
            double steps = value.Steps - value.Step + ((double)(value.Epochs - value.Epoch) * value.Steps);
            parts.Add($"{Figures.Time(steps * elapsed.TotalSeconds / (value.Step - _stepsBefore))} left");
            parts.Add($"{Figures.Count((long)((value.Samples - _samplesBefore) / elapsed.TotalSeconds))} samples/s");
        }
        return Figures.Fit(parts, _room);
    }

    private readonly record struct Shown(string? Figures);   // a bar's state is made of values

    /// <summary>The text that the run has put there.</summary>
    private sealed class FiguresColumn : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(task.State.Get<Shown>(Key).Figures ?? "");
    }
}

using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hebb.Cli;

/// <summary>A bar for each epoch that fills while it lasts, with loss, accuracy, speed and the time left of the run.</summary>
internal sealed class LiveReport(TrainingOptions options, Trainer trainer) : PlainReport(options, trainer)
{
    private const string Key = "figures";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _sinceShown = new();
    private ProgressContext? _context;
    private ProgressTask? _bar;
    private TimeSpan _began;          // of the epoch, on the run's clock
    private long _samplesBefore;      // of this epoch, done by an earlier process

    /// <inheritdoc/>
    public override void Watch(Action run)
    {
        int width = Terminal.Width;
        List<ProgressColumn> columns = [new TaskDescriptionColumn { Alignment = Justify.Left }];
        if (width >= 72) columns.Add(new ProgressBarColumn { Width = Math.Clamp(width - 72, 8, 40) });
        columns.Add(new FiguresColumn());
        AnsiConsole.Progress().AutoClear(false).Columns([.. columns]).Start(context =>
        {
            _context = context;
            run();
        });
    }

    /// <inheritdoc/>
    public override void Report(TrainingEvent value)
    {
        switch (value.Kind)
        {
            case TrainingEventKind.EpochBegan:
                _bar = _context!.AddTask($"epoch {Figures.Of(value.Epoch, value.Epochs)}", maxValue: value.Steps);
                (_began, _samplesBefore) = (value.Elapsed, value.Samples);
                _bar.Value = value.Step;
                _sinceShown.Restart();
                break;
            case TrainingEventKind.StepEnded:
                if (_sinceShown.Elapsed < Interval && value.Step > 1) break;
                _bar!.Value = value.Step;
                Show(Running(value));
                _sinceShown.Restart();
                break;
            case TrainingEventKind.EpochEnded:
                _bar!.Value = value.Steps;
                Show(Done(value));
                _bar.StopTask();
                break;
            default:
                break;
        }
    }

    private void Show(string figures) => _bar!.State.Update<Shown>(Key, _ => new(figures));

    private string Running(TrainingEvent value)
    {
        double seconds = Math.Max(1e-3, (value.Elapsed - _began).TotalSeconds), rate = (value.Samples - _samplesBefore) / seconds;
        double perStep = seconds / Math.Max(1, value.Step - (_samplesBefore / Options.Batch));
        double left = perStep * (value.Steps - value.Step + ((double)(value.Epochs - value.Epoch) * value.Steps));
        string figures = $"loss {Figures.Loss(value.Loss)}  accuracy {Figures.Percent(Trainer.Metrics[0].Result)}";
        return Terminal.Width < 60 ? $"{figures}  {Figures.Time(left)} left" : $"{figures}  {Figures.Count((long)rate)}/s  {Figures.Time(left)} left";
    }

    private string Done(TrainingEvent value)
    {
        EpochRecord epoch = value.History.Epochs[^1];
        string figures = $"loss {Figures.Loss(epoch.Training.Loss)}  accuracy {Figures.Percent(epoch.Training.Metrics[0].Value)}";
        if (epoch.Validation is { } held) figures += $"  held out {Figures.Percent(held.Metrics[0].Value)}";
        return Terminal.Width < 60 ? figures : $"{figures}  {Figures.Count((long)(Samples / Math.Max(1e-3, epoch.Seconds)))}/s  {Figures.Time(epoch.Seconds)}";
    }

    private readonly record struct Shown(string? Figures);   // a bar's state is made of values

    /// <summary>The text that the run has put there.</summary>
    private sealed class FiguresColumn : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(task.State.Get<Shown>(Key).Figures ?? "");
    }
}

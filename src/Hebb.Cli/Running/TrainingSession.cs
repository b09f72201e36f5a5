using System.Diagnostics;

namespace Hebb.Cli;

/// <summary>A run of <c>hebb train</c>: checks, data, network, training, test, files.</summary>
internal sealed class TrainingSession(TrainingOptions options)
{
    /// <summary>Trains and tests; gives back the exit code.</summary>
    public int Run()
    {
        // All that can be wrong with the command line is found before anything is loaded.
        options.Check();
        Settings.Apply(options.Threads);
        Optimizer optimizer = options.MakeOptimizer();
        DataSource.Require(options.Data);
        using Interruption interruption = new();
        using OutputFolder? folder = options.Out is null ? null : OutputFolder.Open(options.Out, options.Resume, options.Force);
        bool goesOn = options.Resume && folder!.HasCheckpoint;
        if (goesOn) RunOptions.Require(folder!.Checkpoint, options);
        else if (options.Resume) OutputFolder.RequireNoModel(folder!.Model, "checkpoint");

        Task<(Dataset, Dataset, double)> reading = Task.Run(Load);
        if (options.Set.Values.Count > 0 && DataSource.Glimpse(options.Data) is { } glimpse)   // not after seconds of drawing
            options.Recipe.MakeFor(glimpse, (ulong)options.Seed, options.Data, options.Set);
        WarmUp.Run(options.Recipe, options.Batch);
        if (!interruption.WaitFor(reading))
        {
            TrainingReport.InterruptedEarly(options, goesOn ? folder!.Checkpoint : null);
            return Interruption.ExitCode;
        }
        (Dataset train, Dataset test, double loadSeconds) = reading.GetAwaiter().GetResult();
        DataSource.RequireClasses(train, options.Data);
        (Dataset fit, Dataset? validation) = options.Validation > 0 ? train.Split(options.Validation, (ulong)options.Seed) : (train, null);
        Sequential model = options.Recipe.MakeFor(train, (ulong)options.Seed, options.Data, options.Set);

        RunKeeper keeper = new(folder?.Checkpoint, interruption);
        TrainingReport report = null!;
        Callback[] watchers = options.Doctor ? [keeper, new Doctor { Found = finding => report.Note($"doctor: {finding}") }] : [keeper];
        Trainer trainer = new(model)
        {
            Optimizer = optimizer,
            Loss = TrainingSettings.MakeLoss(options.Set),
            Metrics = [new Accuracy()],
            Callbacks = folder is null ? watchers : [new CsvLog(folder.History), new RunOptions(options), .. watchers],
            Seed = (ulong)options.Seed,
        };
        report = TrainingReport.Create(options, trainer);
        report.Begin(fit, validation, test);
        if (DataSource.PassedOver(options.Data) is { } others) report.Note(others);
        Begin(trainer, folder, goesOn, report);

        FirstStep start = new(report);
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            report.Watch(() => trainer.Fit(fit, options.TotalEpochs, options.Batch, validation, start));
        }
        catch (UsageException e) when (options.Resume)
        {
            throw RunOptions.Differ(e.Values);
        }
        double seconds = clock.Elapsed.TotalSeconds;
        if (interruption.IsRequested)
        {
            report.Interrupted(folder?.Checkpoint);
            return Interruption.ExitCode;
        }
        interruption.Dispose();   // from here on Ctrl-C ends the process at once: the checkpoint holds everything

        folder?.Save(model);
        ClassifierTest tested = ClassifierTest.Run(model, test, trainer.Loss, test.ClassNames);
        report.End(new(options, trainer, tested)
        {
            TrainSeconds = seconds,
            LoadSeconds = loadSeconds,
            FirstStepSeconds = start.Seconds,
            SamplesTrained = keeper.SamplesTrained,
            TrainSamples = fit.Count,
        }, folder?.Model);
        return 0;
    }

    private (Dataset Train, Dataset Test, double Seconds) Load()
    {
        Stopwatch clock = Stopwatch.StartNew();
        (Dataset train, Dataset test) = DataSource.Load(options.Data, options.Limit);
        return (train, test, clock.Elapsed.TotalSeconds);
    }

    private void Begin(Trainer trainer, OutputFolder? folder, bool goesOn, TrainingReport report)
    {
        if (folder is null) return;
        if (goesOn)
        {
            trainer.LoadCheckpoint(folder.Checkpoint);
            if (trainer.EpochsBegun is var begun && begun > options.TotalEpochs)
                throw CommandLineError.At("option --epochs", $"the run has come to epoch {begun} already.",
                    $"--epochs {options.TotalEpochs}, epochs before included; complete in {folder.Checkpoint}: {trainer.History.Epochs.Count}",
                    $"use --epochs {begun} or more to go on, or begin anew with --force");
            report.Note($"going on from {folder.Checkpoint}, after {trainer.History.Epochs.Count} of {options.TotalEpochs} epochs");
            folder.Tidy();
            return;
        }
        if (options.Resume) report.Note($"there is no checkpoint in {options.Out}: starting anew");
        folder.Clear();
    }
}

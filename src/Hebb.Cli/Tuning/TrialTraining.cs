namespace Hebb.Cli;

/// <summary>Trains a recipe with the settings of a trial, and looks at what was held out. The test set is not there.</summary>
/// <param name="options">The search.</param>
/// <param name="fit">What is trained on.</param>
/// <param name="validation">What trials are compared by.</param>
internal sealed class TrialTraining(TuneOptions options, Dataset fit, Dataset validation)
{
    /// <summary>Loads the data and splits it: every trial of a search has the same samples held out.</summary>
    public static TrialTraining Load(TuneOptions options, out Dataset test)
    {
        (Dataset train, test) = DataSource.Load(options.Data, options.Limit);
        DataSource.RequireClasses(train, options.Data);
        (Dataset fit, Dataset validation) = train.Split(options.Validation, (ulong)options.Seed);
        return new(options, fit, validation);
    }

    /// <summary>How many samples are trained on, and how many held out.</summary>
    public (int Fit, int Validation) Samples => (fit.Count, validation.Count);

    /// <summary>Trains, and saves the model.</summary>
    /// <returns>The result, a failure where the settings do not go together or the training diverged.</returns>
    public TrialResult Run(Trial trial, string path)
    {
        Trainer trainer;
        HyperParameters settings = trial.Values;
        try
        {
            trainer = new(options.Recipe.MakeFor(fit, trial.Seed, options.Data, settings))
            {
                Optimizer = TrainingSettings.MakeOptimizer(settings.Find("optimizer")?.Text ?? TrainCommand.UsualOptimizer, settings.Find("learning_rate")?.Number, settings),
                Loss = TrainingSettings.MakeLoss(settings),
                Metrics = [new Accuracy()],
                Callbacks = [new StopWhenDiverged()],
                Seed = trial.Seed,
            };
            trainer.Fit(fit, trial.Epochs ?? options.TotalEpochs, (int)(settings.Find("batch")?.Number ?? TrainCommand.UsualBatch));
        }
        catch (HebbException e) when (e is DataException or ShapeException or OptionException)
        {
            return new(trial, double.NaN) { Failure = e.What };
        }
        if (trainer.History.StoppedBecause is { } why) return new(trial, double.NaN) { Failure = why };
        // By plain cross entropy, whatever was trained with: trials with and without label smoothing must compare.
        ClassifierTest held = ClassifierTest.Run(trainer.Model, validation, new CrossEntropy(), validation.ClassNames);
        if (!double.IsFinite(held.Loss)) return new(trial, double.NaN) { Failure = "the training diverged in its last step" };
        trainer.Model.Save(path);
        return new(trial, options.Objective == "accuracy" ? -held.Accuracy : held.Loss)
        {
            Figures = [new("validation_loss", held.Loss), new("validation_accuracy", held.Accuracy)],
        };
    }

    /// <summary>Ends a run whose loss is no longer a number.</summary>
    private sealed class StopWhenDiverged : Callback
    {
        public override void OnStepEnd(TrainingRun run, double loss)
        {
            if (!double.IsFinite(loss)) run.Stop($"the training diverged in step {run.Step} of epoch {run.Epoch}");
        }
    }
}

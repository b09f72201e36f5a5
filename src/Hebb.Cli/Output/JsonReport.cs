namespace Hebb.Cli;

/// <summary>A JSON object per line: one for each epoch, and a last one with the results.</summary>
internal sealed class JsonReport : TrainingReport
{
    /// <inheritdoc/>
    public override void Begin(Dataset train, Dataset? validation, Dataset test)
    {
    }

    /// <inheritdoc/>
    public override void Note(string text) => JsonLine.Write(json => json.WriteString("note", text));

    /// <inheritdoc/>
    public override void Report(TrainingEvent value)
    {
        if (value.Kind != TrainingEventKind.EpochEnded) return;
        EpochRecord epoch = value.History.Epochs[^1];
        JsonLine.Write(json =>
        {
            json.WriteNumber("epoch", epoch.Epoch);
            json.WriteNumber("epochs", value.Epochs);
            json.Number("loss", epoch.Training.Loss);
            json.Number("accuracy", epoch.Training["accuracy"]);
            if (epoch.Validation is { } validation)
            {
                json.Number("validation_loss", validation.Loss);
                json.Number("validation_accuracy", validation["accuracy"]);
            }
            json.Number("learning_rate", epoch.LearningRate);
            json.Number("seconds", Math.Round(epoch.Seconds, 3));
        });
    }

    /// <inheritdoc/>
    public override void Interrupted(string? checkpoint) => JsonLine.Write(json =>
    {
        json.WriteBoolean("interrupted", true);
        json.WriteString("checkpoint", checkpoint);
    });

    /// <inheritdoc/>
    public override void End(TrainingResult result, string? model) => JsonLine.Write(json =>
    {
        result.WriteTo(json);
        if (model is not null) json.WriteString("model", model);
    });
}

namespace Hebb.Training.Tests.Running;

public sealed class TextProgressTests
{
    [Fact]
    public void At_the_end_its_lines_are_those_of_the_history()
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextProgress progress = new(text) { Interval = TimeSpan.FromHours(1) };
        History history = Small.Trainer(null, new On { EpochEnd = (run, epoch) => { if (epoch.Epoch == 2) run.Stop("enough"); } })
            .Fit(Small.Data(), 4, 8, Small.Data(20, 2), progress);
        Assert.Equal(2, history.Epochs.Count);
        Assert.EndsWith("\nstopped: enough", history.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{history}\n", text.ToString());
    }

    /// <summary>Fifty samples in batches of eight are seven steps.</summary>
    [Fact]
    public void With_no_interval_each_step_has_a_line_but_the_last_whose_epoch_has_one()
    {
        using StringWriter text = new() { NewLine = "\n" };
        Small.Trainer().Fit(Small.Data(), 2, 8, progress: new TextProgress(text) { Interval = TimeSpan.Zero });
        string[] lines = text.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(14, lines.Length);
        Assert.StartsWith("epoch 1 of 2, step 1 of 7: loss ", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" samples/s", lines[12], StringComparison.Ordinal);
        Assert.StartsWith("epoch 2: loss ", lines[13], StringComparison.Ordinal);
    }

    [Fact]
    public void Within_an_epoch_it_speaks_when_it_was_silent_for_the_interval()
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextProgress progress = new(text);
        History history = new() { Warnings = ["the model looks wrong"] };
        for (int second = 0; second <= 22; second++)
            progress.Report(new(second == 0 ? TrainingEventKind.RunBegan : TrainingEventKind.StepEnded, 1, 3, second, 938, 32 * second, 2.0 / (second + 1),
                TimeSpan.FromSeconds(100 + second), history) { SamplesPerSecond = 12345.6 });
        Assert.Equal("""
            warning: the model looks wrong
            epoch 1 of 3, step 10 of 938: loss 0.1818, 12,346 samples/s
            epoch 1 of 3, step 20 of 938: loss 0.0952, 12,346 samples/s

            """.ReplaceLineEndings("\n"), text.ToString());
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentNullException>("writer", static () => new TextProgress(null!));
        Snapshot.Throws<OptionException>("text_progress_interval", static () => _ = new TextProgress(TextWriter.Null) { Interval = TimeSpan.FromSeconds(-1) });
    }
}

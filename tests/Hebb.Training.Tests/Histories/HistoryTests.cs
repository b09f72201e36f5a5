namespace Hebb.Training.Tests.Histories;

public sealed class HistoryTests
{
    private static History Make(params (double Loss, double? Validation)[] epochs)
    {
        History history = new();
        foreach ((double loss, double? validation) in epochs)
            history.Add(new(history.Epochs.Count + 1, new(loss, [new("accuracy", 0.5)]), validation is { } held ? new(held, [new("accuracy", 0.25)]) : null,
                0.001, 1.5));
        return history;
    }

    [Fact]
    public void The_best_epoch_has_the_smallest_validation_loss_and_the_first_of_equals_counts()
    {
        Assert.Null(Make().Best);
        Assert.Equal(2, Make((3, null), (1, null), (2, null)).Best!.Epoch);
        Assert.Equal(1, Make((3, 1), (1, 2), (2, 1)).Best!.Epoch);
        Assert.Equal(2, Make((double.NaN, null), (5, null)).Best!.Epoch);
        Assert.Null(Make((double.NaN, null)).Best);
    }

    [Fact]
    public void It_prints_a_line_per_epoch_and_rows_of_values()
    {
        History history = Make((2.5, 3), (1.25, 2));
        Snapshot.Matches("history", $"{history}\n\n{history.ToCsv()}");
        Assert.Equal(3, history.Seconds);
        Assert.Equal("", Make().ToCsv());
        Assert.Equal("", Make().ToString());
    }

    [Fact]
    public void Names_with_commas_are_quoted()
    {
        History history = new();
        history.Add(new(1, new(1, [new("top 1, \"strict\"", 1)]), null, 0.001, 1));
        Assert.Equal("epoch,loss,\"top 1, \"\"strict\"\"\",learning_rate,seconds", history.ToCsv().Split('\n')[0]);
    }

    [Fact]
    public void Values_of_metrics_are_found_by_name()
    {
        Evaluation evaluation = new(0.5, [new("accuracy", 0.75)]);
        Assert.Equal(0.75, evaluation["accuracy"]);
        Assert.Equal("loss 0.5000, accuracy 75.00 %", evaluation.ToString());
        Snapshot.Throws<OptionException>("evaluation_unknown", () => _ = evaluation["acuracy"]);
    }
}

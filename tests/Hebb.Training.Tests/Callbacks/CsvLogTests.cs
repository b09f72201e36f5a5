namespace Hebb.Training.Tests.Callbacks;

public sealed class CsvLogTests
{
    private sealed class Killed : Exception;

    [Fact]
    public void There_is_a_row_for_each_epoch_and_none_twice_after_a_resume()
    {
        using TemporaryFolder folder = new();
        string log = folder.File("history.csv"), checkpoint = folder.File("run.hebb");
        Trainer Make(int killAfter) => Small.Trainer(null, new CsvLog(log), new On
        {
            EpochEnd = (_, epoch) =>
            {
                if (epoch.Epoch == killAfter) throw new Killed();   // after the log was written, before the checkpoint is
            },
        }, new Checkpoint(checkpoint));
        Assert.Throws<Killed>(() => Make(3).Fit(Small.Data(), 5, 8, Small.Data(10, seed: 2)));
        Assert.Equal(4, File.ReadAllLines(log).Length);
        Trainer resumed = Make(0);
        resumed.LoadCheckpoint(checkpoint);
        History history = resumed.Fit(Small.Data(), 5, 8, Small.Data(10, seed: 2));
        string[] lines = File.ReadAllLines(log);
        Assert.Equal("epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds", lines[0]);
        Assert.Equal(["1", "2", "3", "4", "5"], lines[1..].Select(line => line.Split(',')[0]));
        Assert.Equal(history.ToCsv(), File.ReadAllText(log));
        Assert.Equal(["history.csv", "run.hebb"], folder.Files);
    }
}

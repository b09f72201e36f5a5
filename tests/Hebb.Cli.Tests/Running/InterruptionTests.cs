using System.Diagnostics;

namespace Hebb.Cli.Tests;

/// <summary>Runs that are killed or stopped, and go on.</summary>
public class InterruptionTests
{
    private static readonly string[] Long = ["train", "softmax", "--limit", "6000", "--epochs", "40", "--json"];

    [Fact]
    public void A_run_killed_at_random_moments_ends_with_the_weights_of_one_that_was_not()
    {
        using TemporaryFolder folder = new();
        string expected = Command.Succeed(Long).Weights;
        Random random = new();
        for (int kill = 0; kill < 6; kill++)
        {
            using Process process = Command.Start([.. Long, "--out", folder.File("run"), "--resume"]);
            Thread.Sleep(random.Next(100, 1200));
            process.Kill();
            process.WaitForExit();

            foreach (string name in (string[])["model.hebb", "checkpoint.hebb"])
                if (File.Exists(folder.File($"run/{name}"))) Assert.NotEmpty(HebbArchive.Read(folder.File($"run/{name}")));
        }
        Outcome last = Command.Succeed([.. Long, "--out", folder.File("run"), "--resume"]);

        Assert.Equal(expected, last.Weights);
        Assert.Equal(["checkpoint.hebb", "history.csv", "model.hebb"],
            Directory.GetFiles(folder.File("run")).Select(static path => Path.GetFileName(path)).Order());
        Assert.Equal(Enumerable.Range(1, 40), File.ReadLines(folder.File("run/history.csv")).Skip(1).Select(static line => int.Parse(line.Split(',')[0])));
    }

    [NeedsFact("kill", "-l")]
    public void Ctrl_C_saves_a_checkpoint_from_the_middle_of_an_epoch_and_ends_with_130()
    {
        using TemporaryFolder folder = new();
        string[] run = ["train", "mlp", "--limit", "6000", "--epochs", "30", "--json"];
        string[] kept = [.. run, "--out", folder.File("run")];

        Process process = Command.Start(kept);
        string first = process.StandardOutput.ReadLine()!;   // an epoch is done: training is under way
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Outcome stopped = Command.End(process);

        Assert.Contains("\"epoch\":1", first);
        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal("", stopped.Error);
        Assert.True(stopped.Json.GetProperty("interrupted").GetBoolean());
        Assert.False(File.Exists(folder.File("run/model.hebb")));
        Assert.Equal(Command.Succeed(run).Weights, Command.Succeed([.. kept, "--resume"]).Weights);
    }

    [NeedsFact("kill", "-l")]
    public void Ctrl_C_without_a_folder_says_that_nothing_was_kept()
    {
        Process process = Command.Start("train", "mlp", "--limit", "6000", "--epochs", "500");
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch", StringComparison.Ordinal)) ;
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Outcome stopped = Command.End(process);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("Nothing was kept", stopped.Output);
    }
}

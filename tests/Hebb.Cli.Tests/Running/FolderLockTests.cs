using System.Diagnostics;

namespace Hebb.Cli.Tests;

public class FolderLockTests
{
    private static readonly string[] Quick = ["train", "softmax", "--limit", "300", "--epochs", "1"];

    [Fact]
    public void While_a_run_lives_its_folder_is_refused_to_every_other()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), """{"batch": [64, 128]}""");
        string path = folder.File("run");
        string[] tune = ["tune", "softmax", "--space", folder.File("space.json"), "--limit", "300", "--epochs", "1", "--out", path];
        using (OutputFolder.Open(path, resume: false, force: false))
        {
            foreach (string[] run in (string[][])[[.. Quick, "--out", path], tune])
                foreach (string how in (string[])["", "--resume", "--force"])
                    Assert.Contains($"another run is writing to the folder '{path}'", Command.Fail(2, [.. run, .. how.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
            Assert.Equal([FolderLock.FileName], Directory.GetFileSystemEntries(path).Select(static entry => Path.GetFileName(entry)));
        }
        Command.Succeed([.. Quick, "--out", path]);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("tune")]
    public void A_command_under_way_holds_its_folder_until_it_is_killed_or_done(string command)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), """{"batch": [64, 128]}""");
        string path = folder.File("run");
        string[] run = command == "train" ? [.. Quick[..4], "--out", path] : ["tune", "softmax", "--space", folder.File("space.json"), "--limit", "300", "--out", path];
        using (Process first = Command.Start([.. run, "--epochs", "100000"]))
        {
            Assert.NotNull(first.StandardOutput.ReadLine());   // the data are there
            Assert.Throws<OptionException>(() => OutputFolder.Open(path, resume: true, force: false));
            Assert.Throws<OptionException>(() => OutputFolder.Open(path, resume: false, force: true));
            first.Kill();
            first.WaitForExit();
        }
        Assert.True(File.Exists(Path.Combine(path, FolderLock.FileName)));   // what the killed one left says nothing
        OutputFolder.Open(path, resume: true, force: false).Dispose();
        Assert.False(File.Exists(Path.Combine(path, FolderLock.FileName)));
    }

    [Fact]
    public void What_a_killed_run_has_left_refuses_nobody()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(FolderLock.FileName), "");

        OutputFolder.Open(folder.Path, resume: false, force: false).Dispose();

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_folder_made_for_nothing_is_removed_with_those_around_it_and_one_that_was_there_is_not()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("mine"));

        OutputFolder.Open(folder.File("a/b"), resume: false, force: false).Dispose();
        OutputFolder.Open(folder.File("mine"), resume: false, force: false).Dispose();
        Assert.Equal(["mine"], folder.Files);

        using (OutputFolder.Open(folder.File("a/b"), resume: false, force: false)) File.WriteAllText(folder.File("a/b/model.hebb"), "");
        Assert.True(File.Exists(folder.File("a/b/model.hebb")));
    }

    [Theory]
    [InlineData(2, "train lenet5 --set kernel=31")]
    [InlineData(2, "train mlp --data fashion-mnist")]
    [InlineData(1, "train mlp --limit 300 --epochs 1 --learning-rate 1e30")]
    [InlineData(2, "tune mlp --limit 300 --method hyperband --epochs 9 --trials 5")]
    [InlineData(2, "tune mlp --limit 300 --method grid --trials 1")]
    public void A_command_that_fails_leaves_no_empty_folder(int exitCode, string command)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), """{"batch": [64, 128]}""");
        string[] space = command.StartsWith("tune", StringComparison.Ordinal) ? ["--space", folder.File("space.json")] : [];

        Outcome outcome = Command.Run([.. command.Split(' '), .. space, "--out", folder.File("runs/one")]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Command.HasFourParts(outcome.Error);
        Assert.Equal(["space.json"], folder.Files);
    }

    [NeedsFact("kill", "-l")]
    public void Ctrl_C_while_the_data_are_read_ends_at_once_with_130_and_a_message()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), """{"batch": [64, 128]}""");
        foreach (string[] run in (string[][])[["train", "softmax"], ["tune", "softmax", "--space", folder.File("space.json")]])
        {
            Process process = Command.Start([.. run, "--out", folder.File("runs/one")]);
            while (!File.Exists(folder.File($"runs/one/{FolderLock.FileName}")) && !process.HasExited) Thread.Sleep(10);
            Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
            Outcome stopped = Command.End(process);

            Assert.Equal((130, ""), (stopped.ExitCode, stopped.Error));
            Assert.StartsWith("Stopped before ", stopped.Output);
            Assert.False(Directory.Exists(folder.File("runs")));
        }
    }
}

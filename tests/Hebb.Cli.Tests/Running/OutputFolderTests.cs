namespace Hebb.Cli.Tests;

public class OutputFolderTests
{
    [Fact]
    public void A_folder_is_made_with_those_around_it()
    {
        using TemporaryFolder folder = new();

        using OutputFolder output = OutputFolder.Open(folder.File("a/b"), resume: false, force: false);

        Assert.Equal([FolderLock.FileName], Directory.GetFileSystemEntries(folder.File("a/b")).Select(static entry => Path.GetFileName(entry)));
        Assert.False(output.HasCheckpoint);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused_unless_its_use_is_asked_for()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("note.txt"), "mine");

        Assert.Throws<OptionException>(() => OutputFolder.Open(folder.Path, resume: false, force: false));
        OutputFolder.Open(folder.Path, resume: true, force: false).Dispose();
        using (OutputFolder output = OutputFolder.Open(folder.Path, resume: false, force: true)) output.Clear();

        Assert.Equal(["note.txt"], folder.Files);
    }

    [Fact]
    public void A_name_that_is_empty_is_refused()
    {
        Assert.Contains("the name of the folder is empty", Command.Fail(2, "train", "lenet5", "--out", ""));
        Assert.Contains("the name of the folder is empty", Command.Fail(2, "data", "fetch", "mnist", "--to", ""));
    }

    [Fact]
    public void What_an_earlier_run_left_is_removed_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["model.hebb", "checkpoint.hebb", "history.csv", "checkpoint.hebb.partial", "other.hebb"])
            File.WriteAllText(folder.File(name), "");

        using (OutputFolder output = OutputFolder.Open(folder.Path, resume: false, force: true)) output.Clear();

        Assert.Equal(["other.hebb"], folder.Files);
    }
}

namespace Hebb.Cli.Tests;

public class DataCommandTests
{
    [Fact]
    public void The_list_says_what_there_is_and_what_is_not_here()
    {
        string output = Command.Succeed("data", "list").Output;

        Assert.Contains("glyphs", output);
        Assert.Contains("data fetch fashion-mnist", output);
    }

    [Fact]
    public void Samples_are_drawn_under_the_names_of_their_classes()
    {
        using TemporaryFolder folder = new();
        DataFiles.WritePictures(folder.Path);

        string[] lines = Command.Succeed("data", "show", folder.Path, "--count", "20").Output.Split('\n');

        Assert.Contains("2 classes: bright, dark", lines[0]);
        Assert.StartsWith("bright    bright", lines[2]);
        Assert.Equal(new string('#', 8), lines[3][..8]);
    }

    [Fact]
    public void There_is_no_need_to_fetch_glyphs() => Assert.Contains("nothing to fetch", Command.Succeed("data", "fetch", "glyphs").Output);
}

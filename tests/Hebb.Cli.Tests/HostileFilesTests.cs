using System.IO.Compression;
using System.Text;

namespace Hebb.Cli.Tests;

/// <summary>Files that are wrong by accident or on purpose: exit code 1, four parts, nothing else.</summary>
public class HostileFilesTests
{
    [Theory]
    [InlineData("a missing file", "lacks the file")]
    [InlineData("a truncated file", "")]
    [InlineData("an empty file", "")]
    [InlineData("bytes after the end", "")]
    [InlineData("another magic number", "")]
    [InlineData("two billion images", "")]
    [InlineData("two billion images, compressed", "")]
    [InlineData("a truncated gzip file", "")]
    [InlineData("a damaged gzip file", "")]
    [InlineData("a text as gzip", "")]
    [InlineData("fewer labels than images", "")]
    [InlineData("a label outside the classes", "")]
    public void Idx_files_that_are_wrong_are_told_apart_from_data(string damage, string expected)
    {
        using TemporaryFolder folder = new();
        DataFiles.WriteIdx(folder.Path);
        string images = folder.File(DataFiles.TrainImages), labels = folder.File(DataFiles.TrainLabels);
        byte[] right = File.ReadAllBytes(images);
        switch (damage)
        {
            case "a missing file": File.Delete(images); break;
            case "a truncated file": File.WriteAllBytes(images, right[..^7]); break;
            case "an empty file": File.WriteAllBytes(images, []); break;
            case "bytes after the end": File.WriteAllBytes(images, [.. right, 1, 2, 3]); break;
            case "another magic number": File.WriteAllBytes(images, [0, 0, 0x0D, .. right[3..]]); break;
            case "two billion images": File.WriteAllBytes(images, DataFiles.Idx([2_000_000_000, 8, 8], right.AsSpan(16))); break;
            case "two billion images, compressed": Compress(DataFiles.Gzip(DataFiles.Idx([2_000_000_000, 8, 8], right.AsSpan(16)))); break;
            case "a truncated gzip file": Compress(DataFiles.Gzip(right)[..^12]); break;
            case "a damaged gzip file": byte[] file = DataFiles.Gzip(right); file[file.Length / 2] ^= 0x10; Compress(file); break;
            case "a text as gzip": Compress("not gzip at all"u8.ToArray()); break;
            case "fewer labels than images": File.WriteAllBytes(labels, DataFiles.Idx([63], new byte[63])); break;
            default: File.WriteAllBytes(labels, DataFiles.Idx([64], [.. Enumerable.Repeat((byte)77, 64)])); break;
        }

        string error = Command.Fail(1, "train", "softmax", "--data", folder.Path, "--epochs", "1");

        Assert.Contains(folder.Path, error);
        Assert.Contains(expected, error);

        void Compress(byte[] content)
        {
            File.Delete(images);
            File.WriteAllBytes(images + ".gz", content);
        }
    }

    [Theory]
    [InlineData("a picture of another size")]
    [InlineData("a text file named .png")]
    [InlineData("an empty class")]
    [InlineData("one class")]
    [InlineData("too few pictures")]
    public void Folders_of_pictures_that_are_wrong_are_told_apart_from_data(string damage)
    {
        using TemporaryFolder folder = new();
        DataFiles.WritePictures(folder.Path, each: damage == "too few pictures" ? 1 : 10);
        if (damage == "a picture of another size") File.WriteAllBytes(folder.File("dark/03.png"), DataFiles.Png(9, 8, 1));
        if (damage == "a text file named .png") File.WriteAllText(folder.File("dark/03.png"), "I am a picture");
        if (damage == "an empty class") Directory.CreateDirectory(folder.File("none"));
        if (damage == "one class") Directory.Delete(folder.File("bright"), recursive: true);

        Assert.Contains(folder.Path, Command.Fail(1, "train", "softmax", "--data", folder.Path, "--epochs", "1"));
    }

    [Fact]
    public void Images_too_small_for_the_recipe_are_refused_before_training()
    {
        using TemporaryFolder folder = new();
        DataFiles.WriteIdx(folder.Path);

        string error = Command.Fail(1, "train", "lenet5", "--data", folder.Path, "--out", folder.File("run"));

        Assert.Contains("the recipe 'lenet5' cannot take samples of [8, 8, 1]", error);
        Assert.Contains("larger images", error);
    }

    [Fact]
    public void Model_files_that_are_wrong_are_not_used()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.hebb"), picture = folder.File("dark/00.png");
        DataFiles.WritePictures(folder.Path);
        Model model = new Sequential([8, 8, 1], "small", seed: 3) { new Flatten(), new Dense(2) };
        model.Save(path);
        string expected = Command.Succeed("predict", path, picture, "--json").Output;
        byte[] right = File.ReadAllBytes(path);

        Refused("cut short", right[..^5]);
        Refused("empty", []);
        Refused("a text", "once upon a time"u8.ToArray());
        Refused("newer", Rewritten(path, "manifest.json", static text => text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)));
        Refused("deep", Archive(("manifest.json", new string('[', 10_000) + new string(']', 10_000))));
        Refused("leaves the archive", Archive(("manifest.json", "{}"), ("../evil.txt", "evil")));
        Refused("bomb", Archive(("manifest.json", new string(' ', 200_000_000))));
        Random random = new(1);
        for (int i = 0; i < 12; i++)
        {
            byte[] flipped = [.. right];
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, flipped);
            Outcome outcome = Command.Run("predict", path, picture, "--json");
            if (outcome.ExitCode == 0) Assert.Equal(expected, outcome.Output);
            else Assert.Equal(1, outcome.ExitCode);
        }

        void Refused(string name, byte[] content)
        {
            File.WriteAllBytes(folder.File($"{name}.hebb"), content);
            Assert.Contains($"{name}.hebb", Command.Fail(1, "predict", folder.File($"{name}.hebb"), picture));
        }
    }

    [Fact]
    public void Pictures_to_be_named_must_be_like_those_learnt_from()
    {
        using TemporaryFolder folder = new();
        Model model = new Sequential([8, 8, 1], "small") { new Flatten(), new Dense(2) };
        model.Save(folder.File("model.hebb"));
        File.WriteAllBytes(folder.File("large.png"), DataFiles.Png(9, 9, 1));
        File.WriteAllText(folder.File("text.png"), "I am a picture");

        Assert.Contains("scale it to 8 x 8", Command.Fail(1, "predict", folder.File("model.hebb"), folder.File("large.png")));
        Assert.Contains("not a PNG picture", Command.Fail(1, "predict", folder.File("model.hebb"), folder.File("text.png")));
        Assert.Contains("there is no file", Command.Fail(2, "predict", folder.File("model.hebb"), folder.File("none.png")));
        Assert.Contains("is a folder, not an image", Command.Fail(2, "predict", folder.File("model.hebb"), folder.Path));
    }

    [Fact]
    public void A_damaged_checkpoint_is_not_resumed()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("checkpoint.hebb"), "once upon a time");

        Outcome outcome = Command.Run("train", "softmax", "--limit", "300", "--epochs", "1", "--out", folder.Path, "--resume");

        Assert.Equal(1, outcome.ExitCode);
        Command.HasFourParts(outcome.Error);
    }

    [NeedsFact("unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt")]
    public void A_full_disk_ends_the_run_with_1_and_leaves_no_broken_file()
    {
        // In a namespace of its own, so that nothing stays mounted; 64 KB hold no checkpoint of this network.
        string train = $"dotnet '{Command.Library}' train mlp --limit 300 --epochs 1 --out /mnt/run";
        string script = $"mount -t tmpfs -o size=64k tmpfs /mnt && {train}; echo \"exit $?\"; ls -A /mnt/run";
        Outcome outcome = Command.End(Command.Start("unshare", ["-rm", "sh", "-c", script]));

        Command.HasFourParts(outcome.Error);
        Assert.Contains("/mnt/run/checkpoint.hebb", outcome.Error);
        Assert.Contains("exit 1\n", outcome.Output);
        Assert.EndsWith("exit 1\nhistory.csv\n", outcome.Output);
    }

    private static byte[] Archive(params (string Name, string Text)[] entries)
    {
        MemoryStream file = new();
        using (ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, string text) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return file.ToArray();
    }

    private static byte[] Rewritten(string path, string name, Func<string, string> change)
    {
        List<(string, string)> entries = [];
        using (ZipArchive zip = ZipFile.OpenRead(path))
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using StreamReader reader = new(entry.Open(), Encoding.Latin1);
                string text = reader.ReadToEnd();
                entries.Add((entry.FullName, entry.FullName == name ? change(text) : text));
            }
        return Archive([.. entries]);
    }
}

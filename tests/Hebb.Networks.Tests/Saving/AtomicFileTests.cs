namespace Hebb.Networks.Tests.Saving;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_file_is_made_or_replaced_whole()
    {
        using TemporaryFolder folder = new();
        AtomicFile.Write(folder.File("a"), stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], AtomicFile.ReadAllBytes(folder.File("a")));
        AtomicFile.Write(folder.File("a"), stream => stream.Write([4]));
        Assert.Equal([4], AtomicFile.ReadAllBytes(folder.File("a")));
        Assert.Equal(["a"], folder.Files);
    }

    [Fact]
    public void The_old_file_stands_until_the_new_one_is_complete()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("a"), "old");
        AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.Write([1, 2, 3]);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(folder.File("a")));
        });
        Assert.Equal(3, new FileInfo(folder.File("a")).Length);
    }

    [Fact]
    public void A_failure_halfway_leaves_the_old_file_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("a"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));
        DataException error = Assert.Throws<DataException>(() => AtomicFile.Write(folder.File("a"), _ => throw new IOException("No space left on device")));
        Snapshot.Matches("atomic_file_full_disk", error.Message, hide: folder.Path);
        Assert.Equal("old", File.ReadAllText(folder.File("a")));
        Assert.Equal(["a"], folder.Files);
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_overwritten_the_next_time()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("a.partial"), "half of a file that was longer than the new one");
        AtomicFile.Write(folder.File("a"), stream => stream.Write([1]));
        Assert.Equal(["a"], folder.Files);
        Assert.Equal([1], File.ReadAllBytes(folder.File("a")));
    }

    [Fact]
    public void A_second_writer_is_refused_and_does_not_disturb_the_first()
    {
        using TemporaryFolder folder = new();
        AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.Write([1, 2]);
            Assert.Throws<OptionException>(() => AtomicFile.Write(folder.File("a"), second => second.Write([3])));
            stream.Write([3]);
        });
        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.File("a")));
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        if (OperatingSystem.IsWindows()) return;   // links need a privilege there
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("target"), "old");
        File.CreateSymbolicLink(folder.File("link"), folder.File("target"));
        AtomicFile.Write(folder.File("link"), stream => stream.Write([7]));
        Assert.NotNull(new FileInfo(folder.File("link")).LinkTarget);
        Assert.Equal([7], File.ReadAllBytes(folder.File("target")));
    }

    [Fact]
    public void A_place_that_cannot_be_written_gets_a_message()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("sub"));
        File.WriteAllText(folder.File("file"), "");
        List<(string, Action)> cases =
        [
            ("no such folder", () => Write(folder.File("none/model.hebb"))),
            ("a folder", () => Write(folder.File("sub"))),
            ("reading nothing", () => AtomicFile.OpenRead(folder.File("none.hebb"))),
            ("reading from no folder", () => AtomicFile.OpenRead(folder.File("none/model.hebb"))),
            ("reading a folder", () => AtomicFile.OpenRead(folder.File("sub"))),
        ];
        Snapshot.Errors("atomic_file_errors", cases, hide: folder.Path);
        foreach (string path in (string[])["", "\0", folder.File("file/model.hebb"), new string('x', 300)])
        {
            Assert.Throws<OptionException>(() => Write(path));
            Assert.Throws<OptionException>(() => AtomicFile.OpenRead(path));
        }
        if (!OperatingSystem.IsWindows())
            Snapshot.Errors("atomic_file_errors_unix", [("a device", () => Write("/dev/null")), ("below a device", () => Write("/dev/null/x"))]);
        Assert.Equal(["file", "sub"], folder.Files);

        static void Write(string path) => AtomicFile.Write(path, stream => stream.Write([1]));
    }
}

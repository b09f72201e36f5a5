namespace Hebb.Networks.Tests.Shared;

public sealed class SnapshotTests
{
    [Fact]
    public void An_equal_text_passes_whatever_its_line_ends_and_hidden_parts() => Snapshot.Matches("snapshot", "one /tmp/abc\r\ntwo\r\n\r\n", hide: "/tmp/abc");

    [Fact]
    public void Another_text_or_a_missing_file_fails_and_shows_what_came()
    {
        if (Environment.GetEnvironmentVariable("HEBB_UPDATE_SNAPSHOTS") == "1") return;   // nothing fails while snapshots are rewritten
        Exception error = Assert.ThrowsAny<Exception>(() => Snapshot.Matches("snapshot", "one …\nthree"));
        Assert.Contains("three", error.Message, StringComparison.Ordinal);
        Assert.Contains("two", error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => Snapshot.Matches("no_such_snapshot", ""));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(Golden.Load("layers/dense").Path)!, "../../Hebb.Networks.Tests/Snapshots/no_such_snapshot.txt")));
    }

    [Fact]
    public void An_error_of_another_family_is_no_message_of_ours() =>
        Assert.ThrowsAny<Exception>(() => Snapshot.Errors("snapshot", [("a crash", () => throw new InvalidOperationException())]));
}

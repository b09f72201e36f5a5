using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Hebb.Networks.Tests.Saving;

public sealed class HebbArchiveTests
{
    private static readonly (string Name, ReadOnlyMemory<byte> Data)[] s_entries =
    [
        ("weights.safetensors", Safetensors.Write([SafetensorsEntry.From<float>("dense/kernel", [2, 3], [1, 2, 3, 4, 5, 6])])),
        ("architecture.json", Encoding.UTF8.GetBytes("{}")),
        ("optimizer/slots.safetensors", new byte[] { 1, 2, 3 }),
        ("empty", ReadOnlyMemory<byte>.Empty),
    ];

    [Fact]
    public void What_was_written_is_read_back()
    {
        using TemporaryFolder folder = new();
        HebbArchive.Write(folder.File("a.hebb"), s_entries);
        AssertIntact(HebbArchive.Read(folder.File("a.hebb")));
        Assert.Equal(["a.hebb"], folder.Files);
    }

    [Fact]
    public void Equal_contents_give_equal_files()
    {
        using TemporaryFolder folder = new();
        HebbArchive.Write(folder.File("a.hebb"), s_entries);
        HebbArchive.Write(folder.File("b.hebb"), [.. s_entries.Reverse()]);
        Assert.Equal(File.ReadAllBytes(folder.File("a.hebb")), File.ReadAllBytes(folder.File("b.hebb")));
    }

    [Fact]
    public void The_file_is_an_ordinary_zip_with_the_manifest_first()
    {
        using TemporaryFolder folder = new();
        HebbArchive.Write(folder.File("a.hebb"), s_entries);
        using ZipArchive zip = ZipFile.OpenRead(folder.File("a.hebb"));
        string[] names = ["manifest.json", "architecture.json", "empty", "optimizer/slots.safetensors", "weights.safetensors"];
        Assert.Equal(names, zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        using StreamReader manifest = new(zip.Entries[0].Open());
        Snapshot.Matches("manifest", manifest.ReadToEnd(), hide: typeof(HebbArchive).Assembly.GetName().Version!.ToString(3));
    }

    [Fact]
    public void A_file_that_another_tool_has_packed_again_is_read()
    {
        using TemporaryFolder folder = new();
        HebbArchive.Write(folder.File("a.hebb"), s_entries);
        ZipFile.ExtractToDirectory(folder.File("a.hebb"), folder.File("unpacked"));
        ZipFile.CreateFromDirectory(folder.File("unpacked"), folder.File("b.hebb"), CompressionLevel.SmallestSize, includeBaseDirectory: false);
        AssertIntact(HebbArchive.Read(folder.File("b.hebb")));
    }

    [Fact]
    public void Any_flipped_byte_is_an_error_or_the_same_content()
    {
        using TemporaryFolder folder = new();
        HebbArchive.Write(folder.File("a.hebb"), s_entries);
        byte[] file = File.ReadAllBytes(folder.File("a.hebb"));
        int refused = 0;
        foreach (byte mask in (byte[])[0x01, 0x08, 0x80, 0xff])
            for (int at = 0; at < file.Length; at++)
            {
                file[at] ^= mask;
                File.WriteAllBytes(folder.File("flipped.hebb"), file);
                file[at] ^= mask;
                try
                {
                    AssertIntact(HebbArchive.Read(folder.File("flipped.hebb")));
                }
                catch (DataException)
                {
                    refused++;
                }
            }
        Assert.InRange(refused, 2 * file.Length, 4 * file.Length);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_an_error()
    {
        using TemporaryFolder folder = new();
        HebbArchive.Write(folder.File("a.hebb"), s_entries);
        byte[] file = File.ReadAllBytes(folder.File("a.hebb"));
        for (int length = 0; length < file.Length; length++)
        {
            File.WriteAllBytes(folder.File("short.hebb"), file[..length]);
            Assert.Throws<DataException>(() => HebbArchive.Read(folder.File("short.hebb")));
        }
    }

    [Fact]
    public void Every_attack_gets_a_message()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.hebb");
        byte[] data = [1, 2, 3];
        string entry = Listed("a", data.Length, data);
        (string, Action<ZipArchive>)[] attacks =
        [
            ("no manifest", zip => Add(zip, "a", data)),
            ("no JSON in the manifest", zip => Add(zip, "manifest.json", data)),
            ("a manifest 10,000 levels deep", zip => Add(zip, "manifest.json", Encoding.ASCII.GetBytes(new string('[', 10_000)))),
            ("a manifest of 2 MB", zip => Add(zip, "manifest.json", new byte[2 << 20])),
            ("a list as the manifest", zip => Add(zip, "manifest.json", "[]"u8)),
            ("an unknown property", zip => Add(zip, "manifest.json", """{"format":"hebb","version":1,"hebb":"0.1.0","entries":[],"more":1}"""u8)),
            ("a newer version", zip => Add(zip, "manifest.json", """{"format":"hebb","version":2,"tables":{}}"""u8)),
            ("version 0", zip => Manifest(zip, "", version: 0)),
            ("another format", zip => Add(zip, "manifest.json", """{"format":"hebbian","version":1,"hebb":"0.1.0","entries":[]}"""u8)),
            ("an entry that leaves the archive", zip => Add(zip, "../../etc/cron.d/evil", data)),
            ("an absolute path", zip => Add(zip, "/etc/passwd", data)),
            ("a backslash", zip => Add(zip, @"..\evil", data)),
            ("a drive", zip => Add(zip, "C:evil", data)),
            ("a folder", zip => zip.CreateEntry("folder/")),
            ("a name of 60,000 characters", zip => Add(zip, new string('a', 60_000), data)),
            ("an entry twice", zip => { Manifest(zip, entry); Add(zip, "a", data); Add(zip, "a", data); }),
            ("an entry that is not listed", zip => { Manifest(zip, entry); Add(zip, "a", data); Add(zip, "b", data); }),
            ("an entry that is missing", zip => Manifest(zip, entry)),
            ("an entry listed twice", zip => { Manifest(zip, entry + "," + entry); Add(zip, "a", data); }),
            ("another hash", zip => { Manifest(zip, entry); Add(zip, "a", [1, 2, 4]); }),
            ("more bytes than listed", zip => { Manifest(zip, entry); Add(zip, "a", [1, 2, 3, 4]); }),
            ("fewer bytes than listed", zip => { Manifest(zip, entry); Add(zip, "a", [1, 2]); }),
            ("2^62 bytes listed", zip => { Manifest(zip, Listed("a", 1L << 62, data)); Add(zip, "a", data); }),
            ("a negative size", zip => { Manifest(zip, Listed("a", -3, data)); Add(zip, "a", data); }),
            ("a zip bomb that tells its size", zip => { Manifest(zip, Listed("a", Zeros.Length, Zeros)); Add(zip, "a", Zeros); }),
            ("a zip bomb that hides its size", zip => { Manifest(zip, Listed("a", 1000, Zeros)); Add(zip, "a", Zeros); }),
            ("a zip bomb of many parts", zip =>
            {
                Manifest(zip, string.Join(',', Enumerable.Range(0, 64).Select(i => Listed($"a{i}", Zeros.Length / 64, Zeros.AsSpan(0, Zeros.Length / 64)))));
                for (int i = 0; i < 64; i++) Add(zip, $"a{i}", Zeros.AsSpan(0, Zeros.Length / 64));
            }),
        ];
        Snapshot.Errors("archive_errors",
        [
            .. attacks.Select(attack => (attack.Item1, (Action)(() => { Zip(path, attack.Item2); HebbArchive.Read(path); }))),
            ("a text file", () => { File.WriteAllText(path, "this is no zip file"); HebbArchive.Read(path); }),
            ("an empty file", () => { File.WriteAllText(path, ""); HebbArchive.Read(path); }),
            ("no file", () => HebbArchive.Read(folder.File("none.hebb"))),
        ], hide: folder.Path);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/x")]
    [InlineData("a//b")]
    [InlineData("")]
    [InlineData("manifest.json")]
    [InlineData("weights.safetensors")]
    public void A_name_that_could_not_be_read_back_is_not_written(string name)
    {
        using TemporaryFolder folder = new();
        Assert.Throws<UsageException>(() => HebbArchive.Write(folder.File("a.hebb"), [.. s_entries, (name, new byte[1])]));
        Assert.Empty(folder.Files);
    }

    private static byte[] Zeros { get; } = new byte[64 << 20];

    private static void AssertIntact(IReadOnlyDictionary<string, byte[]> contents)
    {
        Assert.Equal(s_entries.Length, contents.Count);
        foreach ((string name, ReadOnlyMemory<byte> data) in s_entries) Assert.True(data.Span.SequenceEqual(contents[name]), name);
    }

    private static void Zip(string path, Action<ZipArchive> fill)
    {
        File.Delete(path);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        fill(zip);
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> data)
    {
        using Stream stream = zip.CreateEntry(name).Open();
        stream.Write(data);
    }

    private static void Manifest(ZipArchive zip, string entries, int version = 1) =>
        Add(zip, "manifest.json", Encoding.UTF8.GetBytes($$"""{"format":"hebb","version":{{version}},"hebb":"0.1.0","entries":[{{entries}}]}"""));

    private static string Listed(string name, long size, ReadOnlySpan<byte> data) =>
        $$"""{"name":"{{name}}","size":{{size}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(data))}}"}""";
}

namespace Hebb.Data.Tests;

public sealed class IdxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_compressed_files_are_told_apart_by_content(bool compressed)
    {
        byte[] file = IdxFile.Make([2, 3, 4], IdxFile.Counting(24));
        string path = _folder.Write(compressed ? "images" : "images.gz", compressed ? IdxFile.Compress(file) : file);
        ByteArray array = Idx.ReadBytes(path);
        Assert.Equal([2, 3, 4], array.Shape);
        Assert.Equal(IdxFile.Counting(24), array.Values);
    }

    [Fact]
    public void Contents_longer_than_the_first_guess_are_read_whole()
    {
        byte[] values = new byte[3_000_000];
        values[^1] = 7;
        ByteArray array = Idx.ReadBytes(_folder.Write("zeros.gz", IdxFile.Compress(IdxFile.Make([3_000_000], values))));
        Assert.Equal(values, array.Values);
    }

    [Fact]
    public void A_missing_file_says_where_it_looked()
    {
        DataException error = Assert.Throws<DataException>(() => Idx.ReadBytes(_folder["absent"]));
        Assert.Equal($"Idx: there is no such file.\n  looked in the folder '{_folder.Path}'\n  in file '{_folder["absent"]}'\n" +
            "  Fix: check the spelling of the path, or put the file there.", error.Message);
    }

    [Fact]
    public void A_folder_is_not_a_file() => Throws("Idx: this is a folder, not a file.", _folder.Path);

    [Fact]
    public void An_empty_path_is_an_error_about_data() => Throws("Idx: no file is named.", "");

    [Theory]
    [InlineData(0, "begins with nothing")]
    [InlineData(3, "begins with 00 00 08")]
    [InlineData(7, "3 dimensions take 16 bytes, there are 7")]
    [InlineData(16, "promises [2, 3, 4], which is 24 bytes; there are 0")]
    [InlineData(39, "there are 23")]
    public void Cut_files_are_refused(int length, string values)
    {
        DataException error = Throws("Idx: ", _folder.Write("cut", IdxFile.Make([2, 3, 4], IdxFile.Counting(24)).AsSpan(0, length)));
        Assert.Contains(values, error.Values);
    }

    [Fact]
    public void Files_longer_than_their_header_says_are_refused()
    {
        DataException error = Throws("Idx: the file is longer than its header says.", _folder.Write("long", [.. IdxFile.Make([5], IdxFile.Counting(5)), 0]));
        Assert.Equal("its header promises [5], which is 5 bytes; 6 follow the header", error.Values);
        Assert.Equal("byte 13", error.Where[1]);
        Throws("Idx: the file is longer than its header says.", _folder.Write("long", IdxFile.Compress([.. IdxFile.Make([5], IdxFile.Counting(5)), 0])));
    }

    [Fact]
    public void A_compressed_file_cut_in_its_trailer_or_followed_by_something_is_refused()
    {
        byte[] file = IdxFile.Compress(IdxFile.Make([50], IdxFile.Counting(50)));
        const string what = "Idx: the gzip data do not end where they should: the file was cut short, or something else follows them.";
        for (int cut = 1; cut < 8; cut++) Throws(what, _folder.Write("cut", file.AsSpan(0, file.Length - cut)));
        Throws(what, _folder.Write("more", [.. file, 0]));
        Throws(what, _folder.Write("more", [.. file, .. file[..10]]));
    }

    [Theory]
    [InlineData(new uint[] { 2_000_000_000 }, "promises [2000000000], which is 2000000000 bytes")]
    [InlineData(new uint[] { 2_000_000_000, 28, 28 }, "dimension 1 is 28, after 2000000000; at most")]
    [InlineData(new uint[] { uint.MaxValue }, "dimension 0 is 4294967295")]
    [InlineData(new uint[] { 65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536 }, "dimension 1 is 65536, after 65536")]
    public void A_header_that_claims_billions_allocates_nothing(uint[] extents, string values)
    {
        byte[] file = IdxFile.Make(extents, [1, 2, 3]);
        foreach (byte[] content in new[] { file, IdxFile.Compress(file) })
        {
            string path = _folder.Write("claims", content);
            long before = GC.GetAllocatedBytesForCurrentThread();
            DataException error = Throws("Idx: ", path);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
            Assert.Contains(values, error.Values);
        }
    }

    [Theory]
    [InlineData(0x09, "signed bytes (09)")]
    [InlineData(0x0D, "32-bit floating-point numbers (0D)")]
    [InlineData(0x42, "elements of an unknown type (42)")]
    public void Other_element_types_are_named(byte type, string name) =>
        Throws($"Idx: the file holds {name}; only unsigned bytes (08) can be read.", _folder.Write("typed", IdxFile.Make([3], [1, 2, 3], type)));

    [Fact]
    public void Other_formats_are_shown_by_their_first_bytes()
    {
        DataException error = Throws("Idx: this is not an IDX file.", _folder.Write("text", "digits,label\n"u8));
        Assert.Contains("begins with 64 69 67 69 (\"digi\")", error.Values);
        Throws("Idx: this is not an IDX file.", _folder.Write("text.gz", IdxFile.Compress("digits,label\n"u8)));
    }

    [Fact]
    public void Damage_anywhere_is_an_error_or_harmless()
    {
        byte[] file = IdxFile.Make([3, 2, 2], IdxFile.Counting(12));
        string path = _folder["broken"];
        Damage.Everywhere(file, broken =>
        {
            File.WriteAllBytes(path, broken);
            ByteArray array = Idx.ReadBytes(path);
            Assert.Equal(array.Shape.Count, array.Values.Length);
        });
        Damage.Everywhere(IdxFile.Compress(file), broken =>
        {
            File.WriteAllBytes(path, broken);
            Assert.Equal(IdxFile.Counting(12), Idx.ReadBytes(path).Values);
        });
    }

    private static DataException Throws(string what, string path)
    {
        DataException error = Assert.Throws<DataException>(() => Idx.ReadBytes(path));
        Assert.StartsWith(what, error.What);
        Assert.Equal($"file '{path}'", error.Where[0]);
        return error;
    }
}

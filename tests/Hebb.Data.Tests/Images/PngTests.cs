namespace Hebb.Data.Tests;

public sealed class PngTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Written by libpng through Pillow 9.4: 11 x 9 pixels, between them all five row filters but 0 and 3, which have tests below.
    [Theory]
    [InlineData(1, "iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAAAAADBD4nxAAAAIUlEQVR4nGNkYObkF5VWVNc1tmRhZ2aHASZ2BEAWp4QNAOo7A5hawOwFAAAAAElFTkSuQmCC")]
    [InlineData(3, "iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAIAAABrBkF6AAAAiUlEQVR4nK3OsQ6CMBhFYbTosSItBX8raYhpjGkcGAzRBH3/93IjMLm4fzn3rrIsU0ppra21IhJCiDGmlPq" +
        "+H4ZhHMccIyrfsC+" +
        "oHLWn6ThG5Mrphk+8P2uMYD1ViwvUHc1lIc73HCNqqzlYnFCHhXhNgoLS4fyy8Zw1diWmwbUz8ZhWfv/4h/gC8m8W6Oe3AnIAAAAASUVORK5CYII=")]
    [InlineData(4, "iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAYAAADkZNYtAAAA9ElEQVR4nJ3K3U7CMBiA4emA18lPabtvGyljqWOpYmogU8jQC/D+r8iDReKxz/FzlyRJkqZpmmVZppRSIiL" +
        "OOee99yGEEGOMfd/3wzAME1ay" +
        "TSfTGY/zBWttMGWFrXfkfo+0B4ruSBnOXD+/xjwlY75UaCuYjcM2ntwHpI0UXU95GYbq5TrmWbZgoQxaKozbYZs9uT8g7ZGiO3MOF26ZuWKpBV06TO2xTSD3EWl7io93yr/5YWlY2Qq92W" +
        "HqPbY5kPsjcjpRdL/5e8yZEpQ4tPOYOmCbSB7fkPZE" +
        "f8vXe1ayRZUN680T2nWY+hnbvJL7MRf/zD/epSWQTi39EgAAAABJRU5ErkJggg==")]
    [InlineData(2, "iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAQAAABObR6mAAAASklEQVR4nGNkYGBm5uTk5xcVlZZWVFRX19U1Nra0ZGLnY+dnF2AXZBdiF2YXYRdlF2MXZ5cgTZiFnY+ZnZ0" +
        "XmzAHOx8JhnARbSUA60cLO7fKH0sAAAAASUVORK5CYII=")]
    public void Pictures_of_another_encoder_are_read_exactly(int channels, string base64)
    {
        Image image = Png.Read(_folder.Write("picture.png", Convert.FromBase64String(base64)));
        Assert.Equal([9, 11, channels], image.Shape);
        for (int y = 0, i = 0; y < 9; y++)
            for (int x = 0; x < 11; x++)
                for (int c = 0; c < channels; c++, i++) Assert.Equal((byte)((3 * x * x) + (7 * y * (c + 1)) + (x * y * c)), image.Pixels[i]);
    }

    [Fact]
    public void The_filter_of_means_is_undone_by_hand()
    {
        // Two RGB pixels a row. Row 0 (nothing above): second pixel adds half of the first. Row 1: half of left + above.
        byte[] rows = [3, 10, 20, 30, 1, 1, 1, 3, 5, 5, 5, 2, 2, 2];
        Image image = Decode(PngFile.Header(2, 2, colour: 2), PngFile.Chunk("IDAT", PngFile.Compress(rows)), PngFile.Chunk("IEND", []));
        Assert.Equal([10, 20, 30, 6, 11, 16, 10, 15, 20, (10 + 6) / 2 + 2, (15 + 11) / 2 + 2, (20 + 16) / 2 + 2], image.Pixels.ToArray());
    }

    [Fact]
    public void Pixels_may_be_spread_over_chunks_with_extras_around_them()
    {
        byte[] pixels = PngFile.Compress([0, 1, 2, 0, 3, 4]);
        Image image = Decode(PngFile.Header(2, 2), PngFile.Chunk("tEXt", "Title\0Four"u8), PngFile.Chunk("IDAT", pixels.AsSpan(0, 3)),
            PngFile.Chunk("IDAT", []), PngFile.Chunk("IDAT", pixels.AsSpan(3)), PngFile.Chunk("tIME", new byte[7]), PngFile.Chunk("IEND", []));
        Assert.Equal([1, 2, 3, 4], image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(3, 8, 0, "Png: a picture with a palette cannot be read.", 25)]
    [InlineData(0, 16, 0, "Png: a picture of 16 bits a channel cannot be read.", 24)]
    [InlineData(0, 1, 0, "Png: a picture of 1 bits a channel cannot be read.", 24)]
    [InlineData(2, 8, 1, "Png: a picture that is interlaced cannot be read.", 28)]
    public void Kinds_that_are_not_read_say_so(byte colour, byte depth, byte interlace, string what, int at)
    {
        DataException error = Refused(PngFile.Header(2, 2, depth, colour, interlace: interlace), PngFile.Chunk("IEND", []));
        Assert.Equal(what, error.What);
        Assert.Equal(["file 'made.png'", $"byte {at}"], error.Where);
        Assert.Equal("convert it to 8-bit greyscale, RGB or RGBA without interlacing", error.Fix);
    }

    [Fact]
    public void A_text_file_with_the_name_of_a_picture_is_refused()
    {
        DataException error = Assert.Throws<DataException>(() => Png.Read(_folder.Write("seven.png", "seven\n"u8)));
        Assert.Equal("Png: this is not a PNG picture, whatever its name says.\n  it begins with 73 65 76 65 6E 0A\n" +
            $"  in file '{_folder["seven.png"]}' > byte 0\n  Fix: save the picture as PNG; renaming another kind of file does not convert it.", error.Message);
    }

    [Theory]
    [InlineData(60000u, 60000u, "Png: a picture this large cannot be read.")]
    [InlineData(8000u, 8000u, "Png: the header promises more pixels than the file can hold.")]
    [InlineData(uint.MaxValue, uint.MaxValue, "Png: a picture this large cannot be read.")]
    [InlineData(0u, 4u, "Png: the file is damaged: a picture without pixels.")]
    public void Dimensions_are_not_believed(uint width, uint height, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(what, Refused(PngFile.Header(width, height), PngFile.Chunk("IDAT", PngFile.Compress(new byte[100])), PngFile.Chunk("IEND", [])).What);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Chunks_in_disorder_are_refused()
    {
        byte[] header = PngFile.Header(2, 2), pixels = PngFile.Chunk("IDAT", PngFile.Compress([0, 1, 2, 0, 3, 4])), end = PngFile.Chunk("IEND", []);
        Assert.Equal("Png: the file is damaged: the header (IHDR) is not the first chunk, or not the only one.", Refused(pixels, header, end).What);
        Assert.Equal("Png: the file is damaged: the header (IHDR) is not the first chunk, or not the only one.", Refused(header, header, pixels, end).What);
        Assert.Equal("Png: the file is damaged: there are no pixels (no chunk IDAT).", Refused(header, end).What);
        Assert.Equal("Png: the file is damaged: there is a chunk that must be understood and is unknown.",
            Refused(header, PngFile.Chunk("ABCD", []), pixels, end).What);
        Assert.Equal("Png: the file is cut short.", Refused(header, pixels).What);
    }

    [Fact]
    public void Pixels_that_do_not_match_the_header_are_refused()
    {
        Assert.Equal("Png: the file is damaged: the pixels end within row 1 of 2.", Refused([0, 1, 2, 0, 3]).What);
        Assert.Equal("Png: the file is damaged: there are more pixels than the header says.", Refused([0, 1, 2, 0, 3, 4, 0]).What);
        Assert.Equal("Png: the file is damaged: there is no such row filter.", Refused([0, 1, 2, 5, 3, 4]).What);

        DataException Refused(byte[] rows) => PngTests.Refused(PngFile.Header(2, 2), PngFile.Chunk("IDAT", PngFile.Compress(rows)), PngFile.Chunk("IEND", []));
    }

    [Fact]
    public void A_wrong_checksum_is_found_in_chunks_and_in_pixels()
    {
        byte[] file = PngFile.Make(2, 2, 1, [1, 2, 3, 4]);
        file[^1] ^= 1;
        DataException error = Assert.Throws<DataException>(() => Png.Decode(file, "made.png"));
        Assert.Equal("Png: the file is damaged: the checksum (CRC) of the chunk IEND is wrong.", error.What);
        Assert.Equal("AE426083 in the file, AE426082 by calculation", error.Values);

        byte[] pixels = PngFile.Compress([0, 1, 2, 0, 3, 4]);
        pixels[^1] ^= 1;
        Assert.StartsWith("Png: the file is damaged: the compressed pixels are damaged",
            Refused(PngFile.Header(2, 2), PngFile.Chunk("IDAT", pixels), PngFile.Chunk("IEND", [])).What);
    }

    [Fact]
    public void Damage_anywhere_is_an_error_or_harmless()
    {
        byte[] pixels = IdxFile.Counting(5 * 4 * 3);
        byte[] file = PngFile.Make(5, 4, 3, pixels);
        int accepted = Damage.Everywhere(file, broken => Assert.Equal(pixels, Png.Decode(broken, "broken.png").Pixels.ToArray()));
        Assert.Equal(2, accepted);  // what follows the end of a picture is nobody's business
    }

    private static Image Decode(params ReadOnlySpan<byte[]> chunks)
    {
        List<byte> file = [.. PngFile.Signature];
        foreach (byte[] chunk in chunks) file.AddRange(chunk);
        return Png.Decode(file.ToArray(), "made.png");
    }

    private static DataException Refused(params byte[][] chunks) => Assert.Throws<DataException>(() => Decode(chunks));
}

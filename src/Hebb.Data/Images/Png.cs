using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hebb;

/// <summary>Reads PNG pictures of 8 bits a channel: grey, RGB, and both with alpha.</summary>
/// <remarks>
/// <para>Chunks are checked (order, length, CRC), all five row filters are understood, and text, colour profiles and other extras are skipped.
/// Palettes, 1, 2, 4 and 16 bits a channel and interlacing are refused with advice. Memory is taken for the pixels that the file can really hold, and for 64
/// million at most.</para>
/// <para>Source: Portable Network Graphics (PNG) Specification, third edition, W3C.</para>
/// </remarks>
/// <example><code>Image seven = Png.Read("seven.png").To(channels: 1);</code></example>
public static class Png
{
    private const int LongestFile = 1 << 30;
    private const long LargestImage = 1 << 26;

    // Deflate cannot do better than 1032 to 1.
    private const long BestCompression = 1032;

    // The types of chunks are four letters; a small first letter marks those that a reader may skip. A palette (PLTE) beside RGB is a mere suggestion.
    private const uint Ihdr = 0x49484452, Plte = 0x504C5445, Idat = 0x49444154, Iend = 0x49454E44, Ancillary = 0x20000000;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads one file.</summary>
    /// <exception cref="DataException">The file is missing, damaged or no PNG picture, or one of a kind that cannot be read; the message names the
    /// byte.</exception>
    public static Image Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Decode(ReadFile(path), path);
    }

    /// <summary>Decodes the content of a file that was read before; <paramref name="path"/> is for the errors.</summary>
    internal static Image Decode(ReadOnlySpan<byte> file, string path)
    {
        if (!file.StartsWith(Signature))
        {
            throw DataFile.Error(path, 0, "Png: this is not a PNG picture, whatever its name says.",
                $"it begins with {DataFile.Show(file[..Math.Min(8, file.Length)])}",
                "save the picture as PNG; renaming another kind of file does not convert it");
        }

        Header header = default;
        MemoryStream? compressed = null;
        int offset = Signature.Length;
        while (true)
        {
            (uint type, int start, int length) = ReadChunk(file, path, offset);
            ReadOnlySpan<byte> data = file.Slice(start, length);
            if (offset == Signature.Length != (type == Ihdr))
                throw Damaged(path, offset, "the header (IHDR) is not the first chunk, or not the only one", $"a chunk {Name(type)}");
            if (type == Iend) break;
            if (type == Ihdr) header = ReadHeader(data, path, start);
            else if (type == Idat) (compressed ??= new(capacity: length)).Write(data);
            else if (type != Plte && (type & Ancillary) == 0)
                throw Damaged(path, offset, "there is a chunk that must be understood and is unknown", $"a chunk {Name(type)}");
            offset = start + length + 4;
        }
        if (compressed is null) throw Damaged(path, offset, "there are no pixels (no chunk IDAT)", "the end (IEND) comes first");

        compressed.Position = 0;
        return new(header.Height, header.Width, header.Channels, ReadPixels(header, compressed, path));
    }

    private static byte[] ReadFile(string path)
    {
        using FileStream file = DataFile.Open(path, "Png");
        try
        {
            if (file.Length > LongestFile)
                throw DataFile.Error(path, "Png: the file is too long for a picture.", $"{file.Length} bytes; at most {LongestFile} are read",
                    "give a PNG picture of a reasonable size");
            byte[] bytes = new byte[file.Length];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataFile.Unreadable(path, "Png", e);
        }
    }

    /// <summary>Finds the chunk at an offset: 4 bytes of length, 4 of type, the data, 4 of CRC over type and data.</summary>
    private static (uint Type, int Start, int Length) ReadChunk(ReadOnlySpan<byte> file, string path, int offset)
    {
        ReadOnlySpan<byte> rest = file[offset..];
        if (rest.Length < 12) throw CutShort(path, offset, "a chunk takes at least 12 bytes", rest.Length);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest), type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        if (length > rest.Length - 12) throw CutShort(path, offset, $"the chunk {Name(type)} takes {length + 12L} bytes", rest.Length);
        uint said = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]), actual = Crc32.Of(rest.Slice(4, 4 + (int)length));
        if (said != actual)
            throw Damaged(path, offset + 8 + (int)length, $"the checksum (CRC) of the chunk {Name(type)} is wrong",
                $"{said:X8} in the file, {actual:X8} by calculation");
        return (type, offset + 8, (int)length);
    }

    private static Header ReadHeader(ReadOnlySpan<byte> data, string path, int start)
    {
        if (data.Length != 13) throw Damaged(path, start, "the header (IHDR) has a wrong length", $"{data.Length} bytes instead of 13");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        byte depth = data[8], colour = data[9], compression = data[10], filter = data[11], interlace = data[12];

        const string convert = "convert it to 8-bit greyscale, RGB or RGBA without interlacing";
        if (colour == 3) throw Unsupported(path, start + 9, "with a palette", $"colour type 3, {depth} bits a pixel", convert);
        int channels = colour switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (channels == 0) throw Damaged(path, start + 9, "there is no such colour type", $"colour type {colour}");
        if (depth != 8) throw Unsupported(path, start + 8, $"of {depth} bits a channel", $"bit depth {depth}, colour type {colour}", convert);
        if (interlace != 0) throw Unsupported(path, start + 12, "that is interlaced", $"interlace method {interlace}", convert);
        if (compression != 0 || filter != 0)
            throw Damaged(path, start + 10, "there is no such compression or filter method", $"compression {compression}, filter {filter}; both must be 0");
        if (width == 0 || height == 0) throw Damaged(path, start, "a picture without pixels", $"{width} x {height}");
        if ((ulong)width * height > LargestImage)
            throw Unsupported(path, start, "this large", $"{width} x {height} pixels; at most {LargestImage} are read", "scale the picture down");
        return new((int)height, (int)width, channels);
    }

    private static byte[] ReadPixels(Header header, MemoryStream compressed, string path)
    {
        int stride = header.Width * header.Channels;
        long promised = (stride + 1L) * header.Height;
        if (promised > compressed.Length * BestCompression)
        {
            throw DataFile.Error(path, Signature.Length + 8, "Png: the header promises more pixels than the file can hold.",
                $"{header.Width} x {header.Height} pixels from {compressed.Length} compressed bytes", "save the picture again");
        }

        byte[] pixels = new byte[(long)stride * header.Height];
        string promise = $"{header.Width} x {header.Height} pixels of {header.Channels} bytes were promised";
        int row = 0;
        try
        {
            using ZLibStream content = new(compressed, CompressionMode.Decompress);
            ReadOnlySpan<byte> above = new byte[stride];
            for (; row < header.Height; row++)
            {
                Span<byte> line = pixels.AsSpan(row * stride, stride);
                int filter = content.ReadByte();
                if (filter < 0 || content.ReadAtLeast(line, stride, throwOnEndOfStream: false) < stride)
                    throw Pixels(path, $"the pixels end within row {row} of {header.Height}", promise);
                if (filter > 4) throw Pixels(path, "there is no such row filter", $"filter {filter} in row {row}");
                PngFilter.Undo(filter, line, above, header.Channels);
                above = line;
            }
            if (content.ReadByte() >= 0) throw Pixels(path, "there are more pixels than the header says", promise);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Pixels(path, $"the compressed pixels are damaged in row {row} of {header.Height}", e.Message, e);
        }
        return pixels;
    }

    private static string Name(uint type)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, type);
        foreach (byte b in bytes)
            if (!char.IsAsciiLetter((char)b)) return DataFile.Show(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    private static DataException CutShort(string path, int offset, string needed, int there) =>
        DataFile.Error(path, offset, "Png: the file is cut short.", $"{needed}, {there} are left", "copy or save the picture again");

    private static DataException Damaged(string path, int offset, string what, string values) =>
        DataFile.Error(path, offset, $"Png: the file is damaged: {what}.", values, "copy or save the picture again");

    private static DataException Pixels(string path, string what, string values, Exception? inner = null) =>
        DataFile.Error(path, $"Png: the file is damaged: {what}.", values, "copy or save the picture again", inner);

    private static DataException Unsupported(string path, int offset, string kind, string values, string fix) =>
        DataFile.Error(path, offset, $"Png: a picture {kind} cannot be read.", values, fix);

    private readonly record struct Header(int Height, int Width, int Channels);
}

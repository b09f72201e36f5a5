using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hebb.Data.Tests;

/// <summary>Writes PNG files, right and wrong ones, chunk by chunk.</summary>
public static class PngFile
{
    public static byte[] Make(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        byte[] rows = new byte[height * ((width * channels) + 1)];
        for (int y = 0; y < height; y++) pixels.Slice(y * width * channels, width * channels).CopyTo(rows.AsSpan((y * ((width * channels) + 1)) + 1));
        byte colour = channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        return [.. Signature, .. Header((uint)width, (uint)height, colour: colour), .. Chunk("IDAT", Compress(rows)), .. Chunk("IEND", [])];
    }

    public static byte[] Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Header(uint width, uint height, byte depth = 8, byte colour = 0, byte compression = 0, byte filter = 0, byte interlace = 0)
    {
        byte[] data = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(data, width);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9], data[10], data[11], data[12]) = (depth, colour, compression, filter, interlace);
        return Chunk("IHDR", data);
    }

    public static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    public static byte[] Compress(ReadOnlySpan<byte> rows)
    {
        MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal)) zlib.Write(rows);
        return compressed.ToArray();
    }
}

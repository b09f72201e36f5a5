using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Hebb.Cli.Tests;

/// <summary>Writes small files of data, right and wrong ones.</summary>
internal static class DataFiles
{
    /// <summary>The names of MNIST's four files.</summary>
    public const string TrainImages = "train-images-idx3-ubyte", TrainLabels = "train-labels-idx1-ubyte", TestImages = "t10k-images-idx3-ubyte",
        TestLabels = "t10k-labels-idx1-ubyte";

    /// <summary>A folder like MNIST's: bright squares in one of two places, labelled 0 and 1.</summary>
    public static void WriteIdx(string folder, int count = 64, int side = 8)
    {
        byte[] images = new byte[count * side * side], labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 2);
            for (int y = 0; y < side / 2; y++)
                for (int x = 0; x < side / 2; x++) images[(((i * side) + y + (i % 2 * side / 2)) * side) + x] = (byte)(200 + (i % 50));
        }
        foreach ((string imageName, string labelName) in new[] { (TrainImages, TrainLabels), (TestImages, TestLabels) })
        {
            File.WriteAllBytes(Path.Combine(folder, imageName), Idx([(uint)count, (uint)side, (uint)side], images));
            File.WriteAllBytes(Path.Combine(folder, labelName), Idx([(uint)count], labels));
        }
    }

    /// <summary>An IDX file of bytes.</summary>
    public static byte[] Idx(ReadOnlySpan<uint> extents, ReadOnlySpan<byte> values)
    {
        byte[] file = new byte[4 + (4 * extents.Length) + values.Length];
        (file[2], file[3]) = (0x08, (byte)extents.Length);
        for (int axis = 0; axis < extents.Length; axis++) BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4 + (4 * axis)), extents[axis]);
        values.CopyTo(file.AsSpan(4 + (4 * extents.Length)));
        return file;
    }

    /// <summary>The same, compressed.</summary>
    public static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        MemoryStream file = new();
        using (GZipStream gzip = new(file, CompressionLevel.Fastest)) gzip.Write(content);
        return file.ToArray();
    }

    /// <summary>A folder with a sub-folder of grey pictures for each of two classes: dark ones and bright ones.</summary>
    public static void WritePictures(string folder, int each = 10, int side = 8)
    {
        foreach ((string name, byte value) in new[] { ("bright", (byte)220), ("dark", (byte)20) })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            for (int i = 0; i < each; i++) File.WriteAllBytes(Path.Combine(folder, name, $"{i:00}.png"), Png(side, side, (byte)(value + i)));
        }
    }

    /// <summary>A grey PNG picture of one brightness.</summary>
    public static byte[] Png(int width, int height, byte value)
    {
        byte[] rows = new byte[height * (width + 1)];
        for (int y = 0; y < height; y++) rows.AsSpan((y * (width + 1)) + 1, width).Fill(value);
        MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal)) zlib.Write(rows);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", compressed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        uint crc = uint.MaxValue;
        foreach (byte value in chunk.AsSpan(4, 4 + data.Length))
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), ~crc);
        return chunk;
    }
}

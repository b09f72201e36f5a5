using System.Buffers.Binary;
using System.IO.Compression;

namespace Hebb.Data.Tests;

/// <summary>Writes IDX files, right and wrong ones.</summary>
public static class IdxFile
{
    public static byte[] Make(ReadOnlySpan<uint> extents, ReadOnlySpan<byte> values, byte type = 0x08)
    {
        byte[] file = new byte[4 + (4 * extents.Length) + values.Length];
        file[2] = type;
        file[3] = (byte)extents.Length;
        for (int axis = 0; axis < extents.Length; axis++) BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4 + (4 * axis)), extents[axis]);
        values.CopyTo(file.AsSpan(4 + (4 * extents.Length)));
        return file;
    }

    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        MemoryStream file = new();
        using (GZipStream gzip = new(file, CompressionLevel.SmallestSize)) gzip.Write(content);
        return file.ToArray();
    }

    public static byte[] Counting(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];

    /// <summary>The four files of a small relative of MNIST; images of 2 x 2.</summary>
    public static void WriteCollection(TemporaryFolder folder, int train, int test, string suffix = "")
    {
        foreach ((string part, int count) in new[] { ("train", train), ("t10k", test) })
        {
            Write($"{part}-images-idx3-ubyte", Make([(uint)count, 2, 2], Counting(count * 4)));
            Write($"{part}-labels-idx1-ubyte", Make([(uint)count], [.. Counting(count).Select(i => (byte)(i % 10))]));
        }

        void Write(string name, byte[] content) => folder.Write(name + suffix, suffix == ".gz" ? Compress(content) : content);
    }
}

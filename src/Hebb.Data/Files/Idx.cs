using System.Buffers.Binary;
using System.IO.Compression;

namespace Hebb;

/// <summary>Reads the IDX format, in which MNIST and its relatives are published: unsigned bytes with their dimensions in front, plain or compressed with
/// gzip.</summary>
/// <remarks>
/// <para>A file is 00 00 08 and the number of dimensions, then each dimension as a big-endian 32-bit number, then the bytes in row-major order.
/// Whether a file is compressed is seen from its first bytes, not from its name. Other element types (signed bytes, floats) are refused.</para>
/// <para>The header is never believed: memory is taken for the bytes that are really there, so a file of 16 bytes that claims two billion images is an error
/// and not an allocation.</para>
/// <para>Source: Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits.</para>
/// </remarks>
public static class Idx
{
    private const int LargestHeader = 4 + (4 * Shape.MaxRank);

    // Deflate cannot do better than 1032 to 1: what a header promises beyond that cannot be there.
    private const long BestCompression = 1032;

    /// <summary>Reads one file as a tensor of bytes, <c>[60000, 28, 28]</c> for MNIST's images.</summary>
    /// <param name="path">The file, plain or compressed.</param>
    /// <exception cref="DataException">The file is missing, cut short, too long, not an IDX file, or not of unsigned bytes; the message names the
    /// byte.</exception>
    public static Tensor Read(string path)
    {
        ByteArray content = ReadBytes(path);
        return Tensor.From(content.Values, content.Shape);
    }

    /// <summary>Reads images and their labels.</summary>
    /// <param name="imagesPath">A file of images <c>[count, height, width]</c>, or with channels as a fourth dimension.</param>
    /// <param name="labelsPath">A file of labels <c>[count]</c>.</param>
    /// <param name="classNames">What the classes are called; without it they are the digits 0 to 9.</param>
    /// <returns>Images <c>[height, width, channels]</c>, kept as bytes, each with its class.</returns>
    /// <exception cref="DataException">A file cannot be read, the two differ in count, or a label is outside the classes.</exception>
    public static Dataset Read(string imagesPath, string labelsPath, IReadOnlyList<string>? classNames = null)
    {
        classNames ??= Digits.Names;
        ByteArray images = ReadBytes(imagesPath), labels = ReadBytes(labelsPath);
        Shape shape = images.Shape;
        if (shape.Rank is not (3 or 4) || shape.Count == 0)
        {
            throw DataFile.Error(imagesPath, 3, "Idx: these are not images.",
                $"dimensions {shape}; images have [count, height, width], or channels as a fourth",
                shape.Rank == 1 ? "these may be labels: check that the two files are not exchanged" : "give a file such as train-images-idx3-ubyte");
        }
        if (labels.Shape.Rank != 1)
        {
            throw DataFile.Error(labelsPath, 3, "Idx: these are not labels.", $"dimensions {labels.Shape}; labels have [count]",
                labels.Shape.Rank >= 3 ? "these may be images: check that the two files are not exchanged" : "give a file such as train-labels-idx1-ubyte");
        }
        if (shape[0] != labels.Shape[0])
        {
            throw DataFile.Error(labelsPath, 4, "Idx: images and labels differ in count.", $"{shape[0]} images in '{imagesPath}', {labels.Shape[0]} labels",
                "give two files that belong together");
        }
        int outside = labels.Values.AsSpan().IndexOfAnyInRange((byte)Math.Min(classNames.Count, 255), (byte)255);
        if (outside >= 0 && labels.Values[outside] >= classNames.Count)
        {
            throw DataFile.Error(labelsPath, 8 + outside, "Idx: a label is outside the classes.",
                $"label {labels.Values[outside]} of image {outside}; there are {classNames.Count} classes, 0 to {classNames.Count - 1}",
                "check that these labels belong to these classes, and fetch the file again if they do");
        }
        Shape image = shape.Rank == 3 ? shape[1..].Insert(2, 1) : shape[1..];
        Column<int> classes = new(Array.ConvertAll(labels.Values, label => (int)label), shape[0], []);
        return Dataset.Make(new ByteColumn(images.Values, shape[0], image), classes, classNames);
    }

    /// <summary>Reads one file, without believing its header.</summary>
    internal static ByteArray ReadBytes(string path)
    {
        using FileStream file = DataFile.Open(path, "Idx");
        try
        {
            Span<byte> magic = stackalloc byte[2];
            int count = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            file.Position = 0;
            return count == 2 && magic is [0x1F, 0x8B] ? ReadCompressed(path, file) : ReadPlain(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataFile.Unreadable(path, "Idx", e);
        }
    }

    private static ByteArray ReadPlain(string path, FileStream file)
    {
        (Shape shape, int header, long promised) = ReadHeader(path, file, "");
        long there = file.Length - header;
        if (there < promised) throw CutShort(path, shape, promised, there, header, "");
        if (there > promised) throw TooLong(path, shape, promised, $"{there} follow the header", header, "");
        byte[] values = GC.AllocateUninitializedArray<byte>((int)promised);
        int read = file.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        return read == values.Length ? new(shape, values) : throw CutShort(path, shape, promised, read, header, "");
    }

    private static ByteArray ReadCompressed(string path, FileStream file)
    {
        const string inside = " of the decompressed content";
        long position = 0;
        try
        {
            using GZipStream content = new(file, CompressionMode.Decompress, leaveOpen: true);
            (Shape shape, int header, long promised) = ReadHeader(path, content, inside);
            position = header;
            if (promised > file.Length * BestCompression) throw CutShort(path, shape, promised, null, header, inside);

            // Grows with what arrives: by the usual ratio first, which fits MNIST at once, then by doubling.
            byte[] values = GC.AllocateUninitializedArray<byte>((int)Math.Min(promised, 65536 + (file.Length * 6)));
            int count = 0;
            while (count < promised)
            {
                if (count == values.Length) Array.Resize(ref values, (int)Math.Min(promised, values.Length * 2L));
                int read = content.Read(values, count, values.Length - count);
                if (read == 0) throw CutShort(path, shape, promised, count, header, inside);
                count += read;
                position += read;
            }
            if (content.ReadByte() >= 0) throw TooLong(path, shape, promised, "more follow", header, inside);
            CheckTrailer(path, file, header + promised);
            return new(shape, values);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw DataFile.Error(path, $"Idx: the gzip data are damaged after {position} decompressed bytes.", e.Message,
                "fetch the file again; it was changed or cut on its way", e);
        }
    }

    // .NET stops in silence where a compressed file was cut within its last eight bytes, or where something else follows it; the length that gzip writes at the
    // very end tells.
    private static void CheckTrailer(string path, FileStream file, long length)
    {
        Span<byte> trailer = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - trailer.Length);
        file.ReadExactly(trailer);
        uint said = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (said != (uint)length)
        {
            throw DataFile.Error(path, file.Length - trailer.Length,
                "Idx: the gzip data do not end where they should: the file was cut short, or something else follows them.",
                $"the last four bytes tell a length of {said}, the content has {length} bytes",
                "fetch the file again, or decompress it with gunzip and give the plain file");
        }
    }

    private static (Shape Shape, int Header, long Count) ReadHeader(string path, Stream content, string inside)
    {
        Span<byte> header = stackalloc byte[LargestHeader];
        int read = content.ReadAtLeast(header[..4], 4, throwOnEndOfStream: false);
        if (read < 4 || header is not [0, 0, _, > 0 and <= Shape.MaxRank, ..])
        {
            throw DataFile.Error(path, 0, "Idx: this is not an IDX file.",
                $"it begins with {DataFile.Show(header[..read])}; an IDX file begins with 00 00 08 and the number of dimensions (1 to {Shape.MaxRank})",
                "give a file in MNIST's format, such as train-images-idx3-ubyte or its .gz");
        }
        if (header[2] != 0x08)
        {
            throw DataFile.Error(path, 2, $"Idx: the file holds {TypeName(header[2])}; only unsigned bytes (08) can be read.",
                $"the type byte is {header[2]:X2}", "convert the file to unsigned bytes, as MNIST has them");
        }

        int rank = header[3], length = 4 + (4 * rank);
        read = content.ReadAtLeast(header[4..length], length - 4, throwOnEndOfStream: false);
        if (read < length - 4)
        {
            throw DataFile.Error(path, 4 + read, "Idx: the file is cut short within its header.",
                $"{rank} dimensions take {length} bytes, there are {4 + read}{inside}", "fetch the file again");
        }

        Span<int> extents = stackalloc int[rank];
        UInt128 count = 1;
        for (int axis = 0; axis < rank; axis++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * axis))..]);
            count *= extent;
            if (extent > int.MaxValue || count > (UInt128)Array.MaxLength)
            {
                string after = axis == 0 ? "" : $", after {string.Join(" x ", extents[..axis].ToArray())}";
                throw DataFile.Error(path, 4 + (4 * axis), "Idx: the header claims more than fits in memory.",
                    $"dimension {axis} is {extent}{after}; at most {Array.MaxLength} bytes can be read",
                    "check that the file is not damaged; split a data set that is really this large");
            }
            extents[axis] = (int)extent;
        }
        return (Shape.Create(extents), length, (long)count);
    }

    private static string TypeName(byte type) => type switch
    {
        0x09 => "signed bytes (09)",
        0x0B => "16-bit numbers (0B)",
        0x0C => "32-bit numbers (0C)",
        0x0D => "32-bit floating-point numbers (0D)",
        0x0E => "64-bit floating-point numbers (0E)",
        _ => $"elements of an unknown type ({type:X2})",
    };

    private static DataException CutShort(string path, Shape shape, long promised, long? there, int header, string inside)
    {
        string found = there is { } count ? $"there are {count}" : "a file of this size cannot hold them";
        return DataFile.Error(path, header + (there ?? 0), "Idx: the file is cut short.",
            $"its header promises {shape}, which is {promised} bytes{inside}; {found}", "fetch the file again");
    }

    private static DataException TooLong(string path, Shape shape, long promised, string there, int header, string inside) =>
        DataFile.Error(path, header + promised, "Idx: the file is longer than its header says.",
            $"its header promises {shape}, which is {promised} bytes{inside}; {there}",
            "fetch the file again; two files may have been joined");
}

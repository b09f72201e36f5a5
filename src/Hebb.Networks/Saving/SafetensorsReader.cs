using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hebb;

/// <summary>The reading half of <see cref="Safetensors"/>: what the header claims is checked against the file before it is believed.</summary>
internal static class SafetensorsReader
{
    public const string MetadataName = "__metadata__";

    private const int MaxHeader = 100_000_000;   // the reference implementation's limit
    private const int MaxDepth = 3;   // the header, a tensor, its shape
    private const string Fix = "save it again, or copy the file again from where it came";

    /// <summary>What the header says about one tensor.</summary>
    private readonly record struct Claim(string Name, string Code, Shape Shape, long Begin, long End);

    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 8) throw new DataException("Safetensors: the file ends inside the length of its header.", $"{file.Length} bytes of 8", Fix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > MaxHeader || length > (ulong)(file.Length - 8))
            throw new DataException("Safetensors: the header is longer than the file (or than 100 MB); this is another format, or the file was cut short.",
                $"header length {length} at byte 0, file of {file.Length} bytes", Fix);

        ReadOnlyMemory<byte> data = file[(8 + (int)length)..];
        JsonElement header = StrictJson.Parse(file.Slice(8, (int)length), "Safetensors: the header", MaxDepth);

        List<Claim> claims = [];
        Dictionary<string, string> metadata = [];
        foreach ((string name, JsonElement value) in StrictJson.Properties(header, "Safetensors: the header"))
            if (name != MetadataName) claims.Add(ReadClaim(name, value, data.Length));
            else foreach ((string key, JsonElement text) in StrictJson.Properties(value, "Safetensors: the metadata"))
                metadata.Add(key, StrictJson.Text(text, $"Safetensors: the metadata '{Shorten(key)}'"));
        claims.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        CheckTiling(claims, data.Length);
        return (claims.ConvertAll(claim => Entry(claim, data[(int)claim.Begin..(int)claim.End])), metadata);
    }

    /// <summary>The format's word for a dtype.</summary>
    public static string Code(DType dtype) => dtype switch
    {
        DType.Float32 => "F32",
        DType.Float64 => "F64",
        DType.Int32 => "I32",
        DType.Int64 => "I64",
        DType.UInt8 => "U8",
        _ => "BOOL",
    };

    private static Claim ReadClaim(string name, JsonElement element, int dataLength)
    {
        string subject = $"Safetensors: tensor '{Shorten(name)}'";
        JsonElement[] parts = StrictJson.Object(element, subject, "dtype", "shape", "data_offsets");

        string code = StrictJson.Text(parts[0], subject + ": its dtype");
        int size = code switch
        {
            "F64" or "I64" => 8,
            "F32" or "I32" => 4,
            "F16" or "BF16" => 2,
            "U8" or "BOOL" => 1,
            _ => throw new DataException($"{subject} has a dtype that Hebb does not read.", $"dtype {code}",
                "convert it to one of F64, F32, F16, BF16, I64, I32, U8, BOOL"),
        };

        JsonElement[] extents = StrictJson.Array(parts[1], subject + ": its shape");
        if (extents.Length > Shape.MaxRank)
            throw new DataException($"{subject} has {extents.Length} axes; a tensor has at most {Shape.MaxRank}.", $"shape of {extents.Length} extents",
                "merge neighbouring axes where it was saved");
        long[] shape = [.. extents.Select(extent => StrictJson.Count(extent, subject + ": an extent"))];
        if (Bytes(shape, size, dataLength) is not { } bytes)
            throw new DataException($"{subject} is larger than the file.", $"{code} [{string.Join(", ", shape)}], {dataLength} bytes of data in the file", Fix);

        JsonElement[] offsets = StrictJson.Array(parts[2], subject + ": its data_offsets");
        if (offsets.Length != 2) throw new DataException($"{subject} should have two data_offsets.", $"found {offsets.Length}", Fix);
        long begin = StrictJson.Count(offsets[0], subject + ": its first data_offset");
        long end = StrictJson.Count(offsets[1], subject + ": its second data_offset");
        if (begin > end || end > dataLength)
            throw new DataException($"{subject} lies outside the file.", $"data_offsets [{begin}, {end}], {dataLength} bytes of data in the file", Fix);
        if (end - begin != bytes)
            throw new DataException($"{subject} has {end - begin} bytes, and its shape asks for {bytes}.",
                $"{code} [{string.Join(", ", shape)}], data_offsets [{begin}, {end}]", Fix);
        return new(name, code, [.. shape.Select(extent => (int)extent)], begin, end);
    }

    /// <summary>The bytes that a shape asks for; null when they, or one extent alone, are more than the file has room for.</summary>
    private static long? Bytes(long[] shape, int size, long limit)
    {
        long bytes = shape.Contains(0) ? 0 : size;
        foreach (long extent in shape)
        {
            if (extent > int.MaxValue || (bytes > 0 && extent > limit / bytes)) return null;
            bytes *= extent;
        }
        return bytes;
    }

    /// <summary>Every byte of data belongs to exactly one tensor: nothing hides between them, and no two share memory.</summary>
    private static void CheckTiling(List<Claim> claims, int dataLength)
    {
        long reached = 0;
        foreach (Claim claim in claims)
        {
            if (claim.Begin != reached)
                throw new DataException(
                    $"Safetensors: tensor '{Shorten(claim.Name)}' {(claim.Begin < reached ? "overlaps" : "leaves a hole after")} what is before it.",
                    $"it begins at {claim.Begin}, and the data before it ends at {reached}", Fix);
            reached = claim.End;
        }
        if (reached != dataLength)
            throw new DataException("Safetensors: bytes follow the last tensor that belong to none.",
                $"the last tensor ends at {reached}, the data at {dataLength}", Fix);
    }

    private static SafetensorsEntry Entry(Claim claim, ReadOnlyMemory<byte> data) => claim.Code switch
    {
        "F64" => new(claim.Name, DType.Float64, claim.Shape, data),
        "F32" => new(claim.Name, DType.Float32, claim.Shape, data),
        "I64" => new(claim.Name, DType.Int64, claim.Shape, data),
        "I32" => new(claim.Name, DType.Int32, claim.Shape, data),
        "U8" => new(claim.Name, DType.UInt8, claim.Shape, data),
        "F16" => Widen(claim, data, bits => (float)BitConverter.UInt16BitsToHalf(bits)),
        "BF16" => Widen(claim, data, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        _ => data.Span.IndexOfAnyExceptInRange((byte)0, (byte)1) is var at and >= 0
            ? throw new DataException($"Safetensors: tensor '{Shorten(claim.Name)}' holds a truth value that is neither 0 nor 1.",
                $"{data.Span[at]} at element {at}", Fix)
            : new(claim.Name, DType.Bool, claim.Shape, data),
    };

    private static SafetensorsEntry Widen(Claim claim, ReadOnlyMemory<byte> data, Func<ushort, float> widen)
    {
        if (data.Length > Array.MaxLength / 2)
            throw new DataException($"Safetensors: tensor '{Shorten(claim.Name)}' is larger than 2 GB once widened to Float32.",
                $"{claim.Code} {claim.Shape}", "split it where it was saved");
        byte[] widened = new byte[2 * data.Length];
        Span<float> values = MemoryMarshal.Cast<byte, float>(widened.AsSpan());
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<byte, ushort>(data.Span);
        for (int i = 0; i < values.Length; i++) values[i] = widen(bits[i]);
        return new(claim.Name, DType.Float32, claim.Shape, widened);
    }

    private static string Shorten(string name) => name.Length > 100 ? name[..100] + "..." : name;
}

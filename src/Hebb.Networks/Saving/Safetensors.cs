using System.Buffers.Binary;

namespace Hebb;

/// <summary>Named arrays in the safetensors format: weights that other frameworks read too.</summary>
/// <remarks>
/// The file is 8 bytes of header length, a JSON header (name, dtype, shape and place of every array, and free text under <c>__metadata__</c>) and the arrays,
/// one after the other. The reader trusts nothing: every length, offset, shape and dtype is checked against the file before a byte of data is touched.
/// <para>F32, F64, I32, I64, U8 and BOOL are read and written; F16 and BF16 become <see cref="DType.Float32"/> when read. A file is at most 2 GB.</para>
/// <para>Format: https://github.com/huggingface/safetensors.</para>
/// </remarks>
/// <example><code>
/// Safetensors.Save("weights.safetensors", [SafetensorsEntry.From&lt;float&gt;("dense/bias", [2], [0.5f, -1])]);
/// float[] bias = Safetensors.Load("weights.safetensors")["dense/bias"].ToArray&lt;float&gt;();
/// </code></example>
public sealed class Safetensors
{
    private readonly Dictionary<string, SafetensorsEntry> _byName;

    private Safetensors(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
        _byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The arrays, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Free text that travels with the arrays: where they come from, under which settings.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The array of this name.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public SafetensorsEntry this[string name] => Find(name) ?? throw new DataException($"Safetensors: there is no tensor '{name}'.",
        $"there are {Entries.Count}: {string.Join(", ", Entries.Take(10).Select(entry => entry.Name))}{(Entries.Count > 10 ? ", ..." : "")}",
        "use one of these names, or the file that has this one");

    /// <summary>The array of this name, or null.</summary>
    public SafetensorsEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a file.</summary>
    /// <exception cref="OptionException">There is no such file, or it may not be read.</exception>
    /// <exception cref="DataException">The file is not in the format.</exception>
    public static Safetensors Load(string path)
    {
        byte[] file = AtomicFile.ReadAllBytes(path);
        try
        {
            return Read(file);
        }
        catch (HebbException e) when (e.Within($"file '{path}'"))
        {
            throw;
        }
    }

    /// <summary>Reads the format from memory. Entries refer to <paramref name="file"/>, which must not change while they are in use.</summary>
    /// <exception cref="DataException">The bytes are not in the format.</exception>
    public static Safetensors Read(ReadOnlyMemory<byte> file)
    {
        (List<SafetensorsEntry> entries, Dictionary<string, string> metadata) = SafetensorsReader.Read(file);
        return new(entries, metadata);
    }

    /// <summary>Writes a file: first beside <paramref name="path"/>, then in one step to its place, so that a failure leaves the old file as it was.</summary>
    /// <exception cref="OptionException"><paramref name="path"/> cannot be written.</exception>
    /// <exception cref="DataException">The disk is full; or two entries have the same name, or one has not as many bytes as its shape asks for.</exception>
    public static void Save(string path, IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        SafetensorsEntry[] all = [.. entries];
        AtomicFile.Write(path, stream => Write(stream, all, metadata));
    }

    /// <summary>Writes the format to memory.</summary>
    /// <exception cref="DataException">Two entries have the same name, or one has not as many bytes as its shape asks for.</exception>
    public static byte[] Write(IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using MemoryStream stream = new();
        Write(stream, entries, metadata);
        return stream.ToArray();
    }

    /// <summary>Writes the format to a stream: widest dtype first, then by name, like the reference implementation. Equal contents give equal bytes.</summary>
    /// <exception cref="DataException">Two entries have the same name, or one has not as many bytes as its shape asks for.</exception>
    public static void Write(Stream stream, IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata = null)
    {
        SafetensorsEntry[] sorted = [.. entries.OrderBy(entry => WriteOrder(entry.DType)).ThenBy(entry => entry.Name, StringComparer.Ordinal)];
        Check(sorted);
        byte[] header = StrictJson.Write(json =>
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafetensorsReader.MetadataName);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }
            long offset = 0;
            foreach (SafetensorsEntry entry in sorted)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafetensorsReader.Code(entry.DType));
                json.WriteStartArray("shape");
                foreach (int extent in entry.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += entry.Data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }, indented: false);

        int padded = (header.Length + 7) & ~7;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        stream.Write(length);
        stream.Write(header);
        stream.Write("       "u8[..(padded - header.Length)]);
        foreach (SafetensorsEntry entry in sorted) stream.Write(entry.Data.Span);
    }

    private static void Check(SafetensorsEntry[] entries)
    {
        HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsReader.MetadataName };
        foreach (SafetensorsEntry entry in entries)
        {
            if (!names.Add(entry.Name))
                throw new DataException($"Safetensors: the name '{entry.Name}' is taken, by another tensor or by the format itself.",
                    $"{entries.Length} tensors", "give every tensor a name of its own");
            long bytes = entry.Shape.Count * entry.DType.Size();
            if (bytes != entry.Data.Length)
                throw new DataException($"Safetensors: '{entry.Name}' has {entry.Data.Length} bytes, and its shape asks for {bytes}.",
                    $"'{entry.Name}' {entry.DType} {entry.Shape}", "give as many bytes as the product of the extents times the size of an element");
        }
    }

    private static int WriteOrder(DType dtype) => dtype switch
    {
        DType.Int64 => 0,
        DType.Float64 => 1,
        DType.Float32 => 2,
        DType.Int32 => 3,
        DType.UInt8 => 4,
        _ => 5,
    };
}

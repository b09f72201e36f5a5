using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hebb;

/// <summary>
/// The container of <c>.hebb</c> files, models and checkpoints both: a zip whose first entry, <c>manifest.json</c>, lists every other with its size and
/// SHA-256.
/// </summary>
/// <remarks>
/// Entries are stored, not deflated (weights hardly compress), under one fixed date and sorted by name: equal contents give equal files.
/// Reading believes nothing: names cannot leave the archive, the manifest's sizes bound what is read, every hash is checked, and
/// what is not listed is an error. So a damaged file is a <see cref="DataException"/> or the very bytes that were written, never others.
/// </remarks>
internal static class HebbArchive
{
    /// <summary>The version of the container that this Hebb writes, and the newest that it reads.</summary>
    public const int Version = 1;

    /// <summary>The entry that lists the others.</summary>
    public const string ManifestName = "manifest.json";

    private const int MaxManifest = 1 << 20, MaxNameLength = 200;
    private const string Fix = "save it again, or copy the file again from where it came";
    private const string Distrust = "do not trust this file; " + Fix;

    /// <summary>The version of the library, noted for people: nothing depends on it.</summary>
    private static readonly string s_library = typeof(HebbArchive).Assembly.GetName().Version!.ToString(3);

    /// <summary>The earliest date that a zip can hold.</summary>
    private static readonly DateTimeOffset s_date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/");

    /// <summary>Writes an archive in one step: after a failure the old file is as it was.</summary>
    /// <exception cref="OptionException"><paramref name="path"/> cannot be written.</exception>
    /// <exception cref="DataException">The disk is full.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Data)> entries)
    {
        (string Name, ReadOnlyMemory<byte> Data)[] sorted = [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        byte[] manifest = Manifest(sorted);
        AtomicFile.Write(path, stream =>
        {
            using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            Add(zip, ManifestName, manifest);
            foreach ((string name, ReadOnlyMemory<byte> data) in sorted) Add(zip, name, data);
        });
    }

    /// <summary>Reads an archive: every entry but the manifest, by name.</summary>
    /// <exception cref="OptionException">There is no such file, or it may not be read.</exception>
    /// <exception cref="DataException">The file is not what <see cref="Write"/> wrote.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path)
    {
        using FileStream file = AtomicFile.OpenRead(path);
        try
        {
            return Read(file);
        }
        catch (HebbException e) when (e.Within($"file '{path}'"))
        {
            throw;
        }
        catch (Exception e) when (e is not (HebbException or OutOfMemoryException))   // whatever the zip reader makes of damaged bytes
        {
            DataException error = new("Load: this is not a .hebb file, or it is damaged.", $"{file.Length} bytes that no zip reader accepts", Fix, e);
            error.Within($"file '{path}'");
            throw error;
        }
    }

    private static Dictionary<string, byte[]> Read(FileStream file)
    {
        using ZipArchive zip = new(file, ZipArchiveMode.Read, leaveOpen: true);
        Dictionary<string, ZipArchiveEntry> found = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (!IsName(entry.FullName))
                throw new DataException("Load: an entry has a name that no .hebb file uses, or one that leaves the archive.",
                    $"entry '{Shorten(entry.FullName)}'", Distrust);
            if (!found.TryAdd(entry.FullName, entry))
                throw new DataException("Load: two entries have the same name.", $"entry '{entry.FullName}'", Distrust);
        }
        if (!found.Remove(ManifestName, out ZipArchiveEntry? first))
            throw new DataException("Load: this zip file has no manifest, so it is no .hebb file.", $"{found.Count} entries, no '{ManifestName}'",
                "name a file that Hebb saved");
        if (first.Length > MaxManifest)
            throw new DataException("Load: the manifest is larger than any that Hebb writes.", $"{first.Length} bytes, at most {MaxManifest}", Distrust);

        Dictionary<string, (long Size, string Hash)> listed = ReadManifest(Bytes(first, first.Length));
        CheckList(found.Keys, listed, file.Length);
        Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
        foreach ((string name, (long size, string hash)) in listed)
        {
            byte[] data = Bytes(found[name], size);
            if (Convert.ToHexStringLower(SHA256.HashData(data)) != hash)
                throw new DataException("Load: an entry is not what was saved; the file is damaged.",
                    $"entry '{name}', {size} bytes, whose SHA-256 differs from the manifest's", Fix);
            contents.Add(name, data);
        }
        return contents;
    }

    private static byte[] Manifest((string Name, ReadOnlyMemory<byte> Data)[] entries) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("format", "hebb");
        json.WriteNumber("version", Version);
        json.WriteString("hebb", s_library);
        json.WriteStartArray("entries");
        string last = ManifestName;
        foreach ((string name, ReadOnlyMemory<byte> data) in entries)
        {
            if (!IsName(name) || name == ManifestName || name == last)
                throw new UsageException($"Save: '{name}' is not a name for an entry, or is used twice.", $"{entries.Length} entries",
                    "use letters, digits, '.', '_', '-' and '/' in names of their own");
            last = name;
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("size", data.Length);
            json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(data.Span)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static Dictionary<string, (long Size, string Hash)> ReadManifest(byte[] text)
    {
        const string Subject = "Load: the manifest";
        JsonElement manifest = StrictJson.Parse(text, Subject, maxDepth: 8);
        if (manifest.ValueKind == JsonValueKind.Object && manifest.TryGetProperty("version", out JsonElement number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt64(out long version) && version > Version)   // before anything else, for a newer manifest may look different
            throw new DataException("Load: the file was written by a newer Hebb.",
                $"version {version} of the format; this Hebb reads up to {Version}", "update Hebb");

        JsonElement[] parts = StrictJson.Object(manifest, Subject, "format", "version", "hebb", "entries");
        if (StrictJson.Text(parts[0], Subject + ": the format") != "hebb" || StrictJson.Count(parts[1], Subject + ": the version") != Version)
            throw new DataException("Load: the manifest is of another format.", $"format {parts[0].GetRawText()}, version {parts[1].GetRawText()}",
                "name a file that Hebb saved");

        Dictionary<string, (long, string)> listed = new(StringComparer.Ordinal);
        foreach (JsonElement entry in StrictJson.Array(parts[3], Subject + ": the list of entries"))
        {
            JsonElement[] fields = StrictJson.Object(entry, Subject + ": an entry", "name", "size", "sha256");
            string name = StrictJson.Text(fields[0], Subject + ": a name");
            if (!listed.TryAdd(name, (StrictJson.Count(fields[1], Subject + ": a size"), StrictJson.Text(fields[2], Subject + ": a SHA-256"))))
                throw new DataException($"{Subject} lists an entry twice.", $"entry '{Shorten(name)}'", Fix);
        }
        return listed;
    }

    /// <summary>The manifest and the zip agree on the entries, and their sizes are ones that a file of this length can hold.</summary>
    private static void CheckList(IReadOnlyCollection<string> found, Dictionary<string, (long Size, string Hash)> listed, long fileLength)
    {
        foreach (string name in found)
            if (!listed.ContainsKey(name))
                throw new DataException("Load: an entry is not listed in the manifest.", $"entry '{name}'", Distrust);

        // A stored entry takes its size in the file; one that another tool has deflated may be larger, but weights never shrink twentyfold.
        long left = (1 << 20) + 20 * fileLength;
        foreach ((string name, (long size, string _)) in listed)
        {
            if (!found.Contains(name)) throw new DataException("Load: an entry that the manifest lists is missing.", $"entry '{Shorten(name)}'", Fix);
            if (size > left || size > Array.MaxLength)
                throw new DataException("Load: the entries claim to be far larger than the file; it is damaged, or made to fill the memory.",
                    $"entry '{name}' of {size} bytes, in a file of {fileLength} bytes", Distrust);
            left -= size;
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry, long size)
    {
        byte[] data = new byte[size];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (read < size || stream.ReadByte() >= 0)
            throw new DataException("Load: an entry is not as long as it should be; the file is damaged.",
                $"entry '{entry.FullName}', {size} bytes listed", Fix);
        return data;
    }

    private static void Add(ZipArchive zip, string name, ReadOnlyMemory<byte> data)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = s_date;
        using Stream stream = entry.Open();
        stream.Write(data.Span);
    }

    /// <summary>A relative path of plain characters, without empty, <c>.</c> or <c>..</c> parts: nothing that leaves the archive on any system.</summary>
    private static bool IsName(string name)
    {
        if (name.Length > MaxNameLength || name.AsSpan().ContainsAnyExcept(s_nameCharacters)) return false;
        foreach (Range part in name.AsSpan().Split('/'))
            if (name.AsSpan(part) is "" or "." or "..") return false;
        return true;
    }

    private static string Shorten(string name) => name.Length > 100 ? name[..100] + "..." : name;
}

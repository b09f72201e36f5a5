using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hebb.TestSupport;

/// <summary>Named arrays that another framework computed, from <c>tests/goldens/NAME.safetensors</c>; <c>tests/goldens/make_goldens.py</c> made them.</summary>
/// <remarks>A reader of its own, in a few lines, so that the tests of any floor can use it and no test of ours checks the library with itself.</remarks>
/// <example><code>Golden golden = Golden.Load("layers/dense");
/// double[] expected = golden.Float64("output");   // golden.Shape("output") is [5, 3]</code></example>
internal sealed class Golden
{
    private readonly string _name;
    private readonly byte[] _file;
    private readonly int _data;
    private readonly Dictionary<string, JsonElement> _entries = [];
    private readonly Dictionary<string, string> _metadata = [];

    private Golden(string name, string path)
    {
        _name = name;
        Path = path;
        _file = File.ReadAllBytes(path);
        int header = checked((int)BinaryPrimitives.ReadInt64LittleEndian(_file));
        _data = 8 + header;
        using JsonDocument json = JsonDocument.Parse(_file.AsMemory(8, header));
        foreach (JsonProperty entry in json.RootElement.EnumerateObject())
            if (entry.Name != "__metadata__") _entries.Add(entry.Name, entry.Value.Clone());
            else foreach (JsonProperty pair in entry.Value.EnumerateObject()) _metadata.Add(pair.Name, pair.Value.GetString()!);
    }

    /// <summary>Loads <c>tests/goldens/NAME.safetensors</c>.</summary>
    public static Golden Load(string name, [CallerFilePath] string testFile = "")
    {
        string? folder = System.IO.Path.GetDirectoryName(testFile);
        while (folder is not null && !Directory.Exists(System.IO.Path.Combine(folder, "goldens"))) folder = System.IO.Path.GetDirectoryName(folder);
        if (folder is null) throw new InvalidOperationException($"There is no folder 'goldens' above {testFile}.");
        return new(name, System.IO.Path.Combine(folder, "goldens", name + ".safetensors"));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names of the arrays, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether there is an array of this name.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The setting, or the version of the framework, that the script noted under this key: <c>torch</c>, <c>epsilon</c>, <c>stride</c>.</summary>
    public string Setting(string key) => _metadata[key];

    /// <summary>The extents of an array.</summary>
    public int[] Shape(string name) => [.. Entry(name).GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())];

    /// <summary>The elements of a float64 array, row by row.</summary>
    public double[] Float64(string name) => Read<double>(name, "F64");

    /// <summary>The elements of an int64 array, row by row.</summary>
    public long[] Int64(string name) => Read<long>(name, "I64");

    private T[] Read<T>(string name, string dtype) where T : unmanaged
    {
        JsonElement entry = Entry(name);
        Assert.Equal(dtype, entry.GetProperty("dtype").GetString());
        JsonElement offsets = entry.GetProperty("data_offsets");
        return MemoryMarshal.Cast<byte, T>(_file.AsSpan(_data)[offsets[0].GetInt32()..offsets[1].GetInt32()]).ToArray();
    }

    private JsonElement Entry(string name) => _entries.TryGetValue(name, out JsonElement entry) ? entry
        : throw new KeyNotFoundException($"The golden '{_name}' has no '{name}'; it has {string.Join(", ", Names)}.");
}

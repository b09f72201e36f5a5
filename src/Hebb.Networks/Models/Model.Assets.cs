namespace Hebb;

public abstract partial class Model
{
    private const string AssetFolder = "assets/";

    /// <summary>What belongs to the model and is neither layer nor weight, by name: how its inputs were encoded, a note, a licence. Saved in its file, byte for
    /// byte, and given to snapshots; names are letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    /// <example><code>model.Assets["note.txt"] = "Trained on the penguins of 2007 to 2009."u8.ToArray();</code></example>
    public IDictionary<string, byte[]> Assets { get; } = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);

    private IEnumerable<(string Name, ReadOnlyMemory<byte> Data)> AssetEntries() =>
        Assets.Select(static asset => (AssetFolder + asset.Key, (ReadOnlyMemory<byte>)asset.Value));

    private void ReadAssets(IReadOnlyDictionary<string, byte[]> entries)
    {
        foreach ((string name, byte[] data) in entries)
            if (name.StartsWith(AssetFolder, StringComparison.Ordinal)) Assets.Add(name[AssetFolder.Length..], data);
    }
}

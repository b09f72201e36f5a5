namespace Hebb;

public abstract partial class Model
{
    private const string ArchitectureEntry = "architecture.json", WeightsEntry = "weights.safetensors";

    /// <summary>Writes the model into one file: its layers, weights, names and seed. A failure leaves an older file as it was.</summary>
    /// <param name="path">The file; <c>.hebb</c> is the usual ending.</param>
    /// <exception cref="OptionException">The path cannot be written.</exception>
    /// <exception cref="UsageException">The model holds a bare op, or a constant, that a file cannot.</exception>
    /// <example><code>
    /// model.Save("digits.hebb");
    /// Tensor logits = Model.Load("digits.hebb").Predict(images);
    /// </code></example>
    public void Save(string path) => HebbArchive.Write(path, [.. Entries()]);

    /// <summary>Reads a model that <see cref="Save"/> wrote; it predicts the same, bit for bit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="registry">The layers that the file may name; <see cref="LayerRegistry.Default"/> when left out.</param>
    /// <exception cref="OptionException">There is no such file, or it may not be read.</exception>
    /// <exception cref="DataException">The file is damaged, or names a layer that the registry does not know.</exception>
    public static Model Load(string path, LayerRegistry? registry = null)
    {
        IReadOnlyDictionary<string, byte[]> entries = HebbArchive.Read(path);
        try
        {
            return Read(entries, registry);
        }
        catch (HebbException e) when (e.Within($"file '{path}'"))
        {
            throw;
        }
    }

    /// <summary>Writes the weights alone, in the safetensors format, which other frameworks read too; they are named by path.</summary>
    public void SaveWeights(string path) =>
        Safetensors.Save(path, ModelWeights.Of(this).Select(static weight => SafetensorsEntry.From(weight.Key, weight.Value)));

    /// <summary>Reads the weights alone, from a file that a model of the same layers and names has saved.</summary>
    /// <exception cref="DataException">The file has fewer weights, others, or some of another shape or type; this model is as it was.</exception>
    public void LoadWeights(string path)
    {
        Safetensors file = Safetensors.Load(path);
        try
        {
            ModelWeights.Assign(this, file);
        }
        catch (HebbException e) when (e.Within($"file '{path}'"))
        {
            throw;
        }
    }

    /// <summary>A copy with weights of its own: it stays as it is while this model trains on, and predicts meanwhile.</summary>
    /// <param name="registry">How layers of your own are made; <see cref="LayerRegistry.Default"/> when left out.</param>
    /// <remarks>Take it while no step is under way: before <c>Fit</c>, or in a callback.</remarks>
    /// <example><code>Model best = model.Snapshot();</code></example>
    public Model Snapshot(LayerRegistry? registry = null)
    {
        Dictionary<string, Variable> weights = ModelWeights.Of(this);
        Model copy = ArchitectureReader.Read(ArchitectureWriter.Write(this), registry ?? LayerRegistry.Default,
            weights.Values.Sum(static weight => weight.Spec.Bytes));
        foreach ((string path, Variable variable) in ModelWeights.Of(copy)) variable.Assign(weights[path]);
        foreach ((string name, byte[] asset) in Assets) copy.Assets.Add(name, asset);
        return copy;
    }

    /// <summary>The entries of a <c>.hebb</c> file that make up a model.</summary>
    internal IEnumerable<(string Name, ReadOnlyMemory<byte> Data)> Entries() =>
        [(ArchitectureEntry, ArchitectureWriter.Write(this)), (WeightsEntry, ModelWeights.Write(this)), .. AssetEntries()];

    /// <summary>The model in the entries of a <c>.hebb</c> file; others are left alone.</summary>
    internal static Model Read(IReadOnlyDictionary<string, byte[]> entries, LayerRegistry? registry = null)
    {
        foreach (string name in (ReadOnlySpan<string>)[ArchitectureEntry, WeightsEntry])
            if (!entries.ContainsKey(name))
                throw new DataException("Load: the file holds no model.", $"it lacks the entry '{name}'; there are {string.Join(", ", entries.Keys)}",
                    "name a file that Model.Save wrote");
        Safetensors weights = Safetensors.Read(entries[WeightsEntry]);
        Model model = ArchitectureReader.Read(entries[ArchitectureEntry], registry ?? LayerRegistry.Default,
            weights.Entries.Sum(static entry => (long)entry.Data.Length));
        ModelWeights.Assign(model, weights);
        model.ReadAssets(entries);
        return model;
    }
}

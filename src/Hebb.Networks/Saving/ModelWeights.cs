namespace Hebb;

/// <summary>A model's variables by path, as files name them.</summary>
internal static class ModelWeights
{
    /// <summary>All modules inside with their paths from the model on; the model's own path is empty. A shared module comes once, under its first
    /// path.</summary>
    public static List<(string Path, Module Module)> Modules(Module root)
    {
        List<(string, Module)> found = [];
        HashSet<Module> seen = new(ReferenceEqualityComparer.Instance);
        Visit(root, "");
        return found;

        void Visit(Module module, string path)
        {
            if (!seen.Add(module)) return;
            found.Add((path, module));
            foreach (Module child in module.Members) Visit(child, path.Length == 0 ? child.Name : $"{path}/{child.Name}");
        }
    }

    /// <summary>All variables inside with their paths.</summary>
    /// <exception cref="UsageException">Two have the same path.</exception>
    public static Dictionary<string, Variable> Of(Module root)
    {
        Dictionary<string, Variable> found = new(StringComparer.Ordinal);
        HashSet<Variable> seen = new(ReferenceEqualityComparer.Instance);
        foreach ((string path, Module module) in Modules(root))
            foreach (Variable variable in module.Own)
            {
                string name = $"{path}/{variable.Name[(variable.Name.LastIndexOf('/') + 1)..]}".TrimStart('/');
                if (seen.Add(variable) && !found.TryAdd(name, variable))
                    throw new UsageException($"Save: two weights have the same path, '{name}'.", $"in '{root.Name}'",
                        "give layers names of their own, without '/'");
            }
        return found;
    }

    /// <summary>The weights as a safetensors file.</summary>
    public static byte[] Write(Module root) => Safetensors.Write(Of(root).Select(static weight => SafetensorsEntry.From(weight.Key, weight.Value)));

    /// <summary>Copies every weight from a file.</summary>
    /// <exception cref="DataException">The file has fewer weights, others, or some of another shape or type.</exception>
    public static void Assign(Module root, Safetensors file)
    {
        Dictionary<string, Variable> weights = Of(root);
        foreach ((string path, Variable variable) in weights)
        {
            SafetensorsEntry? entry = file.Find(path);
            if (entry is null)
                throw new DataException($"Load: the file has no weight '{path}'.",
                    $"the model has {weights.Count} weights, the file {file.Entries.Count}: {Some(file.Entries.Select(static entry => entry.Name))}",
                    "use a file that was saved from a model of the same layers and names");
            if (entry.Shape != variable.Shape || entry.DType != variable.DType)
                throw new DataException(
                    $"Load: the weight '{path}' is {entry.DType} {entry.Shape} in the file, and {variable.DType} {variable.Shape} in the model.",
                    $"file {entry.DType} {entry.Shape}   model {variable.DType} {variable.Shape}", "use a file that was saved from a model of the same layers");
        }
        foreach (SafetensorsEntry entry in file.Entries)
            if (!weights.ContainsKey(entry.Name))
                throw new DataException($"Load: the file has a weight that the model lacks, '{entry.Name}'.",
                    $"the model has {weights.Count} weights, the file {file.Entries.Count}: {Some(weights.Keys)}",
                    "use a file that was saved from a model of the same layers and names");
        foreach ((string path, Variable variable) in weights) variable.Assign(file[path].ToTensor());   // nothing is changed before everything is known to fit
    }

    private static string Some(IEnumerable<string> names)
    {
        string[] first = [.. names.Take(6)];
        return first.Length < 6 ? string.Join(", ", first) : string.Join(", ", first[..5]) + ", ...";
    }
}

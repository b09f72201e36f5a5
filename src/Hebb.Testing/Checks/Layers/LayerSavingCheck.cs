namespace Hebb.Testing.Checks;

/// <summary>A layer that was saved and loaded is configured alike, has the same weights, and gives the same bits.</summary>
internal static class LayerSavingCheck
{
    public static void Run(LayerSpec spec)
    {
        LayerUnderTest test = new(spec);
        test.Disturb(0.3);
        Tensor[] inputs = test.Inputs(3);
        test.Call(inputs, training: true);   // states that are not as they began
        Dictionary<string, byte[]> entries = [];
        foreach ((string name, ReadOnlyMemory<byte> data) in test.Model.Entries()) entries.Add(name, data.ToArray());
        Model loaded = Model.Read(entries, spec.Registry);
        string before = test.Layer.ToString(), after = ((Functional)loaded).Layers[0].ToString();
        if (before != after) throw new SpecFailedException($"{spec}: it is loaded as something else.", $"saved {before}   loaded {after}",
            "write every property in Configure, and read it in the registry's function");
        Variable[] saved = [.. test.Model.Weights], read = [.. loaded.Weights];
        if (saved.Length != read.Length) throw new SpecFailedException($"{spec}: {saved.Length} weights were saved, and {read.Length} loaded.", before,
            "make the same weights in Build each time");
        for (int i = 0; i < saved.Length; i++) TensorAssert.SameBits(saved[i], read[i]);
        TensorAssert.SameBits(test.Call(inputs), Call(loaded, inputs));
    }

    private static Tensor Call(Model model, Tensor[] inputs)
    {
        using var scope = TensorScope.Inference();
        return model.CallAll(inputs)[0].Detach();
    }
}

namespace Hebb.Testing.Checks;

/// <summary>The layer's line in a model's summary.</summary>
internal static class LayerSummaryCheck
{
    public static void Run(LayerSpec spec)
    {
        LayerUnderTest test = new(spec);
        ModelSummary summary = test.Model.Summary();
        LayerSummary? line = null;
        foreach (LayerSummary layer in summary.Layers)
            if (layer.Name == test.Layer.Name) line = layer;
        if (line is null) throw new SpecFailedException($"{spec}: the summary has no line for it.",
            $"lines: {string.Join(", ", summary.Layers.Select(layer => layer.Name))}", "call the layer through Call");
        string shape = spec.OutputShape.Rank == 0 ? "[batch]" : $"[batch, {spec.OutputShape.ToString()[1..]}";
        if (line.Type != test.Layer.GetType().Name || line.OutputShape != shape || line.Parameters != spec.Parameters + spec.States)
            throw new SpecFailedException($"{spec}: its line in the summary is wrong.",
                $"{line}   expected {test.Layer.GetType().Name}, {shape}, {spec.Parameters + spec.States} parameters",
                "correct the layer, or the spec");
    }
}

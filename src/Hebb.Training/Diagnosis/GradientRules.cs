namespace Hebb;

/// <summary>What can be wrong with what flows through the layers, forwards and backwards (A058, A113).</summary>
internal static class GradientRules
{
    private const double Shrinking = 1e-4, Growing = 1e3, GradientPerWeight = 1e3, DeadLimit = 0.5, FlatLimit = 0.5;

    public static Finding? Exploding(Evidence e)
    {
        (string layer, double growth, double relative) = ("", 0, 0);
        if (e.Samples.Count == 0) return null;
        // Before the first change of the weights: later it is a matter of the learning rate.
        IReadOnlyList<LayerSample> layers = Kernels(e.Samples[0]);
        for (int i = 0; i < layers.Count; i++)
        {
            double after = layers.Skip(i + 1).Select(static later => later.GradientScale).Where(static scale => scale > 0).DefaultIfEmpty(double.NaN).Min();
            double ratio = layers[i].GradientScale / after;
            if (ratio > growth) (layer, growth) = (layers[i].Layer, ratio);
            double size = layers[i].GradientNorm / layers[i].WeightNorm;
            if (layers[i].WeightNorm > 0 && size > relative) relative = size;
        }
        if (!(growth > Growing) && !(relative > GradientPerWeight)) return null;
        return new(FindingKind.ExplodingGradients, layer, "gradients grow from layer to layer on their way back, or are far larger than the weights.",
            [new("growth", growth), new("gradient_per_weight", relative)],
            "clip them (Clipping = GradientClipping.ByGlobalNorm(1)), begin with smaller weights (Glorot, He), add normalization layers");
    }

    public static Finding? Vanishing(Evidence e)
    {
        if (e.Lasting.Count == 0) return null;
        for (int i = 0; i < Kernels(e.Samples[^1]).Count; i++)
        {
            double greatest = 0;
            bool isNothing = false;
            foreach (StepSample sample in (ReadOnlySpan<StepSample>)[e.Samples[0], .. e.Lasting])   // not where weights only became small on the way
            {
                IReadOnlyList<LayerSample> layers = Kernels(sample);
                if (i >= layers.Count || layers[i].GradientScale == 0) isNothing = true;
                else greatest = Math.Max(greatest, layers[i].GradientScale / layers.Skip(i).Max(static later => later.GradientScale));
            }
            if (isNothing || greatest >= Shrinking) continue;
            return new(FindingKind.VanishingGradients, Kernels(e.Samples[^1])[i].Layer,
                "gradients shrink from layer to layer on their way back: the first layers hardly learn.", [new("scale_by_largest", greatest)],
                "use ReLU or its kin instead of sigmoid and tanh, He initialisation, normalization layers, fewer layers, or residual connections");
        }
        return null;
    }

    public static Finding? Dead(Evidence e)
    {
        if (e.Lasting.Count == 0 || !e.CanSayNever(e.LatterHalf)) return null;
        (string layer, double most) = ("", 0);
        foreach (LayerSample last in e.Samples[^1].Layers)
        {
            if (last.IsUnitDead is not { } dead) continue;
            bool[] always = [.. dead];
            foreach (StepSample sample in e.LatterHalf)   // a unit may rest for a batch or two
                if (sample.Layers.FirstOrDefault(other => other.Layer == last.Layer)?.IsUnitDead is { } then && then.Length == always.Length)
                    for (int i = 0; i < always.Length; i++) always[i] &= then[i];
            double fraction = always.Count(static unit => unit) / (double)always.Length;
            if (fraction > most) (layer, most) = (last.Layer, fraction);
        }
        if (most < DeadLimit) return null;
        return new(FindingKind.DeadUnits, layer, "rectified units are zero for every sample: no gradient passes them, and they will not come back.",
            [new("dead", most)],
            "begin with He initialisation and biases of zero, lower the learning rate, or use LeakyRelu, Elu or Gelu");
    }

    public static Finding? Saturated(Evidence e)
    {
        if (e.Lasting.Count == 0 || !e.CanSayNever(e.LatterHalf)) return null;
        (string layer, double most) = ("", 0);
        foreach (LayerSample last in e.Samples[^1].Layers)
        {
            double least = e.Lasting.Min(sample => sample.Layers.FirstOrDefault(other => other.Layer == last.Layer)?.SaturatedFraction ?? double.NaN);
            if (least > most) (layer, most) = (last.Layer, least);
        }
        if (most < FlatLimit) return null;
        return new(FindingKind.SaturatedUnits, layer,
            "sigmoid or tanh units sit at the flat ends of their curve, where gradients are a twenty-fifth or less.",
            [new("saturated", most)],
            "begin with smaller weights (Glorot), normalise the inputs or add BatchNormalization before the activation, or use ReLU");
    }

    private static IReadOnlyList<LayerSample> Kernels(StepSample sample) => [.. sample.Layers.Where(static layer => layer.HasKernel && layer.IsReached)];
}

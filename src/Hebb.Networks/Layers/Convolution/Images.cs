namespace Hebb;

/// <summary>What layers on images ask of their input.</summary>
internal static class Images
{
    /// <summary>Refuses a sample that is not [height, width, channels].</summary>
    public static void Require(Layer layer, Shape sample)
    {
        if (sample.Rank == 3) return;
        string type = layer.GetType().Name;
        throw new ShapeException($"{type}: it works on images [height, width, channels], and a sample here is {sample}.", $"sample {sample}",
            sample.Rank == 2 ? $"add a channel axis: new Reshape({sample[0]}, {sample[1]}, 1) before it"
                : "place it before Flatten, or bring the samples to [height, width, channels] with a Reshape layer");
    }
}

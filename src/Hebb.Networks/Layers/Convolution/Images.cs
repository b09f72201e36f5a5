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
            sample.Rank == 2 ? $"for an image of one channel, add new Reshape({sample[0]}, {sample[1]}, 1) before it; for a sequence of {sample[0]} vectors, "
                    + (type.StartsWith("Global", StringComparison.Ordinal) ? $"use {type.Replace("2D", "1D", StringComparison.Ordinal)}"
                    : $"such as an Embedding gives, new Reshape({sample[0]}, 1, {sample[1]})")
                : "place it before Flatten, or bring the samples to [height, width, channels] with a Reshape layer");
    }
}

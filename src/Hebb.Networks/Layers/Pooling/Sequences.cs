namespace Hebb;

/// <summary>What layers on sequences ask of their input.</summary>
internal static class Sequences
{
    /// <summary>Refuses a sample that is not [steps, features].</summary>
    public static void Require(Layer layer, Shape sample)
    {
        if (sample.Rank == 2) return;
        string type = layer.GetType().Name;
        throw new ShapeException($"{type}: it works on sequences [steps, features], and a sample here is {sample}.", $"sample {sample}",
            sample.Rank switch
            {
                1 => $"add an axis: new Reshape({sample[0]}, 1) before it for a sequence of single numbers, or an Embedding for word numbers",
                3 => $"for images use {type.Replace("1D", "2D", StringComparison.Ordinal)}, or bring the samples to [steps, features] with a Reshape layer",
                _ => "bring the samples to [steps, features] with a Reshape layer",
            });
    }
}

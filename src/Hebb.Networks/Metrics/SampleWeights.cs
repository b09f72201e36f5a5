namespace Hebb;

/// <summary>How much each sample counts, as metrics use it.</summary>
internal static class SampleWeights
{
    /// <summary>The weights in Float64, one for each figure.</summary>
    /// <param name="name">Who asks.</param>
    /// <param name="figures">The shape of the figures that are weighed, <c>[batch, ...]</c>.</param>
    /// <param name="weights"><c>[batch]</c>, or with more of the figures' axes; null where all count the same.</param>
    /// <exception cref="ShapeException">They have another shape.</exception>
    /// <exception cref="DataException">One is negative or infinite.</exception>
    public static Tensor? Of(string name, Shape figures, Tensor? weights)
    {
        if (weights is null) return null;
        int rank = weights.Rank;
        if (rank > figures.Rank || (rank == 0 && figures.Rank > 0) || weights.Shape != figures[..rank])
            throw new ShapeException($"{name}: the weights' shape {weights.Shape} is not {(figures.Rank > 1 ? $"{figures} or [{figures[0]}]" : $"{figures}")}.",
                $"figures {figures}   weights {weights.Spec}", "pass one weight for each sample of the batch");
        weights = weights.Cast(DType.Float64).RequireRange(name, "weight", 0, 1e30, "use finite weights of 0 or more");
        if (rank == figures.Rank) return weights;
        int[] shape = new int[figures.Rank];
        Array.Fill(shape, 1);
        for (int axis = 0; axis < rank; axis++) shape[axis] = figures[axis];
        return weights.Reshape(shape).BroadcastTo(figures);
    }

    /// <summary>The weights where there is a mask of what counts: 0 for what does not.</summary>
    public static Tensor? OfCounted(Tensor? counted, Tensor? weights) => counted is null ? weights
        : weights is null ? counted.Cast(DType.Float64) : Tensor.Where(counted, weights, 0);

    /// <summary>Figures times their weights; what has none does not count, whatever it is.</summary>
    public static Tensor Weigh(Tensor figures, Tensor? weights) =>
        weights is null ? figures : Tensor.Where(weights.EqualTo(0), 0, figures * weights);
}

using System.Globalization;

namespace Hebb;

/// <summary>A weight for each class, as losses keep them.</summary>
internal static class ClassWeightTable
{
    /// <summary>Refuses weights that are negative, not finite, or all zero.</summary>
    public static void Check(string loss, IReadOnlyList<double> weights)
    {
        bool hasAny = false;
        for (int i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new OptionException($"{loss}: the weight of class {i} is {weights[i].ToString(CultureInfo.InvariantCulture)}.",
                    $"ClassWeights [{Print(weights)}]", "use finite weights of 0 or more");
            hasAny |= weights[i] > 0;
        }
        if (!hasAny)
            throw new OptionException($"{loss}: no class has a weight, so the loss would always be zero.", $"ClassWeights [{Print(weights)}]",
                "give each class a weight, 1 for the usual one");
    }

    /// <summary>The checked weights as a tensor <c>[classes]</c> that outlives any tape.</summary>
    public static Tensor Of(string loss, IReadOnlyList<double> weights)
    {
        Check(loss, weights);
        Tensor table = Tensor.AllocateOutside(new([weights.Count], DType.Float64));
        Span<double> values = table.View.AsSpan<double>();
        for (int i = 0; i < values.Length; i++) values[i] = weights[i];
        return table;
    }

    /// <summary>The weights, as messages name them.</summary>
    public static string Print(IReadOnlyList<double> weights) =>
        string.Join(", ", weights.Select(static weight => weight.ToString(CultureInfo.InvariantCulture)));
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Shifts and scales every feature of the inputs to mean 0 and variance 1, with figures taken from the training data: <c>(x - mean) /
/// sqrt(variance)</c>. The usual first layer for tables.</summary>
/// <remarks>Features of one size make the loss's contours rounder, so that one learning rate suits all weights (A120). The figures are found by
/// <see cref="Adapt(Tensor)"/>, on the part that is trained on alone: figures that saw held-out data flatter the result. They are states of the
/// model, saved with
/// it: held-out data and later inputs are given to the model as they are. Features are the last axis: the columns of a table, the channels of
/// images; the variance
/// is the population's (divided by n); a feature that never changes is only shifted. (LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998.)</remarks>
/// <example><code>
/// var (fit, held) = data.Split(0.2, seed: 1);
/// var normalization = new Normalization();
/// normalization.Adapt(fit);
/// var model = new Sequential([4]) { normalization, new Dense(16, Activation.Relu), new Dense(3) };
/// </code></example>
public sealed class Normalization : Layer
{
    private State _mean = null!;
    private State _variance = null!;
    private (double[] Means, double[] Variances)? _figures;   // those found before the layer was built

    /// <summary>Whether the figures have been found, here or in the file that the layer was loaded from.</summary>
    public bool IsAdapted { get; internal set; }

    /// <summary>The mean of each feature, once the layer is built.</summary>
    public State FeatureMean => Made(_mean);

    /// <summary>The variance of each feature, once the layer is built.</summary>
    public State FeatureVariance => Made(_variance);

    /// <summary>Finds the mean and the variance of every feature. Before or after the layer has become part of a model; what was found before is
    /// replaced. (For a
    /// data set, which may be larger than memory, there is an <c>Adapt</c> too.)</summary>
    /// <param name="data">The samples that will be trained on, along the first axis.</param>
    /// <exception cref="ShapeException">There are no samples, or they have another number of features than the model.</exception>
    /// <exception cref="DTypeException">The data are indices (Int32, Int64 or Bool), not measurements.</exception>
    /// <exception cref="DataException">A value is NaN or infinite, or a feature varies too much or too little for Float32.</exception>
    public void Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Rank < 2)
            throw new ShapeException("Adapt: the data have no axis of features.", $"data {data.Spec}",
                "pass [samples, ..., features]; Reshape(-1, 1) makes one");
        if (data.Shape[^1] == 0)
            throw new ShapeException("Adapt: the samples have no features.", $"data {data.Spec}", "pass [samples, ..., features]");
        FeatureMoments moments = new(data.Shape[^1]);
        moments.Add(data);
        Adapt(moments);
    }

    /// <summary>Takes over figures that were found.</summary>
    internal void Adapt(FeatureMoments moments)
    {
        if (moments.Count == 0)
            throw new ShapeException("Adapt: there are no samples to take figures from.", "samples 0", "pass the data that will be trained on");
        double[] means = moments.Means, variances = moments.Variances();
        for (int i = 0; i < means.Length; i++)
        {
            if (!double.IsFinite(variances[i]))   // so is the mean's square
                throw new DataException($"Adapt: feature {i} has values that are no finite numbers, or far too large ones.",
                    string.Create(CultureInfo.InvariantCulture, $"mean {means[i]}   variance {variances[i]}"),
                    "leave the samples out, or fill the gaps, with the mean of the feature for example");
        }
        if (IsBuilt)
        {
            Require(means.Length, _mean.Shape[0]);
            RequireKept(means, variances);
            _mean.Assign(Tensor.From(means).Cast(DType));
            _variance.Assign(Tensor.From(variances).Cast(DType));
        }
        else _figures = (means, variances);
        IsAdapted = true;
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int features = Normalized.Channels(this, input, 1);
        if (_figures is var (means, variances))
        {
            Require(means.Length, features);
            RequireKept(means, variances);
            _mean = AddState("mean", Tensor.From(means).Cast(DType));
            _variance = AddState("variance", Tensor.From(variances).Cast(DType));
            return;
        }
        _mean = AddState("mean", [features]);
        _variance = AddState("variance", [features], 1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!IsAdapted && !x.IsSymbolic)
            throw new UsageException("Normalization: it was not adapted to data, and would change nothing.", $"input {x.Spec}",
                "call Adapt with the training data before the model is used");
        if (!x.DType.IsFloat()) x = x.Cast(Hebb.DType.Float32);
        Tensor isConstant = _variance.EqualTo(0);
        return x.Standardize(_mean, Tensor.Where(isConstant, 1, _variance).Rsqrt(), Tensor.Zeros(_mean.Shape, DType));
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (IsAdapted) config["adapted"] = true;
    }

    // A variance that becomes 0 or infinite in Float32 would leave the feature as it is, or make all of it 0.
    private void RequireKept(double[] means, double[] variances)
    {
        if (DType != Hebb.DType.Float32) return;
        for (int i = 0; i < means.Length; i++)
        {
            bool isTooSmall = variances[i] > 0 && (float)variances[i] == 0;
            if (isTooSmall || !float.IsFinite((float)means[i]) || !float.IsFinite((float)variances[i]))
                throw new DataException($"Normalization: feature {i} {(isTooSmall ? "varies too little" : "has too large values")} for Float32.",
                    string.Create(CultureInfo.InvariantCulture, $"mean {means[i]}   variance {variances[i]}"),
                    "give the feature in another unit, so that its values are around 1");
        }
    }

    private static void Require(int found, int features)
    {
        if (found != features)
            throw new ShapeException($"Normalization: it was adapted to {found} features, and the inputs have {features}.",
                $"adapted {found}   inputs {features}",
                "adapt it to data of the kind that the model is given");
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>How far predictions are from the truth, as one number to make small.</summary>
/// <remarks>
/// <para>Predictions and labels must agree in shape exactly: nothing broadcasts silently. A loss is that of one sample; their mean over a batch or a data set
/// is what many books call the cost.</para>
/// <para>Losses that want probabilities take logits, the unbounded outputs of a last layer without activation, and turn them into probabilities themselves:
/// so no digits are lost where these round to 0 or 1. Set <c>FromLogits = false</c> for a model that ends with a sigmoid or a softmax.</para>
/// </remarks>
/// <example><code>
/// Loss loss = new CrossEntropy();
/// Tensor value = loss.Call(model.Call(images), labels);   // logits [32, 10] and class numbers [32] give a single number
/// </code></example>
public abstract partial class Loss
{
    /// <summary>How the losses of the samples become one number; their mean by default.</summary>
    /// <exception cref="OptionException">There is no such reduction.</exception>
    public Reduction Reduction
    {
        get;
        init => field = value is Reduction.Mean or Reduction.Sum or Reduction.None ? value
            : throw new OptionException($"{GetType().Name}: there is no reduction {(int)value}.", $"Reduction {(int)value}", "use Mean, Sum or None");
    } = Reduction.Mean;

    /// <summary>The name for files, logs and the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The loss: a single number, or one per sample with <see cref="Reduction.None"/>.</summary>
    /// <param name="predictions">What the model gave; its first axis is the batch.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="weights">How much each sample counts, <c>[batch]</c>, or a weight for each loss where a sample has several (as the pixels of an image
    /// have); null when all count the same.</param>
    /// <remarks>A weight multiplies its loss before the reduction, and the mean divides by the number of losses, not by the sum of the weights, as in Keras:
    /// <c>sum(w l) / n</c>. So a weight of 2 does what the sample's coming twice does, up to the learning rate. A negative weight turns a loss round, which
    /// makes what the sample shows less likely: so actions that did worse than expected are unlearned. (Williams 1992.) The mean of an empty batch is
    /// NaN.</remarks>
    /// <exception cref="ShapeException">The shapes do not belong together.</exception>
    /// <exception cref="DTypeException">The predictions are not floating point, or the labels not of a type that this loss understands.</exception>
    /// <exception cref="DataException">A label makes no sense to this loss, or a weight is not finite. Not looked for while a step is captured: a trainer looks
    /// through the labels before the run.</exception>
    public Tensor Call(Tensor predictions, Tensor labels, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labels);
        Tensor losses = OfSamples(predictions, labels);
        if (weights is not null) losses *= WeightsFor(losses, weights);
        return Reduction switch
        {
            Reduction.None => losses,
            Reduction.Sum => losses.Sum(),
            _ when Counted(labels) is { } counted => losses.Sum() / counted.Cast(losses.DType).Sum().Maximum(1),
            _ => losses.Mean(),
        };
    }

    /// <summary>Writes down the options that make the loss what it is: a run goes on from a checkpoint only with the same.</summary>
    /// <remarks>Names in camel case. An option that is not written may change between two parts of a run without anybody noticing.</remarks>
    /// <example><code>protected override void Configure(JsonObject config) => config["delta"] = Delta;</code></example>
    protected virtual void Configure(JsonObject config)
    {
    }

    /// <summary>Every option.</summary>
    internal JsonObject Options()
    {
        JsonObject config = new() { ["reduction"] = Reduction.ToString() };
        Configure(config);
        return config;
    }

    /// <summary>The loss of each sample, whatever the reduction, after a look at the labels.</summary>
    internal Tensor OfSamples(Tensor predictions, Tensor labels)
    {
        Tensor losses = Forward(predictions, labels);
        if (predictions.Rank > 1 && (losses.Rank == 0 || losses.Shape[0] != predictions.Shape[0]))
            throw new ShapeException($"{GetType().Name}: its Forward gave {losses.Shape}, and not a loss for each sample.",
                $"predictions {predictions.Spec}   losses {losses.Spec}",
                $"give [{predictions.Shape[0]}], with a mean over all axes but the first; the mean over the samples is taken after that");
        if (LabelCheck.CanRead(labels) && (Labels != LabelKind.Distribution || labels.Rank == predictions.Rank))   // class numbers are the ops' to refuse
            LabelCheck.Require(GetType().Name, Labels, labels);
        return losses;
    }

    /// <summary>Which of the losses the mean counts, in their shape; null when all of them.</summary>
    internal virtual Tensor? Counted(Tensor labels) => null;

    /// <summary>Which numbers the loss takes for labels.</summary>
    internal virtual LabelKind Labels => LabelKind.Value;

    /// <summary>The loss of each sample, <c>[batch]</c>.</summary>
    protected abstract Tensor Forward(Tensor predictions, Tensor labels);

    /// <summary>The mean over all axes but the batch's: what a loss that is worked out element by element gives for each sample.</summary>
    private protected static Tensor PerSample(Tensor elements) => elements.Rank <= 1 ? elements : elements.Mean(AllButBatch(elements));

    /// <summary>The sum over all axes but the batch's.</summary>
    private protected static Tensor SumPerSample(Tensor elements) => elements.Rank <= 1 ? elements : elements.Sum(AllButBatch(elements));

    /// <summary>An amount of label smoothing, from 0 to less than 1.</summary>
    private protected static double Smoothing(string loss, double value) => value is >= 0 and < 1 ? value
        : throw new OptionException($"{loss}: the label smoothing is {value.ToString(CultureInfo.InvariantCulture)}.",
            $"LabelSmoothing {value.ToString(CultureInfo.InvariantCulture)}",
            "use a number from 0 to less than 1; 0.1 is usual");

    /// <summary>Labels moved towards equal shares of the outcomes: <c>y (1 - s) + s / outcomes</c>.</summary>
    private protected static Tensor Smooth(Tensor targets, double smoothing, int outcomes) =>
        smoothing > 0 ? targets * (1 - smoothing) + smoothing / outcomes : targets;

    /// <summary>An option's value, if it is allowed.</summary>
    private protected static double Option(string loss, string option, double value, bool isAllowed, string fix) => isAllowed ? value
        : throw new OptionException($"{loss}: {option} cannot be {value.ToString(CultureInfo.InvariantCulture)}.",
            $"{option} {value.ToString(CultureInfo.InvariantCulture)}", fix);

    private static int[] AllButBatch(Tensor elements)
    {
        int[] axes = new int[elements.Rank - 1];
        for (int i = 0; i < axes.Length; i++) axes[i] = i + 1;
        return axes;
    }

    // In the losses' type, and in a shape that meets each loss with its sample's weight.
    private Tensor WeightsFor(Tensor losses, Tensor weights)
    {
        if (weights.Shape == losses.Shape) return Checked(weights).Cast(losses.DType);
        if (losses.Rank > 1 && weights.Rank == 1 && weights.Shape[0] == losses.Shape[0])
        {
            int[] shape = new int[losses.Rank];
            Array.Fill(shape, 1);
            shape[0] = weights.Shape[0];
            return Checked(weights).Cast(losses.DType).Reshape(shape);
        }
        string expected = losses.Rank > 1 ? $"{losses.Shape} or [{losses.Shape[0]}]" : $"{losses.Shape}";
        throw new ShapeException($"{GetType().Name}: the weights' shape {weights.Shape} is not {expected}.", $"losses {losses.Spec}   weights {weights.Spec}",
            weights.Count == losses.Count ? $"give the weights the shape {losses.Shape}, with Reshape" : "pass one weight for each sample of the batch");
    }

    private Tensor Checked(Tensor weights)
    {
        if (LabelCheck.CanRead(weights)) LabelCheck.RequireWeights(GetType().Name, weights);
        return weights;
    }
}

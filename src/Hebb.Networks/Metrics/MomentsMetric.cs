namespace Hebb;

/// <summary>A metric made of the means, squares and products of predictions and labels over all samples.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch]</c> or <c>[batch, ..., outputs]</c>; the result is the mean of the outputs' figures. The sums are
/// of differences from the running means, so that nothing is lost where values lie far from 0. (Chan, Golub and LeVeque 1979.)</remarks>
/// <example><code>Metric metric = new R2(outputs: 3);</code></example>
public abstract class MomentsMetric : Metric
{
    private const double Nothing = 1e-300;   // what sums of 0 are divided by, where no sample of a batch has a weight
    private readonly State _count;
    private readonly State _meanPrediction;
    private readonly State _meanLabel;
    private readonly State _predictionSquares;
    private readonly State _labelSquares;
    private readonly State _products;

    /// <summary>Begins with the number of outputs.</summary>
    protected MomentsMetric(int outputs)
    {
        Outputs = outputs is > 0 and <= 1_000_000 ? outputs
            : throw new OptionException($"{GetType().Name}: there cannot be {outputs} outputs.", $"outputs {outputs}",
                outputs > 0 ? "use at most 1000000 outputs" : "give the units of the model's last layer");
        _count = AddState("count", Tensor.Zeros([], DType.Float64));
        _meanPrediction = Add("mean_prediction");
        _meanLabel = Add("mean_label");
        _predictionSquares = Add("prediction_squares");
        _labelSquares = Add("label_squares");
        _products = Add("products");

        State Add(string name) => AddState(name, Tensor.Zeros([outputs], DType.Float64));
    }

    /// <summary>How many outputs there are.</summary>
    public int Outputs { get; }

    /// <inheritdoc/>
    public sealed override double Result
    {
        get
        {
            double sum = 0;
            foreach (double figure in PerOutput) sum += figure;
            return sum / Outputs;
        }
    }

    /// <summary>The figure of each output; NaN when nothing was seen.</summary>
    public IReadOnlyList<double> PerOutput
    {
        get
        {
            double count = _count.ToScalar();
            double[] p = _meanPrediction.ToArray<double>(), y = _meanLabel.ToArray<double>(), pp = _predictionSquares.ToArray<double>(),
                yy = _labelSquares.ToArray<double>(), py = _products.ToArray<double>();
            var figures = new double[Outputs];
            for (int i = 0; i < figures.Length; i++) figures[i] = count == 0 ? double.NaN : Of(pp[i], yy[i], py[i], count * (p[i] - y[i]) * (p[i] - y[i]));
            return figures;
        }
    }

    /// <summary>The figure of an output.</summary>
    /// <param name="predictionSquares">The sum of the squares of the predictions' differences from their mean.</param>
    /// <param name="labelSquares">The same of the labels.</param>
    /// <param name="products">The sum of the products of both differences.</param>
    /// <param name="bias">The number of samples (the sum of their weights) times the square of the difference of both means.</param>
    protected abstract double Of(double predictionSquares, double labelSquares, double products, double bias);

    /// <inheritdoc/>
    protected sealed override void Accumulate(Tensor predictions, Tensor labels, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Tensor targets = Agreement.Elementwise(GetType().Name, predictions, labels);
        int last = predictions.Rank > 1 ? predictions.Shape[^1] : 1;
        if (last != Outputs)
            throw new ShapeException($"{GetType().Name}: the predictions have {last} outputs, and the metric {Outputs}.",
                $"predictions {predictions.Spec}   labels {labels.Spec}",
                last == 0 ? "give the last layer a unit for each output" : $"make the metric for the model: new {GetType().Name}({last})");
        Tensor p = predictions.Cast(DType.Float64).Reshape(-1, Outputs), y = targets.Cast(DType.Float64).Reshape(-1, Outputs);
        int rows = p.Shape[0];
        if (rows == 0) return;
        Tensor? each = SampleWeights.Of(GetType().Name, predictions.Rank > 1 ? predictions.Shape[..^1] : predictions.Shape, weights)?.Reshape(-1, 1);
        Tensor size = each is null ? Tensor.Scalar(rows, DType.Float64) : each.Sum();
        Tensor meanP = Mean(p), meanY = Mean(y), aboveP = p - meanP, aboveY = y - meanY;
        Tensor count = _count + size, part = size / count.Maximum(Nothing), overlap = _count * part;
        Tensor stepP = meanP - _meanPrediction, stepY = meanY - _meanLabel;
        _predictionSquares.Assign(_predictionSquares + Total(aboveP.Square()) + stepP.Square() * overlap);
        _labelSquares.Assign(_labelSquares + Total(aboveY.Square()) + stepY.Square() * overlap);
        _products.Assign(_products + Total(aboveP * aboveY) + stepP * stepY * overlap);
        _meanPrediction.Assign(_meanPrediction + stepP * part);
        _meanLabel.Assign(_meanLabel + stepY * part);
        _count.Assign(count);

        Tensor Total(Tensor x) => SampleWeights.Weigh(x, each).Sum(0);

        Tensor Mean(Tensor x) => each is null ? x.Mean(0) : Total(x) / size.Maximum(Nothing);
    }
}

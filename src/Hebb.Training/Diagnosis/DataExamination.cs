namespace Hebb;

/// <summary>What a data set tells before any model is asked: how many samples each class has, what the loss of the best constant answer is, and how far the
/// neighbours of a sample know its label.</summary>
internal sealed class DataExamination(Dataset data, Loss loss)
{
    private const int MostForBaseline = 4096, MostForNeighbours = 1000, Neighbours = 5;

    private readonly Lazy<double> _neighbourGain = new(() => NeighbourGainOf(data, loss is CategoricalLoss or BinaryLoss));
    private readonly Lazy<double> _baseline = new(() => BaselineOf(data, loss));
    private readonly Lazy<bool> _hasConstantInputs = new(() => data.Count > 1 && AreAllAsTheFirst(data));
    private readonly Lazy<(double Least, double Greatest)> _labelRange = new(() => RangeOf(data));

    /// <summary>The loss of a model that always gives the mean label, or the classes' shares: what every model should beat. NaN where it cannot be
    /// told.</summary>
    public double Baseline => _baseline.Value;

    /// <summary>How much of a constant answer's errors the five nearest neighbours of a sample avoid, on at most 1000 samples: 1 for all, 0 for none. What
    /// they know, a model can learn: twice Bayes' error bounds theirs. (Cover and Hart 1967.) NaN where it cannot be told.</summary>
    public double NeighbourGain => _neighbourGain.Value;

    /// <summary>Whether all samples have the same inputs, to the last bit; false for one sample, of which that cannot be told.</summary>
    public bool HasConstantInputs => _hasConstantInputs.Value;

    /// <summary>The least and the greatest target.</summary>
    public (double Least, double Greatest) LabelRange => _labelRange.Value;

    /// <summary>The number of samples.</summary>
    public int Count => data.Count;

    /// <summary>How many samples each class has; empty where the labels are no classes.</summary>
    public long[] ClassCounts()
    {
        if (data.Classes > 0 && data.LabelShape.Rank == 0)
        {
            var counts = new long[data.Classes];
            for (int i = 0; i < data.Count; i++) counts[data.LabelAt(i)]++;
            return counts;
        }
        bool isBinary = loss is BinaryLoss && data.LabelShape.Count == 1;
        if (!data.LabelDType.IsFloat() || !(isBinary || (loss is CategoricalLoss && data.LabelShape.Rank == 1))) return [];
        double[] sums = Doubles(Sample(MostForBaseline).Labels.Clip(0, 1).Sum(axis: 0).Flatten());
        double count = Math.Min(data.Count, MostForBaseline);
        return isBinary ? [(long)Math.Round(count - sums[0]), (long)Math.Round(sums[0])] : Array.ConvertAll(sums, static sum => (long)Math.Round(sum));
    }

    private Batch Sample(int most) => SampleOf(data, most);

    // Evenly from all over the data, which may be sorted by class.
    private static Batch SampleOf(Dataset data, int most)
    {
        int count = Math.Min(most, data.Count);
        var rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = (int)((long)i * data.Count / count);
        return data.Subset(rows).Batches(count).First();
    }

    private static bool AreAllAsTheFirst(Dataset data)
    {
        ReadOnlySpan<byte> first = data.InputColumn.BytesOf(data.RowOf(0));
        for (int i = 1; i < data.Count; i++)
            if (!data.InputColumn.BytesOf(data.RowOf(i)).SequenceEqual(first)) return false;
        return true;
    }

    private static (double, double) RangeOf(Dataset data)
    {
        if (!data.LabelDType.IsFloat()) return (double.NaN, double.NaN);
        Tensor labels = SampleOf(data, MostForBaseline).Labels;
        return (labels.Min().ToScalar(), labels.Max().ToScalar());
    }

    private static double BaselineOf(Dataset data, Loss loss)
    {
        Batch sample = SampleOf(data, MostForBaseline);
        Tensor labels = loss is BinaryLoss && data.Classes == 2 && data.LabelShape.Rank == 0 ? sample.Labels.ExpandDims(-1).Cast(DType.Float32) : sample.Labels;
        bool areClasses = !labels.DType.IsFloat();
        if (areClasses && (data.Classes < 2 || loss is not CategoricalLoss)) return double.NaN;
        Tensor mean = (areClasses ? labels.OneHot(data.Classes) : labels).Mean(axis: 0, keepDims: true);
        Tensor likely = mean.Clip(1e-7, 1 - 1e-7);
        Tensor answer = loss switch
        {
            CategoricalLoss => TakesProbabilities(loss) ? mean : likely.Log(),
            BinaryLoss => TakesProbabilities(loss) ? mean : (likely / (1 - likely)).Log(),
            _ => mean,
        };
        Shape shape = areClasses ? labels.Shape.Insert(labels.Rank, data.Classes) : labels.Shape;
        try
        {
            Tensor value = loss.Call(answer.BroadcastTo(shape), labels);
            double scale = loss.Reduction == Reduction.Sum ? labels.Shape[0] : 1;
            return value.Count == 1 ? value.ToScalar() / scale : double.NaN;
        }
        catch (HebbException)
        {
            return double.NaN;   // a loss of the user's own may take predictions of another kind
        }
    }

    /// <summary>Whether a loss was told that predictions are probabilities.</summary>
    public static bool TakesProbabilities(Loss loss) => loss switch
    {
        CrossEntropy taken => !taken.FromLogits,
        CategoricalFocalCrossEntropy taken => !taken.FromLogits,
        CategoricalGeneralizedCrossEntropy taken => !taken.FromLogits,
        KLDivergence taken => !taken.FromLogits,
        BinaryCrossEntropy taken => !taken.FromLogits,
        BinaryFocalCrossEntropy taken => !taken.FromLogits,
        _ => false,
    };

    private static double NeighbourGainOf(Dataset data, bool areClasses)
    {
        if (!data.InputDType.IsFloat()) return double.NaN;
        Batch sample = SampleOf(data, MostForNeighbours);
        int n = sample.Count;
        if (n < 4 * Neighbours || (!sample.Labels.DType.IsFloat() && data.Classes < 2)) return double.NaN;
        Tensor x = sample.Inputs.Reshape(n, -1).Cast(DType.Float32);
        Tensor deviation = (x - x.Mean(axis: 0)).Square().Mean(axis: 0).Sqrt();
        x = (x - x.Mean(axis: 0)) / Tensor.Where(deviation.Greater(0), deviation, Tensor.OnesLike(deviation));
        Tensor squares = x.Square().Sum(axis: 1), products = x.MatMul(x.Permute(1, 0));
        float[] distances = (squares.ExpandDims(1) + squares.ExpandDims(0) - products * 2.0).ToArray<float>();
        Tensor targets = sample.Labels.DType.IsFloat() ? sample.Labels.Reshape(n, -1) : sample.Labels.Reshape(n, -1).OneHot(data.Classes).Reshape(n, -1);
        double[] values = Doubles(targets);
        int width = values.Length / n;
        var mean = new double[width];
        for (int i = 0; i < values.Length; i++) mean[i % width] += values[i] / n;

        double ofNeighbours = 0, ofMean = 0;
        Span<int> nearest = stackalloc int[Neighbours];
        var vote = new double[width];
        for (int i = 0; i < n; i++)
        {
            Find(distances.AsSpan(i * n, n), i, nearest);
            Array.Clear(vote);
            foreach (int j in nearest)
                for (int k = 0; k < width; k++) vote[k] += values[(j * width) + k] / Neighbours;
            ReadOnlySpan<double> truth = values.AsSpan(i * width, width);
            ofNeighbours += Error(vote, truth, areClasses);
            ofMean += Error(mean, truth, areClasses);
        }
        return ofMean == 0 ? double.NaN : 1 - (ofNeighbours / ofMean);
    }

    private static double Error(ReadOnlySpan<double> answer, ReadOnlySpan<double> truth, bool areClasses)
    {
        if (areClasses && truth.Length > 1) return Greatest(answer) == Greatest(truth) ? 0 : 1;
        double error = 0;
        for (int k = 0; k < truth.Length; k++)
            error += areClasses ? ((answer[k] > 0.5) == (truth[k] > 0.5) ? 0 : 1) : (answer[k] - truth[k]) * (answer[k] - truth[k]);
        return error;
    }

    private static int Greatest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
            if (values[k] > values[best]) best = k;
        return best;
    }

    // The nearest others, by insertion.
    private static void Find(ReadOnlySpan<float> distances, int self, Span<int> nearest)
    {
        int found = 0;
        for (int j = 0; j < distances.Length; j++)
        {
            if (j == self || (found == nearest.Length && distances[j] >= distances[nearest[^1]])) continue;
            int place = found < nearest.Length ? found++ : nearest.Length - 1;
            for (; place > 0 && distances[nearest[place - 1]] > distances[j]; place--) nearest[place] = nearest[place - 1];
            nearest[place] = j;
        }
    }

    private static double[] Doubles(Tensor tensor) => tensor.DType == DType.Float64 ? tensor.ToArray<double>()
        : Array.ConvertAll(tensor.Cast(DType.Float32).ToArray<float>(), static value => (double)value);
}

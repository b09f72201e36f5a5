namespace Hebb;

public sealed partial class Dataset
{
    /// <summary>Whether the samples have weights.</summary>
    public bool HasWeights => WeightColumn is not null;

    internal Column? WeightColumn { get; private init; }

    /// <summary>The same samples, each with how much it counts in the loss: 0 leaves it out, 2 counts it twice.</summary>
    /// <param name="weights">One for each sample, in the order of this dataset; 0 or more. Copied.</param>
    /// <remarks>A trainer passes the weights of a batch to the loss, in training and in evaluation: <see cref="Batch.Weights"/>. The mean divides by the number
    /// of samples, not by the sum of the weights, as in Keras. Metrics count every sample the same, unless their <c>Weighted</c> is true. For weights of
    /// whole classes, see <see cref="BalancedClassWeights"/>.</remarks>
    /// <exception cref="DataException">There are not as many weights as samples, one is negative or not finite, all are zero, or a sample that comes twice
    /// has two weights.</exception>
    /// <example><code>Dataset trusted = data.WithWeights([1, 1, 0.5f, 1]);   // the third label is doubtful</code></example>
    public Dataset WithWeights(params ReadOnlySpan<float> weights) => WithWeights(weights, weights.Length, []);

    /// <summary>The same samples, each with how much it counts in the loss, or with several weights where the loss has several numbers for a sample, as for the
    /// pixels of an image.</summary>
    /// <param name="weights">Floating point or Bool, <c>[count]</c>, or <c>[count, ...]</c> for losses of that shape; 0 or more. Copied.</param>
    /// <inheritdoc cref="WithWeights(ReadOnlySpan{float})" path="/remarks"/>
    /// <exception cref="DataException">There are not as many weights as samples, one is negative or not finite, all are zero, or a sample that comes twice
    /// has two weights.</exception>
    /// <exception cref="ShapeException">The tensor has no axis of samples.</exception>
    public Dataset WithWeights(Tensor weights)
    {
        (int count, Shape shape) = Rows(weights, "weights");
        return WithWeights(weights.Cast(DType.Float32).ToArray<float>(), count, shape);
    }

    /// <summary>The weights with which every class counts the same in total, however many samples it has: <c>labels / (classes * labels of the class)</c>.
    /// Their mean over the samples is 1.</summary>
    /// <returns>A weight for each class, for <see cref="CategoricalLoss.ClassWeights"/> or, of two classes, <see cref="BinaryLoss.ClassWeights"/>. Classes
    /// that do not occur are not counted, and have a weight of 1.</returns>
    /// <exception cref="UsageException">The labels are targets, not classes.</exception>
    /// <example><code>Loss loss = new CrossEntropy { ClassWeights = train.BalancedClassWeights() };</code></example>
    public double[] BalancedClassWeights()
    {
        if (LabelColumn is not Column<int> labels)
            throw new UsageException("BalancedClassWeights: the samples have no classes.", $"labels {LabelDType} {LabelShape}",
                "make the dataset with class numbers, or weigh its samples: WithWeights");
        double[] weights = new double[Classes];
        for (int i = 0; i < Count; i++)
            foreach (int label in labels.Values.Slice(RowOf(i) * labels.RowLength, labels.RowLength)) weights[label]++;
        double total = weights.Sum(), present = weights.Count(static count => count > 0);
        for (int c = 0; c < weights.Length; c++) weights[c] = weights[c] == 0 ? 1 : total / (present * weights[c]);
        return weights;
    }

    // A column has a row for each row of the inputs: those that this view does not show weigh nothing.
    private Dataset WithWeights(ReadOnlySpan<float> weights, int count, Shape shape)
    {
        if (count != Count)
            throw new DataException("WithWeights: the weights are not as many as the samples.", $"{count} weights, {Count} samples",
                "give one weight for each sample");
        int length = checked((int)shape.Count);
        if ((long)InputColumn.Count * length > Array.MaxLength)
            throw new DataException("WithWeights: the weights are more numbers than one array holds.",
                $"{InputColumn.Count} samples in the data first made, each with {length} weights",
                "give each sample one weight, or make a smaller dataset first");
        float[] rows = new float[InputColumn.Count * length];
        bool[] isGiven = new bool[InputColumn.Count];
        bool hasAny = false;
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<float> given = weights.Slice(i * length, length);
            foreach (float weight in given)
            {
                if (!(weight >= 0 && float.IsFinite(weight)))
                    throw new DataException("WithWeights: a weight is negative or not finite.", FormattableString.Invariant($"{weight} of sample {i}"),
                        "use finite weights of 0 or more");
                hasAny |= weight > 0;
            }
            Span<float> row = rows.AsSpan(RowOf(i) * length, length);
            if (isGiven[RowOf(i)] && !row.SequenceEqual(given))
                throw new DataException("WithWeights: a sample that comes twice has two weights.", $"sample {i}, row {RowOf(i)} of the data first made",
                    "give it the same weight each time, or weigh the data before taking a subset");
            given.CopyTo(row);
            isGiven[RowOf(i)] = true;
        }
        if (!hasAny) throw new DataException("WithWeights: no sample has a weight.", $"{Count} weights of 0", "give at least one sample a weight above 0");
        return new(InputColumn, LabelColumn, _classNames, RowNumbers) { WeightColumn = new Column<float>(rows, InputColumn.Count, shape) };
    }
}

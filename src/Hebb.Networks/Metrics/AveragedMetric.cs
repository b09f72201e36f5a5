namespace Hebb;

/// <summary>A ratio of right and wrong answers, and its average over classes.</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes. The result is NaN when nothing was seen.</remarks>
/// <example><code>Metric recall = new Recall(10) { Average = ClassAverage.Weighted };</code></example>
public abstract class AveragedMetric : CountingMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    protected AveragedMetric()
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    protected AveragedMetric(int classes) : base(classes)
    {
    }

    /// <summary>How the figures of the classes become one; their plain mean by default.</summary>
    public ClassAverage Average
    {
        get;
        init => field = Enum.IsDefined(value) ? value
            : throw new OptionException($"{GetType().Name}: there is no average number {(int)value}.", $"Average {(int)value}",
                "use ClassAverage.Macro, Micro or Weighted");
    } = ClassAverage.Macro;

    /// <summary>The figure of each class.</summary>
    public IReadOnlyList<double> PerClass
    {
        get
        {
            IReadOnlyList<AnswerCounts> counts = ClassCounts;
            var figures = new double[counts.Count];
            for (int i = 0; i < figures.Length; i++) figures[i] = Of(counts[i]);
            return figures;
        }
    }

    /// <inheritdoc/>
    public sealed override double Result
    {
        get
        {
            IReadOnlyList<AnswerCounts> classes = ClassCounts;
            if (Counts.Total == 0) return double.NaN;
            if (Classes is null || Average == ClassAverage.Micro) return Of(Counts);
            double sum = 0, weights = 0;
            foreach (AnswerCounts counts in classes)
            {
                double occurs = counts.TruePositives + counts.FalseNegatives;
                double weight = Average == ClassAverage.Weighted ? occurs : occurs + counts.FalsePositives == 0 ? 0 : 1;
                sum += weight * Of(counts);
                weights += weight;
            }
            return weights == 0 ? 0 : sum / weights;
        }
    }

    /// <inheritdoc/>
    public sealed override string Meaning => Classes is null ? $"{What}, {Question}"
        : $"{What}, {Question}; {(Average == ClassAverage.Micro ? "all answers together" : Average == ClassAverage.Macro ? "mean over the classes"
            : "mean weighted by the classes' sizes")}";

    /// <summary>What the ratio is, in words.</summary>
    protected abstract string What { get; }

    /// <summary>The ratio of one class's counts.</summary>
    protected abstract double Of(AnswerCounts counts);
}

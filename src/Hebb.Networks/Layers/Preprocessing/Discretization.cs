using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Numbers as the number of the bin they fall into: <c>bin = how many boundaries are at most x</c>.</summary>
/// <remarks>With boundaries 0, 1 and 2 the bins are x &lt; 0, 0 ≤ x &lt; 1, 1 ≤ x &lt; 2, and 2 ≤ x, numbered from 0; a NaN falls into bin 0. The
/// boundaries are a state, saved with the model. (A127.)</remarks>
/// <example><code>
/// var ages = new Discretization([18, 30, 65]) { OutputMode = OutputMode.OneHot };   // four bins
/// var incomes = new Discretization(bins: 10).Adapt(train);                          // ten bins with as many training samples each
/// </code></example>
public sealed class Discretization : Layer
{
    private State? _state;
    private double[]? _boundaries;   // until the layer is built

    /// <summary>Makes bins of known boundaries.</summary>
    /// <param name="boundaries">Where a bin ends and the next begins: finite, each greater than the one before.</param>
    /// <exception cref="OptionException">There is none, or they do not rise.</exception>
    public Discretization(ReadOnlySpan<double> boundaries)
    {
        for (int i = 0; i < boundaries.Length; i++)
        {
            if (!double.IsFinite(boundaries[i]) || (i > 0 && !(boundaries[i] > boundaries[i - 1])))
                throw new OptionException("Discretization: the boundaries do not rise.", $"boundary {i} is {boundaries[i]}", "sort them, and name each once");
        }
        if (boundaries.IsEmpty) throw new OptionException("Discretization: without a boundary there is one bin.", "0 boundaries", "give at least one");
        Bins = boundaries.Length + 1;
        _boundaries = boundaries.ToArray();
        IsAdapted = true;
    }

    /// <summary>Makes bins whose boundaries <see cref="Adapt"/> finds.</summary>
    /// <param name="bins">How many there are.</param>
    /// <exception cref="OptionException">There are fewer than two.</exception>
    public Discretization(int bins) => Bins = bins >= 2 ? bins
        : throw new OptionException($"Discretization: {bins} bins tell nothing apart.", $"bins {bins}", "use two or more");

    /// <summary>The number of bins.</summary>
    public int Bins { get; }

    /// <summary>What the numbers of bins become; <see cref="OutputMode.Int"/> by default.</summary>
    public OutputMode OutputMode { get; init => field = value is OutputMode.Int or OutputMode.OneHot or OutputMode.MultiHot or OutputMode.Count ? value
        : throw new OptionException("Discretization: bins have no weights as words do.", $"OutputMode {value}", "use Int, OneHot, MultiHot or Count"); }

    /// <summary>Whether the boundaries are known: given, found, or loaded.</summary>
    public bool IsAdapted { get; internal set; }

    /// <summary>The boundaries; none before they are known.</summary>
    public IReadOnlyList<double> Boundaries => !IsAdapted ? [] : _state?.Cast(Hebb.DType.Float64).ToArray<double>() ?? _boundaries ?? [];

    /// <summary>Finds boundaries between which lie as many numbers each: the quantiles, interpolated as NumPy does.</summary>
    /// <param name="data">The numbers to train on, of any shape; NaN and infinities are passed over.</param>
    /// <returns>This layer.</returns>
    /// <exception cref="DataException">There are too few different numbers for so many bins, or boundaries that are one number in Float32.</exception>
    public Discretization Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double[] values = [.. data.Cast(Hebb.DType.Float64).ToArray<double>().Where(double.IsFinite).Order()];
        double[] boundaries = new double[Math.Min(Bins - 1, values.Length)];
        for (int i = 0; i < boundaries.Length; i++)
        {
            double at = (double)(i + 1) / Bins * (values.Length - 1);
            int below = (int)at;
            boundaries[i] = below + 1 < values.Length ? values[below] + ((at - below) * (values[below + 1] - values[below])) : values[below];
        }
        double[] distinct = [.. boundaries.Distinct()];
        if (distinct.Length < Bins - 1)
        {
            throw new DataException("Discretization: the data do not fill so many bins.",
                $"{Bins} bins, {values.Distinct().Count()} different numbers, {distinct.Length} different boundaries",
                "use fewer bins, or give boundaries yourself");
        }
        if (_state is null) _boundaries = boundaries;
        else _state.Assign(Tensor.From(Kept(boundaries)).Cast(_state.DType));
        IsAdapted = true;
        return this;
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _state = _boundaries is { } known ? AddState("boundaries", Tensor.From(Kept(known)).Cast(DType)) : AddState("boundaries", [Bins - 1]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!IsAdapted && !x.IsSymbolic)
            throw new UsageException("Discretization: its boundaries are not known.", $"{Bins} bins",
                "call Adapt with the training data before the model is used, or give boundaries");
        Tensor bins = x.Cast(_state!.DType).ExpandDims(-1).GreaterOrEqual(_state).Cast(Hebb.DType.Int32).Sum(-1);
        return IndexEncoding.Encode(this, bins, OutputMode, Bins);
    }

    // Refuses boundaries between which no number of the layer's type lies: such bins would stay empty for ever.
    private double[] Kept(double[] boundaries)
    {
        double before = double.NegativeInfinity;
        for (int i = 0; i < boundaries.Length; i++)
        {
            double kept = DType == Hebb.DType.Float32 ? (float)boundaries[i] : boundaries[i];
            if (!(kept > before) || !double.IsFinite(kept))
                throw new DataException(
                    $"Discretization: in {DType}, boundary {i} is {(double.IsFinite(kept) ? "the same number as the one before" : "infinite")}.",
                    string.Create(CultureInfo.InvariantCulture, $"{(i > 0 ? $"boundary {i - 1} {boundaries[i - 1]:R}   " : "")}boundary {i} {boundaries[i]:R}"),
                    "scale the numbers or take off what they have in common, or use Float64: new Sequential(Model.Input([...], DType.Float64))");
            before = kept;
        }
        return boundaries;
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["bins"] = Bins;
        if (IsAdapted) config["adapted"] = true;
        if (OutputMode != OutputMode.Int) config["outputMode"] = OutputMode.ToString();
    }
}

using System.Collections;
using System.Runtime.CompilerServices;
using Hebb.Kernels;

namespace Hebb;

/// <summary>The hyperparameters that a search may choose, with their ranges.</summary>
/// <example><code>
/// SearchSpace space = [Hyperparameter.Float("learning_rate", 1e-4, 1e-1, log: true), Hyperparameter.Int("units", 16, 256, log: true)];
/// </code></example>
[CollectionBuilder(typeof(SearchSpace), nameof(Of))]
public sealed class SearchSpace : IReadOnlyList<Hyperparameter>
{
    private readonly Hyperparameter[] _all;

    private SearchSpace(Hyperparameter[] all) => _all = all;

    /// <summary>How many there are.</summary>
    public int Count => _all.Length;

    /// <summary>One of them.</summary>
    public Hyperparameter this[int index] => _all[index];

    /// <summary>A space of these: what a collection expression calls.</summary>
    /// <exception cref="OptionException">There are none, or two have the same name.</exception>
    public static SearchSpace Of(params ReadOnlySpan<Hyperparameter> hyperparameters)
    {
        Hyperparameter[] all = hyperparameters.ToArray();
        if (all.Length == 0) throw new OptionException("SearchSpace: there is nothing to search.", "0 hyperparameters", "add a Hyperparameter");
        int missing = Array.IndexOf(all, null);
        if (missing >= 0)
            throw new OptionException($"SearchSpace: number {missing + 1} of {all.Length} is null.", $"hyperparameters[{missing}] null", "leave it out");
        if (all.GroupBy(static one => one.Name).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new OptionException($"SearchSpace: '{twice.Key}' comes twice.", string.Join("   ", twice), "give each hyperparameter a name of its own");
        return new(all);
    }

    /// <inheritdoc/>
    public IEnumerator<Hyperparameter> GetEnumerator() => ((IEnumerable<Hyperparameter>)_all).GetEnumerator();

    /// <summary>For people: <c>learning_rate: a number from 0.0001 to 0.1 (log); units: a whole number from 16 to 256</c>.</summary>
    public override string ToString() => string.Join("; ", (IEnumerable<Hyperparameter>)_all);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The values at a point of the unit cube.</summary>
    internal HyperParameters At(ReadOnlySpan<double> places)
    {
        var values = new (string, HyperValue)[_all.Length];
        for (int i = 0; i < values.Length; i++) values[i] = (_all[i].Name, _all[i].At(places[i]));
        return new(values);
    }

    /// <summary>A random point of the unit cube.</summary>
    internal double[] Draw(ref PhiloxStream stream)
    {
        double[] places = new double[_all.Length];
        for (int i = 0; i < places.Length; i++) places[i] = stream.NextDouble();
        return places;
    }

    /// <summary>A point of the unit cube with these values.</summary>
    internal double[] PlacesOf(HyperParameters values) => [.. _all.Select(one => one.PlaceOf(values[one.Name]))];

    /// <summary>The coordinates that a model of the scores sees.</summary>
    internal double[] Encode(HyperParameters values)
    {
        double[] coordinates = new double[_all.Sum(static one => one.Coordinates)];
        int at = 0;
        foreach (Hyperparameter one in _all)
        {
            one.Encode(values[one.Name], coordinates.AsSpan(at, one.Coordinates));
            at += one.Coordinates;
        }
        return coordinates;
    }

    /// <summary>Which hyperparameter each coordinate belongs to.</summary>
    internal int[] Owners() => [.. _all.SelectMany(static (one, index) => Enumerable.Repeat(index, one.Coordinates))];
}

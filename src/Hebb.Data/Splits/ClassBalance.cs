using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>How many samples of each class the parts of a split hold, and whether their ratios agree: print it after every split.</summary>
/// <remarks>Parts should come from one distribution: a network that is chosen on other ratios than it is tested on is chosen for another task (A126). A
/// warning is given for a class that a part lacks, and for one whose ratio there is off by more than <see cref="Tolerance"/> and by more than one sample
/// can explain.</remarks>
/// <example><code>
/// DataSplit split = new HoldOut { Stratified = false }.Split(data, seed: 1);
/// if (split.Balance.Warnings.Count > 0) Console.WriteLine(split.Balance);
/// </code></example>
public sealed class ClassBalance
{
    /// <summary>How far a class's ratio in a part may be from its ratio in all parts together: 0.05, five in a hundred samples.</summary>
    public const double Tolerance = 0.05;

    private readonly string[] _parts;
    private readonly int[][] _counts;

    /// <summary>Counts the classes of some parts.</summary>
    /// <param name="parts">The name of each part, and its samples; all of the same classes.</param>
    /// <exception cref="OptionException">There is no part, one has no name, or the parts have other classes.</exception>
    public ClassBalance(params ReadOnlySpan<(string Name, Dataset Data)> parts)
    {
        if (parts.IsEmpty) throw new OptionException("ClassBalance: there is nothing to compare.", "0 parts", "give the parts of a split, with their names");
        _parts = new string[parts.Length];
        _counts = new int[parts.Length][];
        for (int p = 0; p < parts.Length; p++)
        {
            (_parts[p], Dataset data) = parts[p];
            if (_parts[p] is null)
                throw new OptionException("ClassBalance: a part has no name.", $"part {p} of {parts.Length}", "name it, as in (\"train\", train)");
            ArgumentNullException.ThrowIfNull(data, nameof(parts));
            if (p == 0) ClassNames = data.ClassNames;
            if (!data.ClassNames.SequenceEqual(ClassNames))
            {
                throw new OptionException("ClassBalance: the parts have different classes.",
                    $"{_parts[0]}: {string.Join(", ", ClassNames)}; {_parts[p]}: {string.Join(", ", data.ClassNames)}", "compare the parts of one split");
            }
            _counts[p] = new int[ClassNames.Count];
            if (ClassNames.Count > 0 && data.LabelShape.Rank == 0)
                for (int i = 0; i < data.Count; i++) _counts[p][data.LabelAt(i)]++;
        }
        Warnings = [.. FindWarnings()];
    }

    /// <summary>The names of the parts.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>The names of the classes; empty where the labels are targets, and then nothing is compared.</summary>
    public IReadOnlyList<string> ClassNames { get; } = [];

    /// <summary>What is wrong with the split, a sentence each; empty when the ratios agree.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>How many samples of a class a part has.</summary>
    /// <param name="part">The number of the part.</param>
    /// <param name="class">The number of the class.</param>
    /// <exception cref="OptionException">There is no such part, or no such class.</exception>
    public int Count(int part, int @class) => CountsOf(part, @class)[@class];

    /// <summary>Which part of a part's samples is of a class, from 0 to 1.</summary>
    /// <inheritdoc cref="Count" path="/param"/>
    /// <exception cref="OptionException">There is no such part, or no such class.</exception>
    public double Ratio(int part, int @class) => CountsOf(part, @class) is var counts && counts.Sum() is > 0 and var all ? (double)counts[@class] / all : 0;

    /// <summary>For people: a line for each class, a column for each part, and the warnings.</summary>
    public override string ToString()
    {
        if (ClassNames.Count == 0) return "targets, no classes";
        int first = Math.Max("class".Length, ClassNames.Max(static name => name.Length));
        StringBuilder text = new("class".PadRight(first));
        foreach (string part in _parts) text.Append("  ").Append(part.PadLeft(Width(part)));
        for (int c = 0; c < ClassNames.Count; c++)
        {
            text.Append('\n').Append(ClassNames[c].PadRight(first));
            for (int p = 0; p < _parts.Length; p++)
                text.Append("  ").Append($"{_counts[p][c]} ({Percent(Ratio(p, c))} %)".PadLeft(Width(_parts[p])));
        }
        foreach (string warning in Warnings) text.Append("\nwarning: ").Append(warning);
        return text.ToString();
    }

    private int[] CountsOf(int part, int @class)
    {
        if ((uint)part >= (uint)_parts.Length)
            throw new OptionException($"ClassBalance: there is no part {part}.", $"part {part}; {_parts.Length} parts: {string.Join(", ", _parts)}",
                $"use a number from 0 to {_parts.Length - 1}");
        if ((uint)@class >= (uint)ClassNames.Count)
            throw new OptionException($"ClassBalance: there is no class {@class}.",
                ClassNames.Count == 0 ? "no classes" : $"class {@class} of {ClassNames.Count}",
                ClassNames.Count == 0 ? "targets have no classes: ask only where ClassNames is not empty" : $"use a number from 0 to {ClassNames.Count - 1}");
        return _counts[part];
    }

    private static int Width(string part) => Math.Max(part.Length, 15);

    private IEnumerable<string> FindWarnings()
    {
        int total = _counts.Sum(static part => part.Sum());
        for (int c = 0; c < ClassNames.Count; c++)
        {
            int all = _counts.Sum(part => part[c]);
            if (all == 0) continue;
            double ratio = (double)all / total;
            for (int p = 0; p < _parts.Length; p++)
            {
                int size = _counts[p].Sum();
                if (size == 0) continue;
                if (_counts[p][c] == 0)
                    yield return $"'{_parts[p]}' has no sample of class '{ClassNames[c]}', which is {Percent(ratio)} % of all; "
                        + (all >= _parts.Length ? "split stratified, or bring more" : $"{all} cannot be divided among {_parts.Length} parts: bring more");
                else if (Math.Abs(Ratio(p, c) - ratio) > Math.Max(Tolerance, 1.0 / size))
                    yield return $"class '{ClassNames[c]}' is {Percent(Ratio(p, c))} % of '{_parts[p]}' and {Percent(ratio)} % of all; split stratified";
            }
        }
    }

    private static string Percent(double ratio) => (100 * ratio).ToString("0.0", CultureInfo.InvariantCulture);
}

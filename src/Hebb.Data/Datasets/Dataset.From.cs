using System.Runtime.InteropServices;

namespace Hebb;

public sealed partial class Dataset
{
    /// <summary>A table with a class for each row.</summary>
    /// <param name="inputs">The rows; copied.</param>
    /// <param name="labels">The number of each row's class, from 0; copied.</param>
    /// <param name="classNames">What the classes are called; without it there are as many as the largest label tells.</param>
    /// <exception cref="DataException">The two differ in length, there is no sample or no feature, a label is outside the classes, a class has no name, or an
    /// input is NaN or infinite.</exception>
    public static Dataset From(float[,] inputs, int[] labels, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Make(Table(inputs, "inputs"), new Column<int>([.. labels], labels.Length, []), classNames);
    }

    /// <summary>A table with a target for each row. A batch's targets are <c>[count, 1]</c>, as a layer of one unit predicts them.</summary>
    /// <inheritdoc cref="From(float[,], int[], IReadOnlyList{string}?)" path="/param"/>
    /// <param name="inputs">The rows; copied.</param>
    /// <param name="targets">The value that each row should give; copied.</param>
    /// <exception cref="DataException">The two differ in length, or a value is NaN or infinite.</exception>
    public static Dataset From(float[,] inputs, float[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return Make(Table(inputs, "inputs"), Checked(new Column<float>([.. targets], targets.Length, [1]), "targets"), null);
    }

    /// <summary>A table with several targets for each row.</summary>
    /// <param name="inputs">The rows; copied.</param>
    /// <param name="targets">The values that each row should give; copied.</param>
    /// <exception cref="DataException">The two differ in length, or a value is NaN or infinite.</exception>
    public static Dataset From(float[,] inputs, float[,] targets) => Make(Table(inputs, "inputs"), Table(targets, "targets"), null);

    /// <summary>Samples of any shape, along the first axis of a tensor.</summary>
    /// <param name="inputs">The inputs <c>[count, ...]</c>, copied. Bytes stay bytes and become floats in a batch; every other type stays as it is.</param>
    /// <param name="labels">Class numbers from 0 (Int32, Int64 or bytes) <c>[count]</c> or <c>[count, ...]</c>, or targets (floating-point) <c>[count,
    /// ...]</c>; copied.</param>
    /// <param name="classNames">What the classes are called; without it there are as many as the largest label tells.</param>
    /// <exception cref="DataException">The two differ in length, there is no sample or nothing in one, a label is outside the classes, a class has no name,
    /// targets are given names of classes, or a value is NaN or infinite.</exception>
    /// <exception cref="ShapeException">A tensor has no axis of samples.</exception>
    /// <exception cref="DTypeException">Truth values cannot be inputs or labels.</exception>
    public static Dataset From(Tensor inputs, Tensor labels, IReadOnlyList<string>? classNames = null)
    {
        (int count, Shape shape) = Rows(labels, "labels");
        Column column = labels.DType switch
        {
            DType.Float32 => Checked(new Column<float>(labels.ToArray<float>(), count, shape), "targets"),
            DType.Float64 => Checked(new Column<double>(labels.ToArray<double>(), count, shape), "targets"),
            DType.Int32 => new Column<int>(labels.ToArray<int>(), count, shape),
            DType.Int64 => new Column<int>(ToClasses(labels.ToArray<long>(), classNames, checked((int)shape.Count)), count, shape),
            DType.UInt8 => new Column<int>(Array.ConvertAll(labels.ToArray<byte>(), label => (int)label), count, shape),
            _ => throw new DTypeException("Dataset: truth values cannot be labels.", $"labels {labels.DType}",
                "cast them to Int32 for classes, to Float32 for targets"),
        };
        return Make(ToColumn(inputs), column, classNames);
    }

    /// <summary>Samples of any shape with a class for each.</summary>
    /// <inheritdoc cref="From(Tensor, Tensor, IReadOnlyList{string}?)"/>
    public static Dataset From(Tensor inputs, int[] labels, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Make(ToColumn(inputs), new Column<int>([.. labels], labels.Length, []), classNames);
    }

    /// <summary>Puts checked inputs and labels together.</summary>
    internal static Dataset Make(Column inputs, Column labels, IReadOnlyList<string>? classNames)
    {
        if (inputs.Count != labels.Count)
        {
            throw new DataException("Dataset: inputs and labels differ in count.", $"{inputs.Count} inputs, {labels.Count} labels",
                "give exactly one label for each input; the first axis of both counts the samples");
        }
        if (inputs.Count == 0) throw new DataException("Dataset: there are no samples.", "0 inputs", "give at least one");
        if (inputs.RowLength == 0 || labels.RowLength == 0)
            throw new DataException($"Dataset: there is nothing in {(inputs.RowLength == 0 ? "an input" : "a label")}.",
                $"one input {inputs.RowShape}, one label {labels.RowShape}",
                inputs.RowLength == 0 ? "give each sample one number or more to learn from" : "give each sample one number or more that a model should give");
        if (labels is not Column<int> classes)
        {
            return classNames is null ? new(inputs, labels, []) : throw new DataException("Dataset: targets have no classes that could be named.",
                $"labels {labels.DType}, {classNames.Count} class names", "give the numbers of classes (Int32), or leave the names out");
        }

        if (classNames is { Count: 0 })
            throw new DataException("Dataset: the names of the classes are an empty list.", "0 names", "name every class, or leave the list out");
        for (int c = 0; c < classNames?.Count; c++)
        {
            if (classNames[c] is null)
                throw new DataException("Dataset: a class has no name.", $"name {c} of {classNames.Count} is null", "name every class, or none");
        }
        int largest = -1;
        for (int i = 0; i < classes.Values.Length; i++)
        {
            int label = classes.Values[i];
            if (label < 0 || label >= (classNames?.Count ?? MostClasses)) throw Outside(label, i / classes.RowLength, classNames);
            largest = Math.Max(largest, label);
        }
        return new(inputs, labels, classNames is null ? [.. Enumerable.Range(0, largest + 1).Select(c => c.ToString())] : [.. classNames]);
    }

    // More is a mistake: a column of identifiers or prices taken for labels.
    internal const int MostClasses = 1_000_000;

    private static DataException Outside(long label, int sample, IReadOnlyList<string>? classNames)
    {
        string found = FormattableString.Invariant($"label {label} of sample {sample}");
        return classNames is null
            ? new("Dataset: a label is outside the classes.", $"{found}; at most {MostClasses} classes", "number the classes from 0 upwards, without gaps")
            : new("Dataset: a label is outside the classes.", $"{found}; {classNames.Count} classes",
                $"use labels from 0 to {classNames.Count - 1}, or name more classes");
    }

    private static int[] ToClasses(long[] labels, IReadOnlyList<string>? classNames, int rowLength)
    {
        int[] classes = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++)
            classes[i] = labels[i] is >= 0 and <= int.MaxValue ? (int)labels[i] : throw Outside(labels[i], i / rowLength, classNames);
        return classes;
    }

    private static Column ToColumn(Tensor inputs)
    {
        (int count, Shape shape) = Rows(inputs, "inputs");
        return inputs.DType switch
        {
            DType.Float32 => Checked(new Column<float>(inputs.ToArray<float>(), count, shape), "inputs"),
            DType.Float64 => Checked(new Column<double>(inputs.ToArray<double>(), count, shape), "inputs"),
            DType.Int32 => new Column<int>(inputs.ToArray<int>(), count, shape),
            DType.Int64 => new Column<long>(inputs.ToArray<long>(), count, shape),
            DType.UInt8 => new ByteColumn(inputs.ToArray<byte>(), count, shape),
            _ => throw new DTypeException("Dataset: truth values cannot be inputs.", $"inputs {inputs.DType}", "cast them to Float32"),
        };
    }

    private static (int Count, Shape Row) Rows(Tensor tensor, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.Rank == 0)
            throw new ShapeException($"Dataset: the {name} have no axis that counts the samples.", $"{name} {tensor.Shape}",
                "give a tensor whose first axis is the samples");
        return (tensor.Shape[0], tensor.Shape[1..]);
    }

    private static Column<float> Table(float[,] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.LongLength > Array.MaxLength)
            throw new DataException($"Dataset: the {name} are more numbers than one array holds.", $"{values.GetLength(0)} rows of {values.GetLength(1)}",
                "train on a part of the rows, or on fewer features");
        float[] flat = new float[values.Length];
        if (flat.Length > 0) MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], flat.Length).CopyTo(flat);
        return Checked(new Column<float>(flat, values.GetLength(0), [values.GetLength(1)]), name);
    }

    /// <summary>A NaN reaches every weight in one step, so it is stopped here, where its sample is known.</summary>
    private static Column<T> Checked<T>(Column<T> column, string name) where T : unmanaged, System.Numerics.INumberBase<T>
    {
        ReadOnlySpan<T> values = column.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsFinite(values[i])) continue;
            throw new DataException($"Dataset: the {name} hold a value that is no finite number.",
                FormattableString.Invariant($"{values[i]} in sample {i / column.RowLength}, element {i % column.RowLength}"),
                "leave the sample out, or fill the gap, with the mean of the feature for example");
        }
        return column;
    }
}
